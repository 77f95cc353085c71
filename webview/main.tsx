/** The panel's page: listens to the host, draws, and says what people do. Holds no truth of its own. */
import './nonce.ts';
import 'uplot/dist/uPlot.min.css';
import './styles.css';
import { render } from 'preact';
import { protocolVersion, type FromPage, type ToPage } from '../src/protocol/index.ts';
import { registerControls } from './controls.tsx';
import { Frames } from './frames.ts';
import { Page, type Beneath, type Kept } from './page.ts';
import { keptProjectionFrom } from './projecting.ts';
import { watchTheme } from './theme.ts';
import { App } from './views/app.tsx';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: Kept): void;
};

/** What was kept by an earlier page, perhaps of an earlier version. */
function keptFrom(state: unknown): Kept {
  if (typeof state !== 'object' || state === null) return {};
  const { run, smoothing, log, projection, beneath } = state as Record<keyof Kept, unknown>;
  const keptProjection = keptProjectionFrom(projection);
  return {
    ...(typeof run === 'string' ? { run } : {}),
    ...(typeof smoothing === 'number' ? { smoothing } : {}),
    ...(typeof log === 'boolean' ? { log } : {}),
    ...(isBeneath(beneath) ? { beneath } : {}),
    ...(keptProjection === undefined ? {} : { projection: keptProjection }),
  };
}

function isBeneath(state: unknown): state is Beneath {
  if (typeof state !== 'object' || state === null) return false;
  const { field, density } = state as Record<keyof Beneath, unknown>;
  return typeof field === 'boolean' && typeof density === 'boolean';
}

/** Others post to a page too (VS Code, developer tools): what is not ours has no type that we know. */
function isToPage(data: unknown): data is ToPage {
  return typeof data === 'object' && data !== null && 'type' in data && typeof data.type === 'string';
}

registerControls();
const vscode = acquireVsCodeApi();
const page = new Page(
  { post: (message) => vscode.postMessage(message), keep: (state) => vscode.setState(state) },
  new Frames(),
  keptFrom(vscode.getState()),
);
watchTheme(() => page.themeChanged());
addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (isToPage(data)) page.receive(data);
});
const root = document.getElementById('app');
if (root === null) throw new Error('The page lacks the element that everything is drawn in (#app).');
render(<App page={page} />, root);
vscode.postMessage({ type: 'ready', version: protocolVersion });
