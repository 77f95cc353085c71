/** The page's state: what is shown, how it is looked at, and what people do. Views read it and call it. */
import {
  protocolVersion,
  type Finding,
  type FromPage,
  type InspectionWish,
  type RemediesUpdate,
  type RuleId,
  type RunMessage,
  type ToPage,
} from '../src/protocol/index.ts';
import { Projecting, type KeptProjection } from './projecting.ts';
import { ComparedRuns } from './data/compared.ts';
import { lastUpTo } from './data/lookup.ts';
import { smoothedPoints, smoothingWeight } from './data/smoothing.ts';
import type { View } from './data/thin.ts';
import type { Frames } from './frames.ts';
import { RunView, type Samples } from './run-view.ts';
import { readTheme, type Theme } from './theme.ts';

/** What VS Code keeps of the page while it is gone; the host's serializer gets `run`. */
export interface Kept {
  readonly run?: string;
  readonly smoothing?: number;
  readonly log?: boolean;
  readonly projection?: KeptProjection;
  readonly beneath?: Beneath;
}

/** What is drawn beneath the samples, where there is something. */
export interface Beneath {
  /** What D takes for real. */
  readonly field: boolean;
  /** How densely real and generated samples lie. */
  readonly density: boolean;
}

/** Pictures that a sample can be picked in. */
export type InspectedIn = InspectionWish['of'] | 'projection';

export interface Host {
  post(message: FromPage): void;
  keep(state: Kept): void;
}

export type Screen =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'outdated' }
  | { readonly kind: 'run'; readonly view: RunView }
  | { readonly kind: 'compare'; readonly runs: ComparedRuns };

export class Page {
  readonly frames: Frames;
  readonly #host: Host;
  screen: Screen = { kind: 'waiting' };
  theme: Theme = readTheme();
  /** Raised when something changed that curves, or samples, are drawn from. */
  revision = { curves: 0, samples: 0 };

  /** Null: the whole run. */
  zoom: View | null = null;
  /** Step under the cursor of all charts. */
  cursor: number | null = null;
  /** Step whose samples are shown; null: the latest, as they come. */
  selected: number | null = null;
  /** Modes by their position: under the pointer, and held fast by a click. */
  mode: number | null = null;
  pinned: number | null = null;
  /** The generated sample that is looked at. */
  inspected: InspectionWish | null = null;
  /** Where it was picked, and is told of. */
  inspectedIn: InspectedIn = 'samples';
  /** Samples of latents that stay the same are shown, where there are some. */
  fixed = false;
  /** The finding that is told in full; without `raised` the last of its rule. */
  explained: { readonly rule: RuleId; readonly raised?: number } | null = null;
  /** What could be tried against it. */
  remedies: RemediesUpdate | null = null;
  readonly projecting: Projecting;
  smoothing: number;
  log: boolean;
  beneath: Beneath;
  #paintedStep = Number.NEGATIVE_INFINITY;
  /** Asked of the host and not answered yet. */
  #awaited: number | null = null;

  constructor(host: Host, frames: Frames, kept: Kept) {
    this.#host = host;
    this.frames = frames;
    this.smoothing = kept.smoothing ?? 0;
    this.log = kept.log ?? false;
    this.beneath = kept.beneath ?? { field: true, density: false };
    this.projecting = new Projecting(
      {
        shown: () => (this.screen.kind === 'run' ? { view: this.screen.view, selected: this.selected } : null),
        post: (message) => host.post(message),
        changed: () => {
          this.#keep();
          this.frames.request('now');
        },
      },
      kept.projection,
    );
    let drawn: { run: string; step: number } | undefined;
    frames.onDraw(() => {
      const step = this.screen.kind === 'run' ? this.screen.view.lastStep : null;
      drawn = this.screen.kind === 'run' && step !== null ? { run: this.screen.view.run, step } : undefined;
    });
    frames.onPainted(() => {
      if (drawn === undefined || drawn.step === this.#paintedStep) return;
      this.#paintedStep = drawn.step;
      host.post({ type: 'painted', ...drawn, at: Date.now() });
    });
  }

  /** Step that values are read at: under the cursor, else selected; null for the last. */
  get at(): number | null {
    return this.cursor ?? this.selected;
  }

  /** The samples to show: those of the selected step as soon as they are there, else the latest. */
  samplesOf(view: RunView): Samples | null {
    return (this.selected === null ? null : view.past?.samples) ?? view.samples;
  }

  mosaicOf(view: RunView): RunView['mosaic'] {
    return (this.selected === null ? null : view.past?.mosaic) ?? view.mosaic;
  }

  /** The finding that is told in full, where there is one. */
  explainedOf(view: RunView): Finding | undefined {
    const { explained } = this;
    if (explained === null) return undefined;
    return view.findings?.findLast(
      ({ rule, raised }) => rule === explained.rule && raised === (explained.raised ?? raised),
    );
  }

  /** The mode that is pointed out; null for none. */
  get shownMode(): number | null {
    return this.mode ?? this.pinned;
  }

  get weight(): number {
    return smoothingWeight(smoothedPoints(this.smoothing));
  }

  /** What of the step axis is in view; null while there is nothing. */
  get view(): View | null {
    if (this.zoom !== null) return this.zoom;
    const span = this.#span;
    if (span === null) return null;
    return span.from === span.to ? { from: span.from - 1, to: span.to + 1 } : span;
  }

  /** Of all that is shown; null while there is nothing. */
  get #span(): View | null {
    if (this.screen.kind === 'compare') return this.screen.runs.span;
    return this.screen.kind === 'run' ? this.screen.view.span : null;
  }

  receive(message: ToPage): void {
    switch (message.type) {
      case 'show':
        this.#show(message);
        return;
      case 'compare':
        this.zoom = null;
        this.cursor = null;
        this.screen =
          message.version === protocolVersion
            ? { kind: 'compare', runs: new ComparedRuns(message.runs) }
            : { kind: 'outdated' };
        this.#changed('now');
        return;
      case 'nothing-to-show':
        this.screen = { kind: 'nothing' };
        this.#changed('now');
        return;
      case 'explain':
        if (this.screen.kind === 'run' && this.screen.view.run === message.run) this.explain({ rule: message.rule });
        return;
      case 'remedies':
        if (this.screen.kind !== 'run' || this.screen.view.run !== message.run) return;
        this.remedies = message;
        this.frames.request('now');
        return;
      case 'status':
      case 'scalars':
      case 'samples':
      case 'mosaic':
      case 'history':
      case 'shares':
      case 'snapshot':
      case 'projection':
      case 'inspection':
      case 'findings':
      case 'log-problem':
        if (this.screen.kind === 'run' && this.screen.view.apply(message)) this.#taken(message);
        if (this.screen.kind === 'compare') {
          for (const view of this.screen.runs.views) view.apply(message);
          this.#curves('soon');
        }
    }
  }

  zoomTo(view: View | null): void {
    const span = this.#span;
    if (view === null || span === null) this.zoom = null;
    else {
      const from = Math.max(view.from, span.from);
      const to = Math.min(view.to, span.to);
      if (!(to > from)) return;
      this.zoom = from === span.from && to === span.to ? null : { from, to };
    }
    this.#curves('now');
  }

  setCursor(step: number | null): void {
    if (step === this.cursor) return;
    this.cursor = step;
    this.frames.request('now');
  }

  /** Shows the samples at a step or last before it; null for the latest, as they come. */
  select(step: number | null): void {
    const history = this.screen.kind === 'run' ? this.screen.view.history : [];
    const index = step === null ? -1 : Math.max(0, lastUpTo(history, step));
    const wanted = step === null || index >= history.length - 1 ? null : history[index]!;
    if (wanted === this.selected) return;
    this.selected = wanted;
    this.revision.samples++;
    this.#ask();
    this.projecting.follow();
    this.frames.request('now');
  }

  /** Points out a mode while the pointer is on it. */
  pointAt(mode: number | null): void {
    if (mode === this.mode) return;
    this.mode = mode;
    this.#pointed();
  }

  /** Keeps a mode pointed out, or no longer. */
  pin(mode: number): void {
    this.pinned = this.pinned === mode ? null : mode;
    this.#pointed();
  }

  /** Looks at a generated sample, or at none. @param picked where; by default among those of its kind */
  inspect(wish: InspectionWish | null, picked: InspectedIn = wish?.of ?? 'samples'): void {
    if (this.screen.kind !== 'run') return;
    this.inspected = wish;
    this.inspectedIn = picked;
    if (wish !== null) this.#host.post({ type: 'inspect', run: this.screen.view.run, ...wish });
    this.#pointed();
  }

  showFixed(fixed: boolean): void {
    this.fixed = fixed;
    this.inspect(null);
  }

  showBeneath(choice: Partial<Beneath>): void {
    this.beneath = { ...this.beneath, ...choice };
    this.#keep();
    this.#pointed();
  }

  setSmoothing(place: number): void {
    this.smoothing = place;
    this.#keep();
    this.#curves('now');
  }

  setLog(log: boolean): void {
    this.log = log;
    this.#keep();
    this.#curves('now');
  }

  themeChanged(): void {
    this.theme = readTheme();
    this.#changed('now');
  }

  /** Tells a finding in full. */
  explain({ rule, raised }: { readonly rule: RuleId; readonly raised?: number }): void {
    if (this.screen.kind !== 'run') return;
    this.explained = raised === undefined ? { rule } : { rule, raised };
    this.remedies = null;
    this.#host.post({ type: 'explain', run: this.screen.view.run, rule });
    this.#changed('now');
    scrollTo(0, 0);
  }

  closeExplanation(): void {
    this.explained = null;
    this.#changed('now');
  }

  applyRemedy(rule: RuleId, remedy: string, restart: boolean): void {
    if (this.screen.kind !== 'run') return;
    this.#host.post({ type: 'apply-remedy', run: this.screen.view.run, rule, remedy, restart });
  }

  openHelp(rule: RuleId): void {
    if (this.screen.kind === 'run') this.#host.post({ type: 'open-help', run: this.screen.view.run, rule });
  }

  control(action: Extract<FromPage, { type: 'control' }>['action']): void {
    if (this.screen.kind === 'run') this.#host.post({ type: 'control', run: this.screen.view.run, action });
  }

  /** One of the runs that are compared. */
  showRun(run: string): void {
    this.#host.post({ type: 'show-run', run });
  }

  openFolder(): void {
    if (this.screen.kind === 'run') this.#host.post({ type: 'open-run-folder', run: this.screen.view.run });
  }

  reveal(rule: RuleId): void {
    if (this.screen.kind === 'run') this.#host.post({ type: 'reveal-finding', run: this.screen.view.run, rule });
  }

  #show({ version, run, name }: Extract<ToPage, { type: 'show' }>): void {
    this.screen = version === protocolVersion ? { kind: 'run', view: new RunView(run, name) } : { kind: 'outdated' };
    this.zoom = null;
    this.cursor = null;
    this.selected = null;
    this.mode = null;
    this.pinned = null;
    this.inspected = null;
    this.explained = null;
    this.remedies = null;
    this.#awaited = null;
    this.projecting.forget();
    this.#paintedStep = Number.NEGATIVE_INFINITY;
    this.#keep();
    this.#changed('now');
  }

  #taken(message: RunMessage): void {
    switch (message.type) {
      case 'scalars':
        // Everything is sent again: nobody knows any more what was asked.
        if (message.reset) this.projecting.forget();
        this.#curves('soon');
        return;
      case 'samples':
      case 'mosaic':
      case 'history':
      case 'shares':
        this.revision.samples++;
        this.projecting.follow();
        this.frames.request('soon');
        return;
      case 'inspection':
        this.revision.samples++;
        this.frames.request('now');
        return;
      case 'projection':
        this.revision.samples++;
        this.projecting.answered(message);
        this.frames.request('now');
        return;
      case 'snapshot':
        this.#awaited = null;
        this.revision.samples++;
        this.frames.request('now');
        this.#ask();
        return;
      case 'findings':
        this.#changed('now');
        return;
      case 'status':
        this.frames.request('soon');
        return;
      case 'log-problem':
        this.frames.request('now');
    }
  }

  /** One question at a time: who drags the slider gets the step that it has come to. */
  #ask(): void {
    if (this.screen.kind !== 'run' || this.selected === null || this.#awaited !== null) return;
    const { run, past } = this.screen.view;
    if (past?.asked === this.selected) return;
    this.#awaited = this.selected;
    this.#host.post({ type: 'look-at', run, step: this.selected });
  }

  #pointed(): void {
    this.revision.samples++;
    this.frames.request('now');
  }

  #curves(text: 'now' | 'soon'): void {
    this.revision.curves++;
    this.frames.request(text);
  }

  #changed(text: 'now' | 'soon'): void {
    this.revision.samples++;
    this.#curves(text);
  }

  #keep(): void {
    const run = this.screen.kind === 'run' ? { run: this.screen.view.run } : {};
    const { kept } = this.projecting;
    this.#host.keep({ ...run, smoothing: this.smoothing, log: this.log, projection: kept, beneath: this.beneath });
  }
}
