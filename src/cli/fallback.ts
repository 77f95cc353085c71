/** What is said where a run's engine is not the fastest, and nobody asked for that. */
import { fallbackEngine, type EngineFallback } from '../protocol/index.ts';

const remedy = '"Modescope: Install Faster Engine" in VS Code, or `npm install onnxruntime-node`,';

/** A package that was never installed is no fault; one that does not work is. */
export function fallbackLine({ from, reason, installed }: EngineFallback): string {
  return installed
    ? `warning: the engine "${from}" cannot be loaded (${reason}); training with "${fallbackEngine}", which is slower; ${remedy} installs it anew`
    : `training with the engine "${fallbackEngine}": ${reason}; ${remedy} makes training faster`;
}

/** A run keeps the engine that it began with, whatever has been installed since. */
export function resumedFallbackLine({ from, reason }: EngineFallback): string {
  return `training with the engine "${fallbackEngine}", with which the run began: "${from}" could not be loaded then (${reason})`;
}
