/** What became of the run in a window that has closed (test/host/suite/closing.test.ts started it). */
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

/**
 * @param {string} folder of the window
 * @param {boolean} kept whether the run was to go on
 * @returns {Promise<void>} when it was seen; the outcome is one more test in the suite's results
 */
export async function lookAfterClosing(folder, kept) {
  const runs = path.join(folder, 'closing', 'runs', 'long');
  const [run, ...others] = fs.existsSync(runs) ? fs.readdirSync(runs).map((each) => path.join(runs, each)) : [];
  if (run === undefined || others.length > 0) throw new Error(`there is not one run in ${runs}`);
  const manifest = () => JSON.parse(fs.readFileSync(path.join(run, 'manifest.json'), 'utf8'));
  const reaches = async (look) => {
    for (let waited = 0; waited < 30_000; waited += 100) {
      if (look()) return true;
      await setTimeout(100);
    }
    return false;
  };
  const size = () =>
    fs
      .readdirSync(run)
      .filter((each) => each.startsWith('events.'))
      .reduce((sum, each) => sum + fs.statSync(path.join(run, each)).size, 0);
  const hostId = Number(fs.readFileSync(path.join(folder, 'closing', 'host.pid'), 'utf8'));
  if (!(await reaches(() => !isAlive(hostId)))) throw new Error(`the extension host (${hostId}) did not end`);
  const before = size();
  const right = kept
    ? (await reaches(() => size() > before)) && manifest().state === 'running'
    : await reaches(() => manifest().state === 'stopped');
  const { state, pid } = manifest();
  if (state === 'running') {
    fs.writeFileSync(path.join(run, 'control'), 'stop');
    if (!(await reaches(() => manifest().state === 'stopped'))) process.kill(pid);
  }
  const results = process.env.MODESCOPE_TEST_RESULTS;
  const tests = JSON.parse(fs.readFileSync(results, 'utf8'));
  const name = `after the window closed the run ${kept ? 'goes on' : 'is stopped'}`;
  tests.push({ name, ...(right ? { outcome: 'passed' } : { outcome: 'failed', message: `the run is ${state}` }) });
  fs.writeFileSync(results, JSON.stringify(tests, null, 2));
}

function isAlive(id) {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
    return false;
  }
}
