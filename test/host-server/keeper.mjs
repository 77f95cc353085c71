/**
 * Runs VS Code's server for one owner, and ends it with everything that was started in it: on SIGTERM, and when the
 * owner is gone, however it went. The owner is at the other end of this process's standard input.
 *
 *     node keeper.mjs FOLDER COMMAND [ARGS…]     FOLDER is deleted at the end
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const [folder, command, ...args] = process.argv.slice(2);
/** In the environment of all that descends from the server: trainers leave its process group to outlive a window. */
const mark = `MODESCOPE_HOST_SERVER=${randomUUID()}`;
const [name, value] = mark.split('=');
const log = fs.openSync(path.join(folder, 'server.log'), 'a');
const server = spawn(command, args, {
  detached: true, // its own group, so that a Ctrl+C reaches us alone
  stdio: ['ignore', log, log],
  env: { ...process.env, [name]: value },
});

/** Ids of living processes that carry the mark. Known on Linux only; elsewhere the group must do. */
function descendants() {
  if (process.platform !== 'linux') return [];
  return fs
    .readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((id) => {
      try {
        return fs.readFileSync(`/proc/${id}/environ`, 'utf8').split('\0').includes(mark);
      } catch {
        return false; // gone meanwhile, or somebody else's
      }
    })
    .map(Number);
}

function signal(id, kind) {
  try {
    process.kill(id, kind);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

server.on('error', (error) => {
  throw error;
});

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const group = process.platform === 'win32' ? server.pid : -server.pid;
const gone = () => (server.exitCode !== null || server.signalCode !== null) && descendants().length === 0;

let ending = false;
async function end(exitCode) {
  if (ending) return;
  ending = true;
  for (const kind of ['SIGTERM', 'SIGKILL']) {
    for (const id of [group, ...descendants()]) signal(id, kind);
    for (let waited = 0; waited < 3000 && !gone(); waited += 50) await pause(50);
  }
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  process.exit(exitCode);
}

server.on('exit', () => void end(1));

process.stdin.on('end', () => void end(0)).resume();
process.on('SIGTERM', () => void end(0));
process.on('SIGINT', () => undefined); // the owner decides
