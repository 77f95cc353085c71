/** How high the values of a chart reach, with a little free above and below. */

/** `symmetric`: logarithmic in size on both sides of zero (inverse hyperbolic sine), for values that are negative too. */
export type ScaleKind = 'linear' | 'log' | 'symmetric';

/** Left free at each side, as a share of what is shown. */
const free = 0.06;

/** @param min with `log` greater than 0, as `max` */
export function heightOf(scale: ScaleKind, min: number, max: number): [number, number] {
  switch (scale) {
    case 'linear':
      return widened(min, max, Math.abs(min) * 0.1 || 1);
    case 'symmetric': {
      const [low, high] = widened(Math.asinh(min), Math.asinh(max), 0.1);
      return [Math.sinh(low), Math.sinh(high)];
    }
    case 'log': {
      // To the next number of one digit: uPlot writes the ends of a logarithmic axis.
      const low = Math.floor(min / unitOf(min)) * unitOf(min);
      const high = Math.ceil(max / unitOf(max)) * unitOf(max);
      return high > low ? [low, high] : [low, low + unitOf(low)];
    }
  }
}

/** @param constant what a single value gets at each side */
function widened(low: number, high: number, constant: number): [number, number] {
  const around = high > low ? free * (high - low) : constant;
  return [low - around, high + around];
}

/** The power of ten at or below a positive number. */
function unitOf(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  // The logarithm of what is just below a power of ten is rounded up to it.
  return unit > value ? unit / 10 : unit;
}
