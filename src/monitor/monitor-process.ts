/** The monitor as a process of its own: requests in, messages out. Knows nothing of how they travel. */
import { watch, type FSWatcher } from 'node:fs';
import type { MonitorMessage, MonitorRequest, ProjectionWish, RunStatus } from '../protocol/index.ts';
import { FeatureCurves } from './features.ts';
import { FollowedRun, isProblemOfTheLog } from './follow.ts';
import { Hydration } from './hydrate.ts';
import { LogSearch } from './log-search.ts';
import { mostAges, Projector } from './projector.ts';

/** Looks where no file events come (remote disks), and at the manifest. */
const pollEvery = 250;
/** Least time between two looks at the same run, and so between two batches to the panel. */
const leastBetween = 30;
/** Bytes read at a time, so that other runs and requests get their turn. */
const budget = 2 ** 20;

interface Watched {
  readonly run: FollowedRun;
  hydration: Hydration | undefined;
  /** Where the run's config or mapping file names a feature extractor, and the panel is open. */
  features: FeatureCurves | undefined;
  /** A snapshot's features are being worked out. */
  extracting: boolean;
  featureProblem: string | undefined;
  projector: Projector | undefined;
  /** The next part of a projection that is being made. */
  projecting: NodeJS.Immediate | undefined;
  watcher: FSWatcher | undefined;
  /** The look that is due. */
  timer: NodeJS.Timeout | undefined;
  lastLook: number;
  status: string;
  /** What the log was last said to be taken for. */
  reading: string;
  /** Findings have been sent since the run is watched. */
  reported: boolean;
  /** Findings have changed since they were sent. */
  changed: boolean;
  caughtUp: boolean;
}

export class MonitorProcess {
  readonly #send: (message: MonitorMessage) => void;
  readonly #runs = new Map<string, Watched>();
  readonly #searches = new Map<string, LogSearch>();
  readonly #poll: NodeJS.Timeout;

  constructor(send: (message: MonitorMessage) => void) {
    this.#send = send;
    this.#poll = setInterval(() => {
      for (const watched of this.#runs.values()) this.#soon(watched, 0);
      for (const folder of this.#searches.keys()) this.#search(folder);
    }, pollEvery);
  }

  handle(request: MonitorRequest): void {
    const watched = this.#runs.get(request.run);
    switch (request.type) {
      case 'watch':
        if (watched === undefined) this.#watch(request.run, request.label, request.root);
        else if (request.root !== undefined) watched.run.searchMappingUpTo(request.root);
        return;
      case 'unwatch':
        if (watched !== undefined) this.#drop(watched);
        return;
      case 'hydrate':
        this.#hydrate(watched ?? this.#watch(request.run, request.run));
        return;
      case 'dehydrate':
        if (watched !== undefined) this.#dehydrate(watched);
        return;
      case 'look-at':
        if (watched?.hydration !== undefined) {
          this.#send(watched.hydration.lookAt(request.step, watched.run.monitor.samples));
        }
        return;
      case 'project':
        if (watched?.hydration !== undefined) this.#project(watched, watched.hydration, request);
        return;
      case 'inspect':
        if (watched?.hydration !== undefined) {
          const { step, of, sample } = request;
          this.#send(watched.hydration.inspect({ step, of, sample }, watched.run.monitor.samples));
        }
        return;
      case 'search':
        this.#searches.set(request.run, new LogSearch(request.run));
        this.#search(request.run);
        return;
      case 'end-search':
        this.#searches.delete(request.run);
        return;
      case 'read-now':
        if (watched !== undefined) this.#soon(watched, 0);
    }
  }

  /** Ends everything. */
  close(): void {
    clearInterval(this.#poll);
    this.#searches.clear();
    for (const watched of [...this.#runs.values()]) this.#drop(watched);
  }

  /** Looks for logs, where it is time to. */
  #search(folder: string): void {
    const found = this.#searches.get(folder)?.look(performance.now());
    if (found !== undefined) this.#send({ type: 'logs', run: folder, ...found });
  }

  #watch(folder: string, label: string, root?: string): Watched {
    const watched: Watched = {
      run: new FollowedRun(folder, label, root),
      hydration: undefined,
      features: undefined,
      extracting: false,
      featureProblem: undefined,
      projector: undefined,
      projecting: undefined,
      watcher: undefined,
      timer: undefined,
      lastLook: Number.NEGATIVE_INFINITY,
      status: '',
      reading: '',
      reported: false,
      changed: false,
      caughtUp: false,
    };
    this.#runs.set(folder, watched);
    this.#listen(watched);
    this.#soon(watched, 0);
    return watched;
  }

  #hydrate(watched: Watched): void {
    this.#beginHydration(watched);
    watched.status = '';
    watched.reported = false;
    watched.reading = '';
    watched.caughtUp = false;
    this.#soon(watched, 0);
  }

  #beginHydration(watched: Watched): void {
    const { run } = watched;
    void watched.features?.close();
    const { extractor } = run;
    watched.features = extractor === undefined ? undefined : new FeatureCurves(extractor);
    watched.featureProblem = undefined;
    watched.hydration = new Hydration(run.folder, run.mapping, () => run.manifest?.config, watched.features);
  }

  /** One snapshot at a time, the next when that one is drawn. */
  #extract(watched: Watched): void {
    const { features, hydration } = watched;
    if (features === undefined || watched.extracting) return;
    if (features.problem !== watched.featureProblem) {
      watched.featureProblem = features.problem;
      if (features.problem !== undefined) this.#problem(watched, features.problem);
    }
    if (!features.busy) return;
    watched.extracting = true;
    void features.work().then((point) => {
      watched.extracting = false;
      if (watched.features !== features) return;
      if (point !== undefined) hydration?.noteFeatures(point);
      this.#soon(watched, 0);
    });
  }

  #dehydrate(watched: Watched): void {
    void watched.features?.close();
    watched.features = undefined;
    clearImmediate(watched.projecting);
    watched.projecting = undefined;
    watched.projector = undefined;
    watched.hydration = undefined;
  }

  #project(watched: Watched, hydration: Hydration, { step, method, ages }: ProjectionWish): void {
    const { folder, monitor } = watched.run;
    watched.projector ??= new Projector(folder);
    const samples = hydration.toProject(step, ages ? mostAges : 1, monitor.samples);
    const update = watched.projector.begin({ step, method, ages }, samples);
    if (update !== undefined) this.#send(update);
    this.#goOnProjecting(watched);
  }

  /** A part at a time: looks at logs, and requests, come between. */
  #goOnProjecting(watched: Watched): void {
    const { projector } = watched;
    if (projector?.busy !== true || watched.projecting !== undefined) return;
    watched.projecting = setImmediate(() => {
      watched.projecting = undefined;
      const update = projector.work();
      if (update !== undefined) this.#send(update);
      this.#goOnProjecting(watched);
    });
  }

  #drop(watched: Watched): void {
    this.#dehydrate(watched);
    clearTimeout(watched.timer);
    watched.watcher?.close();
    this.#runs.delete(watched.run.folder);
  }

  /** File events only make things quicker: without them there is still the poll. */
  #listen(watched: Watched): void {
    if (watched.watcher !== undefined) return;
    try {
      watched.watcher = watch(watched.run.folder, { persistent: false }, () => this.#soon(watched, 0));
      watched.watcher.on('error', () => {
        watched.watcher?.close();
        watched.watcher = undefined;
      });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error; // no such folder (yet), or too many watchers
    }
  }

  #soon(watched: Watched, delay: number): void {
    if (watched.timer !== undefined) return;
    const wait = Math.max(delay, watched.lastLook + leastBetween - performance.now());
    watched.timer = setTimeout(
      () => {
        watched.timer = undefined;
        watched.lastLook = performance.now();
        this.#look(watched);
      },
      Math.max(0, wait),
    );
  }

  #look(watched: Watched): void {
    const { run } = watched;
    this.#listen(watched);
    try {
      const { mapping } = run;
      const { events, findingsChanged } = run.read(budget, Date.now() / 1000);
      if (run.mapping !== mapping) {
        watched.reading = '';
        if (watched.hydration !== undefined) this.#beginHydration(watched);
      }
      watched.hydration?.read(budget);
      watched.changed ||= findingsChanged;
      if (events > 0) watched.caughtUp = false;
    } catch (error) {
      if (!isProblemOfTheLog(error)) throw error;
      this.#problem(watched, error.message);
      return;
    }
    const behind = run.behind || watched.hydration?.behind === true;
    this.#tell(watched, behind);
    this.#extract(watched);
    // What is left over is read without the pause that keeps live batches apart.
    if (behind) {
      watched.lastLook = Number.NEGATIVE_INFINITY;
      this.#soon(watched, 0);
    }
  }

  #tell(watched: Watched, behind: boolean): void {
    const { run } = watched;
    this.#status(watched, run.status());
    for (const message of watched.hydration?.flush(run.monitor.samples) ?? []) this.#send(message);
    // While an old log is being read, findings come and go: what counts is how it ends.
    if (!behind && (watched.changed || !watched.reported)) {
      this.#send({ type: 'findings', run: run.folder, findings: run.findings });
      this.#keep(watched);
      watched.changed = false;
      watched.reported = true;
    }
    const problem = run.newProblem();
    if (problem !== undefined) this.#problem(watched, problem);
    if (!behind) this.#reading(watched);
    if (!behind && !watched.caughtUp) {
      watched.caughtUp = true;
      this.#send({ type: 'caught-up', run: run.folder, manifest: run.manifest });
    }
  }

  #status(watched: Watched, status: RunStatus): void {
    const text = JSON.stringify(status);
    if (text === watched.status) return;
    watched.status = text;
    this.#send(status);
  }

  /** Of a log that is not one of our own runs' and has something in it. */
  #reading(watched: Watched): void {
    const { run } = watched;
    if (run.manifest !== null || run.monitor.tags.roles.size === 0) return;
    const { lacking, tags } = run.monitor;
    const mapping = run.mappingFile ?? null;
    // Tags are only ever added, unless the log is judged anew.
    const key = JSON.stringify([tags.roles.size, tags.isGan, lacking, mapping]);
    if (key === watched.reading) return;
    watched.reading = key;
    this.#send({
      type: 'reading',
      run: run.folder,
      isGan: tags.isGan,
      tags: Object.fromEntries(tags.precise),
      lacking,
      mapping,
    });
  }

  #keep(watched: Watched): void {
    try {
      watched.run.keepFindings();
    } catch (error) {
      if (!isProblemOfTheLog(error)) throw error;
      this.#problem(watched, error.message);
    }
  }

  #problem(watched: Watched, message: string): void {
    this.#send({ type: 'log-problem', run: watched.run.folder, message });
  }
}
