/** How many threads a program is worth. */
import { sizeOfShape, topologicalOrder, type Program } from '../graph/index.ts';

/** Multiplications of one call above which a second thread pays; small MLPs lose by it (docs/performance.md). */
const worthTwo = 2e8;

/** Threads for a program on a machine of so many cores: one for small MLPs, two at most. */
export function chooseThreads(program: Program, cores: number): number {
  return cores > 1 && !isSmall(program) ? 2 : 1;
}

/** Whether so little is multiplied in one call that what lies around the products shows in its time. */
function isSmall(program: Program): boolean {
  return multiplications(program) <= worthTwo;
}

/** Whether leaving out what only outputs need shows in the time of a step that nobody reads of. */
export function isWorthGating(program: Program): boolean {
  return isSmall(program) && program.state.length > 0 && Object.keys(program.outputs).length > 0;
}

/** Multiplications in the products and convolutions of one call. */
export function multiplications(program: Program): number {
  let total = 0;
  for (const node of topologicalOrder(program)) {
    if (node.primitive === 'matmul') {
      const a = node.inputs[0]!.shape;
      total += sizeOfShape(node.shape) * a.at(node.attributes.transposeA ? -2 : -1)!;
    } else if (node.primitive === 'conv') {
      total += sizeOfShape(node.shape) * sizeOfShape(node.inputs[1]!.shape.slice(1));
    } else if (node.primitive === 'convTranspose') {
      total += sizeOfShape(node.inputs[0]!.shape) * sizeOfShape(node.inputs[1]!.shape.slice(1));
    } else if (node.primitive === 'convFilter') {
      total += sizeOfShape(node.inputs[1]!.shape) * sizeOfShape(node.shape.slice(1));
    }
  }
  return total;
}
