/**
 * The loop: steps until the run ends, is stopped or fails; the log, checkpoints and the manifest on the way. It gives
 * the event loop a turn every few hundredths of a second and looks at the run's control file then.
 */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { EventWriter } from '../events/index.ts';
import {
  listCheckpoints,
  manifestName,
  newestCheckpoint,
  readControl,
  RunError,
  writeBest,
  writeCheckpoint,
  type Run,
} from '../runs/index.ts';
import { reasonOf, TrainingError } from './errors.ts';
import { allFinite, findFirstBroken } from './first-broken.ts';
import { Pace } from './pace.ts';
import { PhaseStepper } from './phases.ts';
import { RunLog, type Outputs } from './run-log.ts';
import { checkpointOf } from './saved.ts';
import type { Training } from './training.ts';

/** Milliseconds of steps without a break, between two looks at the control file, and between two checkpoints. */
const burst = 30;
const controlEvery = 100;
const checkpointAbout = 10_000;

export interface TrainOptions {
  /** The run's folder, whose manifest says `running`. */
  readonly run: Run;
  /** Its log: a new file, in which the step after `resumedAt` comes first. Closed at the end. */
  readonly writer: EventWriter;
  /** The step of the checkpoint that the training was put at; absent where it starts from the beginning. */
  readonly resumedAt?: number;
  /** The step that a branch of another run begins at; its own log begins there. */
  readonly branchedAt?: number;
  /** Stops the run as the word `stop` does: at once, but in good order. */
  readonly signal: AbortSignal;
  /** Milliseconds that only ever grow. */
  readonly clock?: () => number;
}

export interface Ending {
  readonly state: 'finished' | 'stopped' | 'failed';
  /** Step that it ended at. */
  readonly step: number;
  /** Why it failed, one line, as in the manifest. */
  readonly reason?: string;
  /** What was thrown, where it failed. */
  readonly error?: unknown;
}

/**
 * Trains to the end and leaves a closed log, a checkpoint and a manifest that says how it ended. Does not throw: a
 * failure is an ending.
 */
export async function train(training: Training, options: TrainOptions): Promise<Ending> {
  const loop = new Loop(training, options);
  const ending = await loop.run();
  await recordEnding(options.run, ending);
  return ending;
}

class Loop {
  readonly #training: Training;
  readonly #run: Run;
  readonly #log: RunLog;
  readonly #signal: AbortSignal;
  readonly #clock: () => number;
  readonly #pace: Pace;
  readonly #steps: number;
  readonly #phases: PhaseStepper;
  #step: number;
  /** Of the last step, where it is logged; the engine's own arrays. */
  #outputs: Outputs | undefined;
  #scalarsAt: number;
  #samplesAt: number;
  #checkpointAt: number;
  #checkpointTime: number;
  #controlTime: number;

  constructor(training: Training, options: TrainOptions) {
    const { run, writer, resumedAt, branchedAt, signal, clock = () => performance.now() } = options;
    const { steps } = training.config.training;
    this.#training = training;
    this.#run = run;
    this.#log = new RunLog(writer, training);
    this.#signal = signal;
    this.#clock = clock;
    this.#steps = steps;
    this.#phases = new PhaseStepper(training);
    this.#step = resumedAt ?? branchedAt ?? 0;
    // What came before a checkpoint is in the log already.
    const logged = resumedAt ?? -1;
    this.#scalarsAt = logged;
    this.#samplesAt = logged;
    this.#checkpointAt = logged;
    this.#pace = new Pace(clock, this.#step, steps);
    this.#checkpointTime = clock();
    this.#controlTime = -Infinity;
  }

  async run(): Promise<Ending> {
    try {
      const state = await this.#train();
      await this.#logLast();
      this.#save();
      this.#log.close();
      return { state, step: this.#step };
    } catch (error) {
      return { state: 'failed', step: this.#step, reason: this.#closeAfter(error), error };
    }
  }

  async #train(): Promise<'finished' | 'stopped'> {
    if (this.#checkpointAt < 0) await this.#begin();
    while (this.#step < this.#steps) {
      if (await this.#isStopped()) return 'stopped';
      // The last step may have been done by hand.
      if (this.#step < this.#steps) await this.#burst();
      await setImmediate();
    }
    return 'finished';
  }

  /** What a run that starts from the beginning says first. */
  async #begin(): Promise<void> {
    this.#log.real();
    await this.#samples();
    this.#save();
  }

  async #burst(): Promise<void> {
    const end = this.#clock() + burst;
    do {
      await this.#stepOnce(this.#isLogged(this.#step + 1));
      await this.#record();
    } while (this.#step < this.#steps && this.#clock() < end);
  }

  async #stepOnce(logged: boolean): Promise<void> {
    const { executable, feeder } = this.#training;
    feeder.fill(this.#step);
    const made = executable.step(feeder.arrays, logged ? 'read' : 'unread');
    const outputs = made instanceof Promise ? await made : made;
    this.#outputs = logged ? outputs : undefined;
    this.#step++;
  }

  /** Whether numbers are due after a step. */
  #isLogged(step: number): boolean {
    return step === this.#steps || step % this.#training.config.training.logEvery === 0;
  }

  /** What is due after the step that was just done. */
  async #record(): Promise<void> {
    const { sampleEvery } = this.#training.config.training;
    const last = this.#step === this.#steps;
    if (this.#isLogged(this.#step) && !this.#scalars()) await this.#refuseWreck();
    if (last || this.#step % sampleEvery === 0) await this.#samples();
    this.#saveIfDue();
  }

  #saveIfDue(): void {
    const { checkpointEvery } = this.#training.config.training;
    const due =
      checkpointEvery === undefined
        ? this.#clock() - this.#checkpointTime >= checkpointAbout
        : this.#step % checkpointEvery === 0;
    if (due) this.#save();
  }

  /** Whether both losses are numbers. */
  #scalars(): boolean {
    const outputs = this.#outputs;
    if (outputs === undefined) return true;
    this.#log.scalars(this.#step, outputs, this.#pace.progress(this.#step));
    this.#scalarsAt = this.#step;
    const losses = ['loss/generator', 'loss/discriminator'].map((tag) => outputs[tag]?.[0] ?? 0);
    return losses.every(Number.isFinite);
  }

  async #samples(): Promise<void> {
    const made = await this.#log.samples(this.#step, this.#training.executable.readState());
    this.#samplesAt = this.#step;
    const { best, config } = this.#training;
    // Where a run was stopped in between, one that was not has no samples to be told by.
    const regular = this.#step === this.#steps || this.#step % config.training.sampleEvery === 0;
    if (best !== undefined && made !== undefined && regular && best.take(this.#step, made)) this.#save();
  }

  /** A run that is stopped between two entries of the log goes one step further, and has that one logged. */
  async #logLast(): Promise<void> {
    if (this.#step > Math.max(this.#scalarsAt, 0)) {
      await this.#stepOnce(true);
      if (!this.#scalars()) await this.#refuseWreck();
    }
    if (this.#samplesAt < this.#step) await this.#samples();
  }

  /** NaN in a loss may pass; a network that has no number left never comes back. */
  async #refuseWreck(): Promise<void> {
    const { executable, plan } = this.#training;
    const state = executable.readState();
    for (const [network, slot] of Object.entries(plan.parameters)) {
      if (state[slot]!.some(Number.isFinite)) continue;
      throw new TrainingError(
        'non-finite',
        `all parameters of the ${network} had become NaN or infinite by step ${this.#step}; ` +
          `${await this.#whereItBroke()}try a lower learning rate or a gradient clip`,
      );
    }
  }

  async #whereItBroke(): Promise<string> {
    const { folder } = this.#run;
    const checkpoint = newestCheckpoint(folder);
    if (checkpoint === undefined) return '';
    const broken = await findFirstBroken(this.#training, checkpoint, this.#step, folder, this.#clock);
    if (broken?.origin === undefined) return '';
    const what = broken.what === 'nan' ? 'NaN' : 'infinite';
    return `the first to be ${what} was ${broken.origin}, in step ${broken.step}; `;
  }

  /** Log first, then checkpoint: whoever goes on from here finds everything up to here in the log. */
  #save(): void {
    this.#checkpointTime = this.#clock();
    if (this.#checkpointAt === this.#step) return;
    const checkpoint = checkpointOf(this.#training, this.#step);
    // One with NaN in it would only push out those from which the run can go on.
    if (!allFinite(checkpoint.arrays)) return;
    this.#log.flush();
    const { folder } = this.#run;
    const { best: kept, config } = this.#training;
    const best = kept?.best;
    writeCheckpoint(folder, checkpoint, {
      last: config.training.keep?.last ?? 3,
      ...(best !== undefined && { best: best.step }),
    });
    if (kept !== undefined && best !== undefined) writeBest(folder, { ...best, measure: kept.name });
    this.#checkpointAt = this.#step;
    this.#run.update({ step: this.#step });
  }

  /** Does what the control file says; true when that is to stop. Waits here while the run is paused. */
  async #isStopped(): Promise<boolean> {
    if (this.#signal.aborted) return true;
    const now = this.#clock();
    if (now - this.#controlTime < controlEvery) return false;
    this.#controlTime = now;
    const { word } = this.#control();
    return word === 'pause' || word === 'step' ? this.#pause() : word === 'stop';
  }

  async #pause(): Promise<boolean> {
    this.#save();
    this.#run.update({ state: 'paused', step: this.#step, phase: this.#phases.next });
    let played = '';
    let request = this.#control();
    const waits = (): boolean => request.word === 'pause' || request.word === 'step';
    while (waits() && this.#step < this.#steps && !this.#signal.aborted) {
      if (request.word === 'step' && request.token !== played) {
        played = request.token;
        await this.#playPhase();
      } else await setTimeout(controlEvery, undefined, { signal: this.#signal }).catch(ignoreAbort);
      request = this.#control();
    }
    // Everything but a pause begins between two steps.
    while (this.#phases.inStep) await this.#playPhase();
    if (request.word === 'stop' || this.#signal.aborted) return true;
    this.#run.update({ state: 'running', phase: undefined });
    this.#pace.restart(this.#step);
    return false;
  }

  /** The next phase of a step; whoever goes by hand sees numbers and samples after each whole step. */
  async #playPhase(): Promise<void> {
    const outputs = await this.#phases.play(this.#step);
    if (outputs !== undefined) {
      this.#step++;
      this.#outputs = outputs;
      if (!this.#scalars()) await this.#refuseWreck();
      await this.#samples();
      this.#log.flush();
      this.#saveIfDue();
    }
    this.#run.update({ step: this.#step, phase: this.#phases.next });
  }

  #control(): ReturnType<typeof readControl> {
    const { folder } = this.#run;
    // Nothing that is written any more could be found again.
    if (!existsSync(join(folder, manifestName))) {
      throw new TrainingError('folder-gone', `${folder}: the run's folder was removed while it trained`);
    }
    return readControl(folder);
  }

  /** Closes the log after a failure, and gives the failure's reason. */
  #closeAfter(error: unknown): string {
    const reason = reasonOf(error);
    try {
      this.#log.close();
    } catch (second) {
      // A full disk fails twice; anything else is worth saying.
      const more = reasonOf(second);
      return more === reason ? reason : `${reason} (then: ${more})`;
    }
    return reason;
  }
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error;
}

/**
 * Where the disk is too full even for the manifest, the oldest checkpoint is given up for it, and where there is none
 * the manifest is written over: a run must say why it ended. Nothing is written where the run's folder is gone.
 */
async function recordEnding(run: Run, { state, step, reason }: Ending): Promise<void> {
  if (!existsSync(join(run.folder, manifestName))) return;
  const change = {
    state,
    step,
    phase: undefined,
    ended: new Date().toISOString(),
    ...(reason !== undefined && { reason }),
  };
  try {
    run.update(change);
  } catch (error) {
    if (!(error instanceof RunError) || error.code !== 'disk-full') throw error;
    const oldest = listCheckpoints(run.folder).find((each) => each.step > 0);
    if (oldest === undefined) {
      run.updateInPlace(change);
      return;
    }
    await rm(oldest.path, { force: true });
    run.update(change);
  }
}
