/** What one trained seed is worth, from its log alone. */
import { listEventFiles, tailEvents } from '../../events/index.ts';
import type { Points } from '../../metrics/index.ts';
import { pointsOf, RunMonitor } from '../../monitor/index.ts';
import { lookAtRun, writeFindings } from '../../runs/index.ts';
import type { Count, Counting } from './counting.ts';
import type { SeedResult } from './results.ts';

/** Moments kept of a run's course, and points of its last samples. */
const mostMoments = 60;
const mostPoints = 160;

/**
 * Reads a run's log to its end, judges it, keeps the findings beside it.
 * @returns undefined where no samples could be counted
 * @throws RunError, EventError
 */
export function measureRun(
  folder: string,
  { label, seed, hash }: { readonly label: string; readonly seed: number; readonly hash: string },
  counting: Counting,
): SeedResult | undefined {
  const { manifest, state } = lookAtRun(folder);
  const monitor = new RunMonitor({ run: '', config: manifest.config });
  const tail = tailEvents(folder);
  let course: Count[] = [];
  let latest: Points | undefined;
  do {
    for (const event of tail.poll()) {
      monitor.feed(event);
      if (!('values' in event)) {
        course = event.type === 'reset' ? [] : course.filter(({ step }) => step < event.step);
        continue;
      }
      for (const value of event.values) {
        if (value.tag !== 'samples/generated' || value.kind !== 'tensor') continue;
        const samples = pointsOf(value.tensor());
        if (samples === undefined) continue;
        latest = samples;
        const count = counting.count(event.step, samples, monitor);
        if (count !== undefined) course.push(count);
      }
    }
  } while (tail.behind);
  const last = course.at(-1);
  if (last === undefined) return undefined;
  const findings = monitor.findings;
  writeFindings(folder, findings);
  return {
    config: label,
    hash,
    seed,
    state,
    engine: `${manifest.engine.name} ${manifest.engine.version}`,
    // The time of a run that was interrupted includes that of its absence.
    seconds: listEventFiles(folder).length === 1 ? secondsOf(manifest) : null,
    ...last,
    collapsed: findings.some(({ rule, to }) => (rule === 'mode-collapse' || rule === 'mode-hopping') && to === null),
    findings: [...new Set(findings.map(({ rule }) => rule))].map((rule) => ({
      rule,
      open: findings.some((each) => each.rule === rule && each.to === null),
    })),
    course: thinned(course).map(({ step, covered, highQuality }) => [step, covered, rounded(highQuality, 4)]),
    points: latest?.dimensions === 2 ? firstOf(latest) : [],
  };
}

function secondsOf({ started, ended }: { readonly started: string; readonly ended?: string }): number | null {
  const seconds = ended === undefined ? Number.NaN : (Date.parse(ended) - Date.parse(started)) / 1000;
  return seconds >= 0 ? seconds : null;
}

function firstOf({ data, count }: Points): [number, number][] {
  const pairs = Array.from({ length: Math.min(count, mostPoints) }, (_, i) => {
    return [rounded(data[2 * i]!, 3), rounded(data[2 * i + 1]!, 3)] as [number, number];
  });
  return pairs.filter((pair) => pair.every(Number.isFinite));
}

/** Evenly, the last always among them. */
function thinned<T>(list: readonly T[]): T[] {
  const every = Math.ceil(list.length / mostMoments);
  return list.filter((_, i) => (list.length - 1 - i) % every === 0);
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
