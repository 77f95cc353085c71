/** What the tests of the event log share. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { tailEvents, type LogEvent, type Tail, type TailEvent } from '../../../src/events/index.ts';

/** A new folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'modescope-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Polls until there is nothing more. */
export function drain(tail: Tail, budget?: number): TailEvent[] {
  const events: TailEvent[] = [];
  do events.push(...tail.poll(budget));
  while (tail.behind);
  return events;
}

export function readAll(folder: string): { events: TailEvent[]; tail: Tail } {
  const tail = tailEvents(folder);
  return { events: drain(tail), tail };
}

/** All scalars, in the order of the log. */
export function scalars(events: readonly TailEvent[]): Record<string, [number, number][]> {
  const result: Record<string, [number, number][]> = {};
  for (const event of events) {
    if (event.type !== 'event') continue;
    for (const value of event.values) {
      if (value.kind === 'scalar') (result[value.tag] ??= []).push([event.step, value.scalar()]);
    }
  }
  return result;
}

/** Scalars with restarts applied as `RestartEvent` says. */
export function scalarsAfterRestarts(events: readonly TailEvent[]): Record<string, [number, number][]> {
  let kept: LogEvent[] = [];
  for (const event of events) {
    if (event.type === 'event') kept.push(event);
    else if (event.type === 'reset') kept = [];
    else kept = kept.filter((earlier) => earlier.file >= event.file || earlier.step < event.step);
  }
  return scalars(kept);
}
