/** Values of options, refused in one clear line. */
import { InvalidArgumentError } from 'commander';
import { configSchema, nodeOf } from '../config/index.ts';

/** Engines as a config names them. */
export const engineNames: readonly string[] = nodeOf(configSchema.properties.engine).enum ?? [];

export function integerBetween(lowest: number, highest: number): (given: string) => number {
  return (given) => {
    const value = /^-?\d+$/.test(given.trim()) ? Number(given) : Number.NaN;
    if (value >= lowest && value <= highest) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${lowest} to ${highest}.`);
  };
}

export function choiceOf(choices: readonly string[]): (given: string) => string {
  return (given) => {
    if (choices.includes(given)) return given;
    throw new InvalidArgumentError(`It must be one of ${choices.join(', ')}.`);
  };
}
