/** What a checkpoint of training holds beside the engine's arrays, and whether one belongs to this training. */
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { hashConfig, RunError, type Checkpoint } from '../runs/index.ts';
import type { Training } from './training.ts';

const randomState = Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]);
/** What a checkpoint has beside arrays: where data and noise stand. */
export const savedSchema = Type.Object({
  data: Type.Object({ random: randomState, position: Type.Integer({ minimum: 0 }) }),
  streams: Type.Record(Type.String(), randomState),
  /** Rows of the data, null where it is drawn afresh: a file that changed is another run. */
  rows: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
  /** The best step so far, where it is kept. */
  best: Type.Optional(Type.Object({ step: Type.Integer({ minimum: 0 }), value: Type.Number() })),
});

/** The training as it stands after `step` steps. */
export function checkpointOf({ config, data, executable, feeder, best }: Training, step: number): Checkpoint {
  const rows = Number.isFinite(data.count) ? data.count : null;
  return {
    step,
    configHash: hashConfig(config),
    arrays: executable.readState(),
    extra: { ...feeder.state(), rows, ...(best?.best !== undefined && { best: best.best }) },
  };
}

/**
 * Puts the training where the checkpoint is.
 * @param name of the checkpoint's run, for messages
 * @throws RunError `malformed` when it is one of another config, program or data file; nothing is changed then
 */
export function restoreCheckpoint(
  { config, data, executable, feeder, plan, best }: Training,
  checkpoint: Checkpoint,
  name: string,
): void {
  const refuse = (why: string, cause?: unknown): RunError =>
    new RunError('malformed', `${name}: the checkpoint of step ${checkpoint.step} cannot be used: ${why}`, { cause });
  if (checkpoint.configHash !== hashConfig(config)) throw refuse('it was made with another config');
  const { extra, arrays } = checkpoint;
  if (!Value.Check(savedSchema, extra)) throw refuse('it does not say where data and noise stood');
  const rows = Number.isFinite(data.count) ? data.count : null;
  if (extra.rows !== rows) throw refuse(`the data had ${extra.rows ?? 'no'} rows, now it has ${rows ?? 'none'}`);
  for (const { name: slot, shape } of plan.whole.state) {
    const length = shape.reduce((product, each) => product * each, 1);
    if (arrays[slot]?.length !== length) throw refuse(`"${slot}" is not of length ${length} in it`);
  }
  try {
    feeder.restore(extra);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refuse(error.message, error);
  }
  executable.writeState(arrays);
  best?.restore(extra.best);
}
