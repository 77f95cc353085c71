/** Stands in for VS Code around the page: keeps what the page posts, puts themes on, and sends it messages. */
import type { FromPage, ToPage } from '../../../src/protocol/index.ts';
import { inspection, projection, remedies, samples, scalars, scenes, snapshot, status } from './scenes.ts';
import { themes, type ThemeName } from './themes.ts';

export interface Harness {
  readonly posted: FromPage[];
  readonly kept: () => unknown;
  readonly violations: string[];
  theme(name: ThemeName): void;
  scene(name: string): void;
  /** So many batches a second for so long: what a quick run sends. Resolves to frames drawn and points sent per tag. */
  flood(batches: number, perSecond: number): Promise<{ frames: number; seconds: number; points: number }>;
  /** A long run at once. Resolves to the milliseconds until it was painted. */
  long(points: number): Promise<number>;
}

declare global {
  // The page asks for it by this name.
  var harness: Harness;
  var acquireVsCodeApi: () => unknown;
}

const posted: FromPage[] = [];
const violations: string[] = [];
let kept: unknown;
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
  violations.push(`${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber}`),
);
globalThis.acquireVsCodeApi = () => ({
  postMessage: (message: FromPage) => {
    posted.push(message);
    if (message.type === 'look-at') send(snapshot(message.step));
    if (message.type === 'inspect') send(inspection(message));
    if (message.type === 'project') send(projection(message));
    if (message.type === 'explain') send(remedies(message.rule));
  },
  getState: () => kept,
  setState: (state: unknown) => {
    kept = state;
  },
});

const send = (message: ToPage): void => window.postMessage(message);
const painted = async (step: number): Promise<number> => {
  for (;;) {
    const found = posted.findLast((message) => message.type === 'painted');
    if (found?.type === 'painted' && found.step >= step) return found.at;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
};

globalThis.harness = {
  posted,
  violations,
  kept: () => kept,
  theme(name) {
    const { body, colours } = themes[name];
    for (const [key, value] of Object.entries(colours)) {
      document.documentElement.style.setProperty(`--vscode-${key}`, value);
    }
    document.body.className = body;
    document.body.dataset['vscodeThemeKind'] = body.split(' ')[0]!;
  },
  scene(name) {
    for (const message of scenes[name]!()) send(message);
  },
  async flood(batches, perSecond) {
    let frames = 0;
    let running = true;
    const count = (): void => {
      frames++;
      if (running) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    const begin = performance.now();
    for (let i = 0; i < batches; i++) {
      const step = 20_000 + i * 10;
      send(scalars(step, step + 10, { every: 10 }));
      send(status({ step: step + 10, steps: 1_000_000 }));
      if (i % 10 === 0) {
        send(samples(step, [0, 1, 2, 3, 4, 5, 6, 7], { withReal: false }));
      }
      const due = begin + (1000 * (i + 1)) / perSecond;
      if (due > performance.now()) await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
    }
    await painted(20_000 + (batches - 1) * 10);
    running = false;
    return { frames, seconds: (performance.now() - begin) / 1000, points: batches };
  },
  async long(points) {
    const message = scalars(0, points, { every: 1, reset: true });
    const begin = Date.now();
    window.postMessage(message);
    return (await painted(points - 1)) - begin;
  },
};
