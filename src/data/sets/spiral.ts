/**
 * Data set `spiral`: arms that wind around the origin, r = radius s at the angle 2 pi (turns s + arm / arms). With s the
 * root of an even number the samples lie about evenly along an arm, whose length grows with r squared.
 */
import type { DataSet } from './index.ts';
import { endless } from '../endless.ts';

export const spiral: DataSet<'spiral'> = ({ arms, turns, radius, std, holdout }, { random }) =>
  endless(
    [2],
    (n, stream, out) => {
      stream.fillNormal(out);
      for (let row = 0; row < n; row++) {
        const s = Math.sqrt(stream.uniform());
        const angle = 2 * Math.PI * (turns * s + stream.integer(arms) / arms);
        out[2 * row] = radius * s * Math.cos(angle) + std * out[2 * row]!;
        out[2 * row + 1] = radius * s * Math.sin(angle) + std * out[2 * row + 1]!;
      }
    },
    holdout,
    random,
  );
