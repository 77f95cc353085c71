/** The error function in double precision. */

/** Where the series ends and the continued fraction begins. */
const FAR = 2.5;

/**
 * erf x = 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x, to about 1e-15.
 * Series and continued fraction: Abramowitz and Stegun 7.1.6 and 7.1.14.
 */
export function erf(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude > 6) return Math.sign(x); // 1 - erf 6 is 2e-17
  if (Number.isNaN(x)) return x;
  const bell = Math.exp(-x * x);
  if (magnitude < FAR) {
    let term = x;
    let total = x;
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(total); n++) {
      term *= (2 * x * x) / (2 * n + 1);
      total += term;
    }
    return (2 / Math.sqrt(Math.PI)) * bell * total;
  }
  let fraction = magnitude;
  for (let n = 60; n >= 1; n--) fraction = magnitude + n / 2 / fraction;
  return Math.sign(x) * (1 - bell / (Math.sqrt(Math.PI) * fraction));
}
