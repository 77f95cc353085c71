/** How far an embedding can be believed (Venna and Kaski 2001). */
import { squaredDistance, type Points } from './points.ts';

/**
 * 1 where every neighbour in the embedding is a neighbour in the data too; less for each that is not, by its rank
 * there. As scikit-learn defines it.
 * @param k neighbours looked at, less than half of the points
 */
export function trustworthiness(x: Points, embedding: Points, k: number): number {
  const { count } = x;
  if (!(k >= 1 && k < count / 2)) throw new RangeError(`${k} neighbours need more than ${2 * k} points, not ${count}`);
  const inData = new Float64Array(count);
  const inEmbedding = new Float64Array(count);
  const order = Int32Array.from({ length: count }, (_, j) => j);
  const rank = new Int32Array(count);
  let penalty = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      inData[j] = j === i ? Infinity : squaredDistance(x, i, x, j);
      inEmbedding[j] = j === i ? Infinity : squaredDistance(embedding, i, embedding, j);
    }
    order.sort((a, b) => compare(inData[a]!, inData[b]!, a, b)).forEach((j, at) => (rank[j] = at + 1));
    order.sort((a, b) => compare(inEmbedding[a]!, inEmbedding[b]!, a, b));
    for (let at = 0; at < k; at++) penalty += Math.max(0, rank[order[at]!]! - k);
  }
  return 1 - (penalty * 2) / (count * k * (2 * count - 3 * k - 1));
}

function compare(p: number, q: number, a: number, b: number): number {
  return p < q ? -1 : p > q ? 1 : a - b;
}
