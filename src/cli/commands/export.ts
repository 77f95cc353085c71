/** `modescope export RUN --onnx|--samples|--curves FILE`: what a run made, in files for other programs. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { functionModel } from '../../engine/index.ts';
import { contentOf, type Kind } from '../../report/index.ts';
import { writeUserFile } from '../files.ts';
import { CliError, exit, type Io } from '../io.ts';
import { integerBetween } from '../options.ts';
import { openGenerator } from '../saved-generator.ts';
import type { Finish } from './index.ts';

interface ExportOptions {
  readonly onnx?: string;
  readonly samples?: string;
  readonly curves?: string;
  readonly step?: number;
  readonly batch: number;
}

export function addExport(program: Command, io: Io, finish: Finish): void {
  program
    .command('export')
    .description("write a run's generator, its logged samples or its curves")
    .argument('<run>', "the run's folder")
    .option('--onnx <file>', 'the generator as a model, F.onnx')
    .option('--samples <file>', 'the samples as logged, F.npy or F.png')
    .option('--curves <file>', 'all logged numbers, F.csv, F.svg or F.png')
    .option('--step <n>', 'of this checkpoint or snapshot; of the last where absent', integerBetween(0, 1e9))
    .option('--batch <n>', 'rows, where the generator cannot take any number of them', integerBetween(1, 65_536), 64)
    .action((run: string, options: ExportOptions) => finish(exportFiles(io, run, options)));
}

export async function exportFiles(io: Io, run: string, options: ExportOptions): Promise<number> {
  const { onnx, samples, curves } = options;
  if (onnx === undefined && samples === undefined && curves === undefined) {
    throw new CliError('modescope: say what to write: --onnx FILE, --samples FILE or --curves FILE');
  }
  if (samples !== undefined) writeLogged(io, 'samples', run, samples, options.step);
  if (curves !== undefined) writeLogged(io, 'curves', run, curves, options.step);
  return onnx === undefined ? exit.fine : exportModel(io, run, onnx, options);
}

function writeLogged(io: Io, kind: Kind, run: string, file: string, step: number | undefined): void {
  const options = { language: 'en', version: io.version, ...(step !== undefined && { step }) };
  const content = contentOf(kind, resolve(run), file, options);
  writeUserFile(file, content);
  io.out.write(`${file}: ${kind} of ${run}, ${content.length} bytes\n`);
}

async function exportModel(io: Io, run: string, onnx: string, { step, batch }: ExportOptions): Promise<number> {
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
      ...(plan.classes === 0
        ? []
        : [`  input  labels   float32 [${rows}, ${plan.classes}], 1 at each row's class and 0 elsewhere`]),
      `  output samples  float32 [${[rows, ...data.shape].join(', ')}]${scaled}`,
      ...(anyRows ? [] : ['  The number of rows is fixed, as its layers or its generators share a batch (--batch N).']),
      'In Python, with onnxruntime and numpy:',
      `  session = onnxruntime.InferenceSession("${onnx}")`,
      `  latent = numpy.random.randn(${example}, ${config.latent}).astype("float32")`,
      ...(plan.classes === 0
        ? ['  samples, = session.run(["samples"], {"latent": latent})']
        : [
            `  labels = numpy.eye(${plan.classes}, dtype="float32")[numpy.arange(${example}) % ${plan.classes}]`,
            '  samples, = session.run(["samples"], {"latent": latent, "labels": labels})',
          ]),
      '',
    ].join('\n'),
  );
  return exit.fine;
}
