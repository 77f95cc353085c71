/** What can be written of a run, by the ending of the file's name. */
import { extname } from 'node:path';
import { curvesCsv, curvesDrawing } from './curves.ts';
import { pngOf } from './drawing-png.ts';
import { svgFile } from './drawing-svg.ts';
import { ReportError } from './errors.ts';
import { reportHtml } from './html.ts';
import { readRunData, type RunData } from './run-data.ts';
import { samplesNpy, samplesPng } from './samples.ts';

export const kinds = ['report', 'curves', 'samples'] as const;
export type Kind = (typeof kinds)[number];

export interface FileOptions {
  /** Of the samples: those of this step, or the last before it; the last of all where absent. */
  readonly step?: number;
  /** As VS Code names it. */
  readonly language: string;
  /** Of this program. */
  readonly version: string;
}

type Write = (data: RunData, options: FileOptions) => string | Uint8Array;

const writers: Readonly<Record<Kind, Readonly<Record<string, Write>>>> = {
  report: { '.html': (data, { language, version }) => reportHtml(data, language, version) },
  curves: {
    '.csv': curvesCsv,
    '.svg': (data) => svgFile(curvesDrawing(drawable(data))),
    '.png': (data) => pngOf(curvesDrawing(drawable(data))),
  },
  samples: { '.png': samplesPng, '.npy': samplesNpy },
};

/** Endings that a kind can be written with, `.png` and the like. */
export function endingsOf(kind: Kind): string[] {
  return Object.keys(writers[kind]);
}

/**
 * The content of a file about a run.
 * @param folder of the run, absolute
 * @param file whose ending says in which form
 * @throws ReportError where there is no such form, or the log has nothing to write; EventError, RunError
 */
export function contentOf(kind: Kind, folder: string, file: string, options: FileOptions): Uint8Array {
  const write = writers[kind][extname(file).toLowerCase()];
  if (write === undefined) throw new ReportError(`${file}: its name must end in ${endingsOf(kind).join(' or ')}`);
  return Buffer.from(write(readRunData(folder, options.step), options));
}

function drawable(data: RunData): RunData {
  if (data.curves.length === 0) throw new ReportError(`${data.folder}: logged no numbers`);
  return data;
}
