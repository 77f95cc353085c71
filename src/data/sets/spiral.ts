/**
 * Data set `spiral`: arms that wind around the origin, r = radius s at the angle 2 pi (turns s + arm / arms). With s the
 * root of an even number the samples lie about evenly along an arm, whose length grows with r squared.
 */
import type { DataSet } from './index.ts';
import { endless, numbered } from '../endless.ts';

export const spiral: DataSet<'spiral'> = ({ arms, turns, radius, std, holdout }, { random }) =>
  endless({
    shape: [2],
    draw(n, stream, out, classes) {
      stream.fillNormal(out);
      for (let row = 0; row < n; row++) {
        const s = Math.sqrt(stream.uniform());
        const arm = stream.integer(arms);
        if (classes !== undefined) classes[row] = arm;
        const angle = 2 * Math.PI * (turns * s + arm / arms);
        out[2 * row] = radius * s * Math.cos(angle) + std * out[2 * row]!;
        out[2 * row + 1] = radius * s * Math.sin(angle) + std * out[2 * row + 1]!;
      }
    },
    holdout,
    random,
    names: numbered(arms),
  });
