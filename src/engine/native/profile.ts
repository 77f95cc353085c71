/** Where the time of a step goes, by ONNX Runtime's own profile. */
import type * as Ort from 'onnxruntime-node';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { optimise, type Program } from '../../graph/index.ts';
import type { Numbers } from '../engine.ts';
import { Buffers } from '../buffers.ts';
import { unavailable } from '../errors.ts';
import { emitModel } from '../onnx/index.ts';
import { allocating, type MakeTensor } from './allocating.ts';
import { peepholesFor } from './probe-blocks.ts';
import { waiting, type Session } from './session.ts';

export interface OperatorTime {
  /** As ONNX Runtime runs it: some are joined ones. */
  readonly operator: string;
  /** Microseconds in one step. */
  readonly microseconds: number;
  /** Times in one step. */
  readonly calls: number;
}

/** Steps before those that count. */
const warmUp = 5;

/**
 * Runs a program on one thread and adds up the time of its operators, the longest first.
 * @throws EngineError `unavailable` without onnxruntime-node
 */
export async function profile(
  program: Program,
  state: Readonly<Record<string, Numbers>>,
  feeds: () => Readonly<Record<string, Numbers>>,
  steps: number,
): Promise<OperatorTime[]> {
  const ort = await import('onnxruntime-node').catch((error: unknown) => {
    throw unavailable('native', error instanceof Error ? error.message.split('\n')[0]! : String(error));
  });
  const folder = mkdtempSync(join(tmpdir(), 'modescope-profile-'));
  try {
    const tensor: MakeTensor<Ort.Tensor> = (data, shape) => new ort.Tensor('float32', data, shape);
    const open = async (model: Uint8Array): Promise<Session> => waiting(await ort.InferenceSession.create(model));
    const model = emitModel(optimise(program), await peepholesFor(program, { open, tensor }));
    const buffers = new Buffers(program, allocating(tensor));
    buffers.writeState(state);
    const session: Ort.InferenceSession = await ort.InferenceSession.create(model, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
      enableProfiling: true,
      profileFilePrefix: join(folder, 'profile'),
    });
    for (let i = 0; i < warmUp + steps; i++) {
      buffers.load(feeds());
      await session.run(buffers.feeds, buffers.fetches('read'));
      buffers.advance();
    }
    session.endProfiling();
    await session.release();
    const [file] = readdirSync(folder);
    return file === undefined ? [] : timesIn(readFileSync(join(folder, file), 'utf8'), steps);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface TraceEvent {
  readonly cat: string;
  readonly name: string;
  /** Microseconds. */
  readonly dur: number;
  readonly args?: { readonly op_name?: string };
}

/** The events of a trace in order; nodes of the first steps, which warm up, are left out. */
function timesIn(text: string, steps: number): OperatorTime[] {
  const events = (JSON.parse(text) as readonly TraceEvent[]).filter(
    ({ cat, name, args }) => cat === 'Node' && name.endsWith('_kernel_time') && args?.op_name !== undefined,
  );
  const counted = events.slice(-Math.floor((events.length * steps) / (warmUp + steps)));
  const times = new Map<string, { microseconds: number; calls: number }>();
  for (const { dur, args } of counted) {
    const sum = times.get(args!.op_name!) ?? { microseconds: 0, calls: 0 };
    times.set(args!.op_name!, { microseconds: sum.microseconds + dur, calls: sum.calls + 1 });
  }
  return [...times]
    .map(([operator, sum]) => ({ operator, microseconds: sum.microseconds / steps, calls: sum.calls / steps }))
    .sort((a, b) => b.microseconds - a.microseconds);
}
