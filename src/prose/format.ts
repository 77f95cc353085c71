/** Numbers as people read them. */

/** An integer with thousands separated: 3,200. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** A share as a percentage: 12 %, .4 %, less than .1 %. */
export function percent(value: number): string {
  const hundredths = value * 100;
  if (hundredths > 0 && hundredths < 0.1) return '< 0.1 %';
  return `${hundredths < 10 ? trim(hundredths.toFixed(1)) : hundredths.toFixed(0)} %`;
}

/** A number to about three digits. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1000) return count(value);
  if (size < 0.001) return value.toExponential(1);
  return trim(value.toPrecision(3));
}

/** A point: (2.00, 0.00). */
export function point(coordinates: readonly number[]): string {
  return `(${coordinates.map((value) => (Math.abs(value) < 0.005 ? '0.00' : value.toFixed(2))).join(', ')})`;
}

function trim(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** The words in place of `{names}`. @throws RangeError when a name has none */
export function fill(template: string, words: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const word = words[name];
    if (word === undefined) throw new RangeError(`nothing to put in place of {${name}}`);
    return word;
  });
}
