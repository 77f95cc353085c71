/**
 * An extension that does nothing but say what the extension host uses. Asked by SIGUSR2, it writes into the folder
 * MODESCOPE_BENCH_USAGE: CPU time and resident memory as they are, then what JavaScript holds after a full collection,
 * arrays included (what grows there is held, not what has not been collected yet), and the CPU time once more, so that
 * the collection need not be counted.
 */
const fs = require('node:fs');
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');

const folder = process.env.MODESCOPE_BENCH_USAGE;

function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

exports.activate = () => {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc');
  const say = (usage) => {
    const file = path.join(folder, `${process.pid}.json`);
    fs.writeFileSync(`${file}.new`, JSON.stringify(usage));
    fs.renameSync(`${file}.new`, file);
  };
  let asked = 0;
  process.on('SIGUSR2', () => {
    const { rss } = process.memoryUsage();
    const before = cpuSeconds();
    collect();
    const { heapUsed, external } = process.memoryUsage();
    say({ asked: ++asked, rss, heap: heapUsed + external, cpu: { before, after: cpuSeconds() } });
  });
  say({ asked });
};
