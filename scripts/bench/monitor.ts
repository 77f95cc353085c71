/** The monitor process as it is shipped; asked for `usage`, it also says what it has cost so far. */
import '../../src/monitor/main.ts';

process.on('message', (message) => {
  if (message !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuSeconds: (user + system) / 1e6, peakMegabytes: process.resourceUsage().maxRSS / 1024 });
});
