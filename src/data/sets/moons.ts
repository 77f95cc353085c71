/**
 * Data set `moons`: two half circles of radius 1 that reach into each other, as scikit-learn's `make_moons` places them:
 * (cos t, sin t) and (1 - cos t, 1/2 - sin t), t even in [0, pi).
 */
import type { DataSet } from './index.ts';
import { endless } from '../endless.ts';

export const moons: DataSet<'moons'> = ({ std, holdout }, { random }) =>
  endless({
    shape: [2],
    draw(n, stream, out, classes) {
      stream.fillNormal(out);
      for (let row = 0; row < n; row++) {
        const lower = stream.integer(2) === 1;
        if (classes !== undefined) classes[row] = lower ? 1 : 0;
        const t = Math.PI * stream.uniform();
        const [x, y] = lower ? [1 - Math.cos(t), 0.5 - Math.sin(t)] : [Math.cos(t), Math.sin(t)];
        out[2 * row] = x + std * out[2 * row]!;
        out[2 * row + 1] = y + std * out[2 * row + 1]!;
      }
    },
    holdout,
    random,
    names: ['upper', 'lower'],
  });
