/** One run folder, followed: its log judged, its manifest read, its findings kept beside it. */
import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Mapping } from '../config/index.ts';
import { EventError, type Tail } from '../events/index.ts';
import type { Finding, Manifest, RunStatus } from '../protocol/index.ts';
import {
  findMapping,
  manifestName,
  readManifest,
  readMapping,
  RunError,
  seenState,
  writeFindings,
  type SeenState,
} from '../runs/index.ts';
import { namedExtractor, type NamedExtractor } from './feature-file.ts';
import { StallWatch } from './rules/stalled.ts';
import { RunMonitor } from './run-monitor.ts';
import { tailLog } from './source.ts';

export class FollowedRun {
  readonly folder: string;
  readonly #label: string;
  #root: string;
  #tail: Tail;
  #monitor: RunMonitor;
  #mapping: { readonly file: string; readonly content: Mapping } | undefined;
  #mappingSeen = '';
  #mappingProblem: string | undefined;
  #manifest: Manifest | null = null;
  #manifestSeen = '';
  #stepsPerSecond: number | null = null;
  #problem: string | undefined;
  #manifestProblem: string | undefined;
  #seen = false;
  #stall = new StallWatch();
  #caughtUp = false;

  /**
   * @param label what findings carry as `run`
   * @param root the folder that is watched, up to which a mapping file is looked for
   */
  constructor(folder: string, label: string, root: string = folder) {
    this.folder = folder;
    this.#label = label;
    this.#root = root;
    this.#tail = tailLog(folder);
    this.#readManifest();
    this.#readMapping();
    this.#monitor = this.#newMonitor();
  }

  /** The mapping file that counts, absolute; undefined where there is none, or the run is one of our own. */
  get mappingFile(): string | undefined {
    return this.#mapping?.file;
  }

  /** From now on a mapping file is looked for up to this folder. */
  searchMappingUpTo(root: string): void {
    this.#root = root;
  }

  get mapping(): Mapping | undefined {
    return this.#mapping?.content;
  }

  /** The feature extractor that the run's config or the mapping file names. */
  get extractor(): NamedExtractor | undefined {
    const mapping = this.#mapping;
    if (mapping?.content.features !== undefined) return namedExtractor(mapping.content.features, mapping.file);
    const { config, configFile } = this.#manifest ?? {};
    const name = (config as { features?: string } | undefined)?.features;
    return name === undefined || configFile === undefined ? undefined : namedExtractor(name, configFile);
  }

  get manifest(): Manifest | null {
    return this.#manifest;
  }

  get monitor(): RunMonitor {
    return this.#monitor;
  }

  get findings(): readonly Finding[] {
    return this.#monitor.findings;
  }

  /** There is more to be read at once. */
  get behind(): boolean {
    return this.#tail.behind;
  }

  /**
   * Reads on. @throws EventError `read-failed`
   * @param now seconds by the watcher's clock, for who follows the log live; then silence is noticed too
   */
  read(budget?: number, now?: number): { readonly events: number; readonly findingsChanged: boolean } {
    this.#readManifest();
    let findingsChanged = false;
    if (this.#readMapping()) {
      // What was said of the log may be wrong by what the file says now: it is judged anew.
      this.#tail = tailLog(this.folder);
      this.#monitor = this.#newMonitor();
      this.#stall = new StallWatch();
      this.#caughtUp = false;
      findingsChanged = true;
    }
    const events = this.#tail.poll(budget);
    for (const event of events) {
      this.#seen = true;
      findingsChanged = this.#monitor.feed(event) || findingsChanged;
      if (!('values' in event)) continue;
      this.#stall.note(event, this.#caughtUp ? now : undefined);
      for (const value of event.values) {
        if (value.tag === 'progress/steps_per_second' && value.kind === 'scalar') this.#stepsPerSecond = value.scalar();
      }
    }
    this.#caughtUp ||= !this.#tail.behind;
    if (now !== undefined) findingsChanged = this.#silence(now) || findingsChanged;
    return { events: events.length, findingsChanged };
  }

  #silence(now: number): boolean {
    const expected = this.#manifest === null || seenState(this.#manifest, this.folder) === 'running';
    const stall = expected ? this.#stall.at(now, this.#monitor.thresholdOf('stalled')) : undefined;
    return this.#monitor.setStall(stall);
  }

  /** What is wrong with the log, in one line; only when it is something new. */
  newProblem(): string | undefined {
    const problem = this.#manifestProblem ?? this.#mappingProblem ?? this.#logProblem();
    if (problem === this.#problem) return undefined;
    this.#problem = problem;
    return problem;
  }

  #logProblem(): string | undefined {
    const { damaged, first, missing } = this.#tail.health;
    if (missing) return this.#seen ? 'The log has been deleted or moved away.' : undefined;
    if (damaged > 0 && first !== undefined) {
      return `The log is damaged (${first.reason}) at byte ${first.offset} of ${first.file}; what is damaged is left out.`;
    }
    if (this.#monitor.unreadable > 0) return 'Some values of the log cannot be decoded and are left out.';
    return undefined;
  }

  status(): RunStatus {
    const { manifest, state } = this.#outside();
    const base = { type: 'status', run: this.folder } as const;
    if (manifest === null || state === undefined) {
      return {
        ...base,
        name: basename(this.folder),
        state: 'foreign',
        step: this.#monitor.step,
        steps: null,
        stepsPerSecond: this.#stepsPerSecond,
        secondsLeft: null,
        engine: null,
        configFile: null,
      };
    }
    const step = Math.max(manifest.step, this.#monitor.step);
    const speed = this.#stepsPerSecond;
    return {
      ...base,
      name: `${basename(dirname(this.folder))} · ${timeOf(manifest)}`,
      state,
      ...(manifest.reason === undefined ? {} : { reason: manifest.reason }),
      step,
      steps: manifest.steps,
      ...(state === 'paused' && manifest.phase !== undefined ? { phase: manifest.phase } : {}),
      stepsPerSecond: speed,
      secondsLeft: state === 'running' && speed !== null && speed > 0 ? (manifest.steps - step) / speed : null,
      engine: manifest.engine.name,
      configFile: manifest.configFile,
    };
  }

  /** Writes findings.jsonl of a run of our own. @throws RunError `disk-full` or `write-failed` */
  keepFindings(): void {
    if (this.#manifest !== null) writeFindings(this.folder, this.findings);
  }

  /** The manifest with the run's state as seen from outside. */
  #outside(): { readonly manifest: Manifest | null; readonly state?: SeenState } {
    const manifest = this.#manifest;
    if (manifest === null) return { manifest };
    const state = seenState(manifest, this.folder);
    if (state !== 'crashed') return { manifest, state };
    // A process that is gone may have written its last word after its manifest was read.
    this.#readManifest();
    const last = this.#manifest;
    return last === null ? { manifest: null } : { manifest: last, state: seenState(last, this.folder) };
  }

  #newMonitor(): RunMonitor {
    return new RunMonitor({
      run: this.#label,
      config: this.#manifest?.config,
      classes: this.#manifest?.classes,
      ...(this.#mapping === undefined ? {} : { mapping: this.#mapping.content }),
    });
  }

  /** True when another mapping counts from now on. One with a mistake in it changes nothing. */
  #readMapping(): boolean {
    const file = this.#manifest === null ? findMapping(this.folder, this.#root) : undefined;
    const before = this.#mapping;
    if (file === undefined) {
      this.#mapping = undefined;
      this.#mappingSeen = '';
      this.#mappingProblem = undefined;
      return before !== undefined;
    }
    const stat = statSync(file, { throwIfNoEntry: false });
    const seen = `${file} ${stat?.mtimeMs} ${stat?.ino} ${stat?.size}`;
    if (seen === this.#mappingSeen) return false;
    this.#mappingSeen = seen;
    try {
      this.#mapping = { file, content: readMapping(file) };
      this.#mappingProblem = undefined;
    } catch (error) {
      if (!(error instanceof RunError)) throw error;
      this.#mappingProblem = error.message;
      return false;
    }
    return JSON.stringify(before?.content) !== JSON.stringify(this.#mapping.content);
  }

  #readManifest(): void {
    const stat = statSync(join(this.folder, manifestName), { throwIfNoEntry: false });
    const seen = stat === undefined ? '' : `${stat.mtimeMs} ${stat.ino} ${stat.size}`;
    if (seen === this.#manifestSeen) return;
    this.#manifestSeen = seen;
    try {
      this.#manifest = stat === undefined ? null : readManifest(this.folder);
      this.#manifestProblem = undefined;
    } catch (error) {
      if (!(error instanceof RunError)) throw error;
      this.#manifestProblem = error.code === 'no-run' ? undefined : error.message;
    }
    // In the constructor the monitor is made with what was just read.
    if (this.#manifest !== null && (this.#monitor as RunMonitor | undefined) !== undefined) {
      this.#monitor.configure(this.#manifest.config, this.#manifest.classes);
    }
  }
}

function timeOf(manifest: Manifest): string {
  const time = new Date(manifest.started);
  const two = (n: number): string => String(n).padStart(2, '0');
  return Number.isNaN(time.getTime())
    ? manifest.started
    : `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** Whether an error says that a log or a run's file is at fault, and not the program. */
export function isProblemOfTheLog(error: unknown): error is EventError | RunError {
  return error instanceof EventError || error instanceof RunError;
}
