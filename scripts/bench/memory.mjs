/**
 * Memory over a long while, in a real VS Code (test/bench/memory.measure.ts): what the extension host and the browser's
 * process have beyond those of a window without the extension.
 */
import { median } from './workshop.mjs';
import { inVsCode } from './window.mjs';

const megabyte = 2 ** 20;
/** Minutes after which nothing is to grow any more, and over how many samples its begin and its end are taken at most. */
const settled = 5;
const together = 5;

export function memory(minutes, note) {
  const environment = { MODESCOPE_BENCH_MINUTES: String(minutes) };
  return summary(inVsCode('memory', 'memory over a while', note, environment));
}

/** @param measured as the measurement leaves it */
export function summary({ samples, visited, missed }) {
  const after = samples.filter(({ minute }) => minute > settled);
  const later = after.length > 0 ? after : samples;
  // Apart from each other: samples that are in both would hide what grew
  const ends = Math.min(together, Math.floor(later.length / 2));
  const of = (part) => {
    const beyond = later.map(({ ours, bare }) => ours[part].rss - bare[part].rss);
    const held = later.map(({ ours }) => ours[part].heap);
    return {
      /** Beyond the window without the extension. */
      median: median(beyond) / megabyte,
      most: Math.max(...beyond) / megabyte,
      bare: median(later.map(({ bare }) => bare[part].rss)) / megabyte,
      held: median(later.map(({ ours, bare }) => ours[part].heap - bare[part].heap)) / megabyte,
      growth: ends > 0 ? (median(held.slice(-ends)) - median(held.slice(0, ends))) / megabyte : undefined,
    };
  };
  return {
    minutes: samples.at(-1).minute,
    steps: samples.at(-1).step,
    settled,
    visited,
    missed: missed.length,
    host: { ...of('host'), goal: 60 },
    page: { ...of('page'), goal: 250 },
    /** Megabytes held that begin and end may differ by without being called growth. */
    growthGoal: 2,
  };
}
