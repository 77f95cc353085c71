/**
 * How wide the blocks of ONNX Runtime's blocked convolutions are on this machine. It does not say; a filter that is
 * arranged for another width gives other numbers. So a small convolution is computed as it stands and for each width.
 */
import type * as Ort from 'onnxruntime-node';
import { conv, convTranspose, program, relu, sizeOfShape, topologicalOrder, type Program } from '../../graph/index.ts';
import { emitModel, blockedPeepholes, allPeepholes, outputName, type Peephole } from '../onnx/index.ts';
import type { MakeTensor } from './allocating.ts';
import type { Session } from './session.ts';

/** The widest first: 16 with AVX-512 and on ARM, 8 with AVX and AVX2. */
const widths = [16, 8];
const channels = 16;
/** Far above rounding, far below what a wrong arrangement does. */
const tolerance = 1e-3;

export interface Probe {
  readonly open: (model: Uint8Array) => Promise<Session>;
  /** A tensor that the session reads, or writes into the array of. */
  readonly tensor: MakeTensor<Ort.Tensor>;
}

/** The peepholes for a program on this machine: with blocked convolutions where it has some and they are right. */
export async function peepholesFor(whole: Program, probe: Probe): Promise<readonly Peephole[]> {
  const convolves = topologicalOrder(whole).some(
    ({ primitive }) => primitive === 'conv' || primitive === 'convTranspose',
  );
  const width = convolves ? await blockWidth(probe) : undefined;
  return width === undefined ? allPeepholes : blockedPeepholes(width);
}

/** Undefined where no width gives the numbers of the ordinary convolution. */
export async function blockWidth(probe: Probe): Promise<number | undefined> {
  const expected = await computed(allPeepholes, probe);
  if (expected === undefined) return undefined;
  for (const width of widths) {
    const actual = await computed(blockedPeepholes(width), probe);
    if (actual?.every((value, i) => Math.abs(value - expected[i]!) < tolerance) === true) return width;
  }
  return undefined;
}

const small = program({ inputs: { x: [2, channels, 6, 6], filter: [channels, channels, 4, 4] }, state: {} }, (x) => {
  const geometry = { strides: [2, 2], pads: [1, 1, 1, 1] } as const;
  const down = relu(conv(x.x, x.filter, geometry));
  return { state: {}, outputs: { y: convTranspose(down, x.filter, { ...geometry, size: [6, 6] }) } };
});

/** What the small program gives, undefined where this build of ONNX Runtime does not take it. */
async function computed(peepholes: readonly Peephole[], { open, tensor }: Probe): Promise<Float32Array | undefined> {
  let session: Session;
  try {
    session = await open(emitModel(small, peepholes));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
  try {
    const feeds = small.inputs.map(({ name, shape }, i) => {
      const data = new Float32Array(sizeOfShape(shape));
      return [
        name,
        tensor(
          data.map((_, at) => Math.sin(at * (i + 1))),
          shape,
        ),
      ] as const;
    });
    const { shape } = small.outputs['y']!;
    const result = new Float32Array(sizeOfShape(shape));
    await session.run(Object.fromEntries(feeds), { [outputName('y')]: tensor(result, shape) });
    return result;
  } finally {
    await session.dispose();
  }
}
