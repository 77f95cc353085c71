/** `modescope export RUN --onnx FILE`: the generator of a checkpoint as a model for ONNX Runtime and others. */
import type { Command } from 'commander';
import { functionModel } from '../../engine/index.ts';
import { writeUserFile } from '../files.ts';
import { CliError, exit, type Io } from '../io.ts';
import { integerBetween } from '../options.ts';
import { openGenerator } from '../saved-generator.ts';
import type { Finish } from './index.ts';

interface ExportOptions {
  readonly onnx: string;
  readonly step?: number;
  readonly batch: number;
}

export function addExport(program: Command, io: Io, finish: Finish): void {
  program
    .command('export')
    .description("write a run's generator as an ONNX model")
    .argument('<run>', "the run's folder")
    .requiredOption('--onnx <file>', 'the model file, F.onnx')
    .option('--step <n>', 'of this checkpoint; of the last where absent', integerBetween(0, 1e9))
    .option('--batch <n>', 'rows, where the generator cannot take any number of them', integerBetween(1, 65_536), 64)
    .action((run: string, options: ExportOptions) => finish(exportModel(io, run, options)));
}

export async function exportModel(io: Io, run: string, { onnx, step, batch }: ExportOptions): Promise<number> {
  if (!onnx.toLowerCase().endsWith('.onnx')) throw new CliError(`${onnx}: --onnx must end in .onnx`);
  const { plan, config, data, state, step: at } = await openGenerator(run, step);
  const { bytes, anyRows } = functionModel((rows) => plan.generate(rows), state, batch);
  writeUserFile(onnx, bytes);
  const rows = anyRows ? 'batch' : String(batch);
  const example = anyRows ? 16 : batch;
  const scaled = data.standardized === undefined ? '' : ', in standardised columns';
  io.out.write(
    [
      `${onnx}: the generator of step ${at}, ${bytes.length} bytes`,
      `  input  latent   float32 [${rows}, ${config.latent}], standard normal numbers`,
      `  output samples  float32 [${[rows, ...data.shape].join(', ')}]${scaled}`,
      ...(anyRows ? [] : ['  The number of rows is fixed, as its layers or its generators share a batch (--batch N).']),
      'In Python, with onnxruntime and numpy:',
      `  session = onnxruntime.InferenceSession("${onnx}")`,
      `  latent = numpy.random.randn(${example}, ${config.latent}).astype("float32")`,
      '  samples, = session.run(["samples"], {"latent": latent})',
      '',
    ].join('\n'),
  );
  return exit.fine;
}
