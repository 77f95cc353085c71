/** A window of VS Code whose extension host says what it uses, with the extension in it or, to compare with, without. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../e2e/run-on-disk.ts';
import { openWindow, repository, type TestWindow } from '../e2e/window.ts';

export interface HostUsage {
  /** Bytes: resident, and what JavaScript holds after a full collection. */
  readonly rss: number;
  readonly heap: number;
  /** Seconds: up to the question, and up to the answer, which has the time of the collection. */
  readonly cpu: { readonly before: number; readonly after: number };
}

export interface ProbedWindow {
  readonly window: TestWindow;
  host(): Promise<HostUsage>;
  close(): Promise<void>;
}

/** @param extended with the extension in it */
export async function openProbedWindow(folder: string, extended: boolean): Promise<ProbedWindow> {
  const answers = mkdtempSync(join(tmpdir(), 'modescope-usage-'));
  const window = await openWindow(folder, {
    extensionFolders: [join(import.meta.dirname, 'usage-probe'), ...(extended ? [repository] : [])],
    environment: { MODESCOPE_BENCH_USAGE: answers },
  });
  const file = await until('the extension host', () => readdirSync(answers).find((name) => name.endsWith('.json')));
  let asked = 0;
  return {
    window,
    host() {
      asked++;
      process.kill(Number(file.split('.')[0]), 'SIGUSR2');
      return until('what the extension host uses', () => {
        const said = JSON.parse(readFileSync(join(answers, file), 'utf8')) as HostUsage & { asked: number };
        return said.asked === asked ? said : undefined;
      });
    },
    async close() {
      await window.close();
      rmSync(answers, { recursive: true, force: true });
    },
  };
}
