/** Several series on one list of steps, as uPlot wants them. */

/** Points of one series, steps rising. */
export interface Line {
  readonly steps: readonly number[];
  /** NaN and infinities are drawn as gaps. */
  readonly values: readonly number[];
}

/** `undefined` where a series has no point at a step (the line goes on), null where it has none that can be drawn. */
export type Column = (number | null | undefined)[];

/** @param drawable whether a number can be drawn, e.g. a positive one on a logarithmic scale */
export function align(lines: readonly Line[], drawable: (value: number) => boolean): [number[], ...Column[]] {
  const steps: number[] = [];
  const columns: Column[] = lines.map(() => []);
  const next = lines.map(() => 0);
  for (;;) {
    let step = Number.POSITIVE_INFINITY;
    for (const [k, line] of lines.entries()) {
      const i = next[k]!;
      if (i < line.steps.length && line.steps[i]! < step) step = line.steps[i]!;
    }
    if (step === Number.POSITIVE_INFINITY) return [steps, ...columns];
    steps.push(step);
    for (const [k, line] of lines.entries()) {
      const i = next[k]!;
      if (line.steps[i] !== step) {
        columns[k]!.push(undefined);
        continue;
      }
      const value = line.values[i]!;
      columns[k]!.push(drawable(value) ? value : null);
      next[k] = i + 1;
    }
  }
}
