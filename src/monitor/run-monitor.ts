/**
 * One run's judge: log events in, findings out. It looks at one record at a time and keeps only what came before, so
 * that reading live and reading afterwards agree, whatever the pieces.
 */
import type { EventValue, TailEvent, Tensor } from '../events/index.ts';
import { EventError } from '../events/index.ts';
import type { Mapping } from '../config/index.ts';
import type { Points } from '../metrics/index.ts';
import type { Finding, Lacking, RuleId, Severity } from '../protocol/index.ts';
import { configPathsOf } from './config-paths.ts';
import { Episodes, type Episode } from './episodes.ts';
import { lackingOf } from './lacking.ts';
import { signalOfRole } from './roles.ts';
import type { Context, Rule } from './rule.ts';
import { rules } from './rules/index.ts';
import type { Stall } from './rules/stalled.ts';
import { firstBroken, pointsOf, SampleHistory } from './samples.ts';
import { Series } from './series.ts';
import { generatorOf, SignalMap, type Signal } from './signals.ts';
import { TagList } from './tag-list.ts';
import { pictureOf, TileCutter } from './tiles.ts';

export interface RunMonitorOptions {
  /** What findings carry as `run`. */
  readonly run: string;
  /** The config as resolved, where there is one: levels, thresholds, and what to blame. */
  readonly config?: unknown;
  /** What the classes of the data are called, by number. */
  readonly classes?: readonly string[] | undefined;
  /** Of a log made elsewhere: what its tags are, and what to look for. */
  readonly mapping?: Mapping;
}

interface Broken {
  readonly tag: string;
  readonly step: number;
  readonly value: number;
}

export class RunMonitor {
  readonly #run: string;
  readonly #episodes: ReadonlyMap<RuleId, Episodes> = new Map(rules.map((rule) => [rule.id, new Episodes(rule)]));
  readonly #mapping: Mapping | undefined;
  readonly #tags: TagList;
  #config: unknown;
  #classes: readonly string[];
  #signals: SignalMap;
  #series = new Map<Signal, Series>();
  #samples = new SampleHistory();
  #cutter = new TileCutter();
  #broken: Broken | undefined;
  #stall: Stall | undefined;
  #lastStep = 0;
  #unreadable = 0;

  constructor(options: RunMonitorOptions) {
    this.#run = options.run;
    this.#config = options.config;
    this.#classes = options.classes ?? [];
    this.#samples.classes.call(this.#classes);
    this.#mapping = options.mapping;
    this.#tags = new TagList(options.mapping);
    this.#signals = signalsOf(options.mapping);
  }

  /** The config became known, or changed, and with it what the classes of the data are called. */
  configure(config: unknown, classes: readonly string[] = []): void {
    this.#config = config;
    this.#classes = classes;
    this.#samples.classes.call(classes);
  }

  /** Samples and what was measured of them, for those who draw them. */
  get samples(): SampleHistory {
    return this.#samples;
  }

  get step(): number {
    return this.#lastStep;
  }

  /** Values that could not be decoded. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /** The tags so far, and what they were taken for. */
  get tags(): TagList {
    return this.#tags;
  }

  /** Rules that nothing can be said of, and what they lack. */
  get lacking(): readonly Lacking[] {
    const { bound } = this.#signals;
    return lackingOf(
      (signal) => bound.has(signal),
      (rule) => this.#setting(rule).level !== 'off',
    );
  }

  /** All findings so far, in the order in which they were raised. Rules that are switched off have none. */
  get findings(): readonly Finding[] {
    const all = [...this.#episodes.values()].flatMap(({ all: episodes }) => episodes);
    if (this.#stall !== undefined) all.push(episodeOf(this.#stall));
    all.sort((a, b) => a.raised - b.raised);
    return all.flatMap((episode) => {
      const severity = this.#severity(episode);
      return severity === undefined ? [] : [this.#finding(episode, severity)];
    });
  }

  /** The user's threshold for a rule, where there is one. */
  thresholdOf(rule: RuleId): number | undefined {
    return this.#setting(rule).threshold;
  }

  /** Nothing is coming any more, or something is again: only who has a clock knows. True when the findings changed. */
  setStall(stall: Stall | undefined): boolean {
    const changed = (this.#stall === undefined) !== (stall === undefined);
    if (changed) this.#stall = stall;
    return changed;
  }

  /** Takes the next event of the log. True when the findings changed. */
  feed(event: TailEvent): boolean {
    if (!('values' in event)) {
      if (event.type === 'reset') this.#rewind(Number.NEGATIVE_INFINITY);
      else this.#rewind(event.step);
      return true;
    }
    let changed = false;
    for (const value of event.values) changed = this.#value(event.step, value) || changed;
    return changed;
  }

  #value(step: number, value: EventValue): boolean {
    this.#tags.note(value);
    if (value.kind !== 'scalar' && value.kind !== 'tensor' && value.kind !== 'image') return false;
    this.#lastStep = Math.max(this.#lastStep, step);
    const signal = this.#signals.signal(value.tag, value.kind);
    try {
      if (value.kind === 'scalar') return this.#scalar(step, value.tag, signal, value.scalar());
      if (signal === undefined || !isSamples(signal)) return false;
      return value.kind === 'image'
        ? this.#image(step, value.tag, signal, value.image().bytes)
        : this.#tensor(step, value.tag, signal, value.tensor());
    } catch (error) {
      if (!(error instanceof EventError)) throw error;
      this.#unreadable++;
      return false;
    }
  }

  #scalar(step: number, tag: string, signal: Signal | undefined, number: number): boolean {
    if (!Number.isFinite(number)) return this.#break(step, tag, number);
    if (signal === undefined) return false;
    let series = this.#series.get(signal);
    if (series === undefined) this.#series.set(signal, (series = new Series()));
    series.add(step, number);
    return this.#judge(step, signal, series.count);
  }

  #tensor(step: number, tag: string, signal: Signal, tensor: Tensor): boolean {
    const points = pointsOf(tensor);
    if (points === undefined) return false;
    const broken = firstBroken(points.data);
    if (broken !== undefined) return this.#break(step, tag, broken);
    return this.#keep(step, tag, signal, points) && this.#judge(step, signal, 0);
  }

  #image(step: number, tag: string, signal: Signal, png: Uint8Array): boolean {
    const picture = pictureOf(png);
    if (picture === undefined) {
      this.#unreadable++;
      return false;
    }
    const points = this.#cutter.cut(picture);
    return points !== undefined && this.#keep(step, tag, signal, points) && this.#judge(step, signal, 0);
  }

  /** True when there is something to judge. */
  #keep(step: number, tag: string, signal: Signal, points: Points): boolean {
    if (signal === 'latents/generated') return this.#samples.addLatents(step, points);
    if (signal === 'samples/generator') return this.#samples.addOfGenerator(generatorOf(tag) ?? 0, step, points);
    if (signal === 'samples/generated') return this.#samples.addGenerated(step, points);
    const { classes } = this.#samples;
    if (signal === 'labels/generated') classes.addLabels(step, Int32Array.from(points.data));
    else if (signal === 'labels/real') classes.addRealLabels(Int32Array.from(points.data));
    else if (signal === 'samples/real') this.#samples.addReal(points);
    else this.#samples.addHoldout(points);
    return false;
  }

  #break(step: number, tag: string, value: number): boolean {
    if (this.#broken !== undefined) return false;
    this.#broken = { tag, step, value };
    return this.#judge(step, undefined, 0);
  }

  #judge(step: number, signal: Signal | undefined, count: number): boolean {
    let changed = false;
    for (const rule of rules) {
      const due =
        signal === undefined ? rule.reads.length === 0 : rule.reads.includes(signal) && count % (rule.every ?? 1) === 0;
      const episodes = this.#episodes.get(rule.id)!;
      if (due) {
        const verdict = rule.judge(this.#context(step, rule, episodes));
        if (verdict !== undefined) {
          const explained = verdict.on && this.#stronger(rule);
          changed = episodes.take(step, explained ? { on: false } : verdict) || changed;
        }
      }
      if (episodes.open && this.#stronger(rule)) changed = episodes.close(step) || changed;
    }
    return changed;
  }

  /** A rule that explains this one's finding has an open one, and is not switched off. */
  #stronger(rule: Rule): boolean {
    return rule.yieldsTo.some(
      (other) => this.#episodes.get(other)?.open === true && this.#setting(other).level !== 'off',
    );
  }

  #context(step: number, rule: Rule, episodes: Episodes): Context {
    const threshold = this.thresholdOf(rule.id);
    return {
      step,
      samples: this.#samples,
      series: (signal) => this.#series.get(signal),
      broken: this.#broken,
      threshold: (fallback) => threshold ?? fallback,
      open: episodes.open,
    };
  }

  #rewind(step: number): void {
    for (const episodes of this.#episodes.values()) episodes.rewind(step);
    if (step === Number.NEGATIVE_INFINITY) {
      this.#signals = signalsOf(this.#mapping);
      this.#tags.clear();
      this.#series = new Map();
      this.#samples = new SampleHistory();
      this.#samples.classes.call(this.#classes);
      this.#cutter = new TileCutter();
      this.#lastStep = 0;
    } else {
      for (const series of this.#series.values()) series.rewind(step);
      this.#samples.rewind(step);
    }
    if (this.#broken !== undefined && this.#broken.step >= step) this.#broken = undefined;
  }

  #setting(rule: RuleId): { level?: Severity | 'off'; threshold?: number } {
    const config = this.#config as
      { rules?: Record<string, { level?: Severity | 'off'; threshold?: number }> } | undefined;
    return config?.rules?.[rule] ?? this.#mapping?.rules?.[rule] ?? {};
  }

  /** Undefined where the rule is switched off. */
  #severity(episode: Episode): Severity | undefined {
    const level = this.#setting(episode.rule).level ?? episode.level;
    return level === 'off' ? undefined : level;
  }

  #finding(episode: Episode, severity: Severity): Finding {
    return {
      run: this.#run,
      rule: episode.rule,
      severity,
      from: episode.from,
      raised: episode.raised,
      to: episode.to,
      evidence: episode.evidence,
      configPaths: configPathsOf(episode.rule, this.#config),
    };
  }
}

function episodeOf({ step, evidence }: Stall): Episode {
  return { rule: 'stalled', level: 'information', from: step, raised: step, to: null, evidence };
}

/** Tags to signals, with a person's word first. */
export function signalsOf(mapping: Mapping | undefined): SignalMap {
  return new SignalMap(new Map(Object.entries(mapping?.tags ?? {}).map(([tag, role]) => [tag, signalOfRole(role)])));
}

function isSamples(signal: Signal): boolean {
  return /^(?:samples|labels)\//.test(signal) || signal === 'latents/generated';
}
