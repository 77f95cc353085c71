/** The benchmark's results as Markdown, which is also what the terminal shows. */
const fixed = (number, digits) => (number === undefined ? '–' : number.toFixed(digits));
const percent = (share) => `${fixed(100 * share, 1)} %`;

/** Load for each core above which absolute numbers mean little. */
const busy = 0.5;

/** Peak memory against PyTorch's. */
const memoryGoal = 0.7;

/** A table whose columns are as wide as their widest cell, so that it reads well as plain text. */
function table(head, rows) {
  const all = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => row[column].length)));
  const line = (row) =>
    `| ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(' | ')} |`;
  const rule = `| ${widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const [first, ...rest] = all.map(line);
  return [first, rule, ...rest].join('\n');
}

/** @param what is waited for */
const waits =
  (title, what) =>
  ({ count, median, most, activation, goals }) => [
    `## ${title}`,
    table(
      ['what', 'median ms', 'goal', '95 % ms', 'goal '],
      [[what, fixed(median, 0), fixed(goals.median, 0), fixed(most, 0), fixed(goals.most, 0)]],
    ),
    `${count} times, in VS Code for the browser on this machine.`,
    ...(activation === undefined
      ? []
      : [`Activation of the extension, as VS Code takes its time: ${activation} ms (goal ${goals.activation}).`]),
  ];

const writers = {
  beside: ({ cases, pytorchMissing }) => {
    const missing = pytorchMissing === undefined ? [] : [`PyTorch could not be had here: ${pytorchMissing}`];
    return [
      '## Steps per second beside PyTorch',
      ...missing,
      table(
        ['case', 'engine', 'steps/s', 'goal', 'CPU time', 'memory', 'goal '],
        cases.flatMap(({ name, goals, ratio }) =>
          Object.entries(ratio).map(([engine, of]) => [
            name,
            engine,
            fixed(of?.steps, 2),
            fixed(goals[engine], 2),
            fixed(of?.cpu, 2),
            fixed(of?.memory, 2),
            fixed(memoryGoal, 2),
          ]),
        ),
      ),
      'Steps per second and CPU time as so many times as good as PyTorch’s (above 1: better than it), memory as a share of its.',
      ...cases.flatMap(({ name, about, rows }) => [
        `### ${name}: ${about}`,
        table(
          ['engine', 'threads', 'steps/s', 'CPU ms/step', 'peak MB', 'session s'],
          rows.map((row) => [
            row.engine,
            row.threads,
            fixed(row.stepsPerSecond, row.stepsPerSecond < 100 ? 1 : 0),
            fixed(row.cpuMilliseconds, 2),
            fixed(row.peakMegabytes, 0),
            fixed(row.sessionSeconds, 2),
          ]),
        ),
      ]),
    ];
  },
  scaling: ({ rows }) => [
    '## Time of a step against its size (native)',
    table(
      ['step', 'threads', 'ms/step', 'PyTorch ms/step', 'ratio', 'goal'],
      rows.map(({ what, size, threads, milliseconds, pytorchMilliseconds, ratio, goal }) => [
        `${what} ${size}`,
        threads,
        fixed(milliseconds, 2),
        fixed(pytorchMilliseconds, 2),
        fixed(ratio, 2),
        fixed(goal, 2),
      ]),
    ),
    'All but the images are the mlp case with one size changed; the images are the dcgan-28 case at other sizes. Generators share the batch.',
  ],
  watching: ({ log, logGoal, monitor, monitorGoal }) => [
    '## Cost of being looked at',
    table(
      ['what', 'share', 'goal'],
      [
        ['log: CPU time of its calls, of a step without it', percent(log.share), percent(logGoal)],
        ['log: steps with it against steps without', percent(log.difference), '–'],
        ['monitor with an open panel: of one core', percent(monitor.share), percent(monitorGoal)],
        ['slow-down of the run while it is watched, wall time', percent(monitor.slowdown), '–'],
      ],
    ),
    `${fixed(log.logMicroseconds, 0)} us of log for each step of ${fixed(log.bareMicroseconds, 0)} us (numbers every ` +
      `${log.logEvery} steps, samples every ${log.sampleEvery}; ${log.blocks} pairs of blocks). Monitor: ` +
      `${fixed(monitor.stepsPerSecond, 0)} steps/s, ${fixed(monitor.messagesPerSecond, 0)} messages/s, ` +
      `${fixed(monitor.peakMegabytes, 0)} MB at most.`,
  ],
  latency: waits('Log entry to pixels', 'entry of two numbers to the frame that shows it'),
  startup: waits('Command to first point', 'Start Run in the palette to curves on the page'),
};

/** Everything that is below its goal or slower than PyTorch, said as plainly as what is not. */
function losses({ beside, scaling, watching, latency, startup }) {
  const said = [];
  for (const { name, goals, ratio } of beside?.cases ?? []) {
    for (const [engine, of] of Object.entries(ratio)) {
      if (of === undefined) {
        said.push(`${name}, ${engine}: not measured beside PyTorch`);
        continue;
      }
      said.push(...slower(`${name}, ${engine}`, of.steps, goals[engine]));
      if (of.memory > memoryGoal) {
        said.push(`${name}, ${engine}: ${fixed(of.memory, 2)} of PyTorch's memory, where ${memoryGoal} is the goal`);
      }
    }
  }
  for (const { what, size, ratio, goal } of scaling?.rows ?? []) {
    if (ratio !== undefined) said.push(...slower(`${what} ${size}`, ratio, goal));
  }
  const times = [
    ['log entry to pixels', latency?.median, latency?.goals.median],
    ['log entry to pixels, slowest of twenty', latency?.most, latency?.goals.most],
    ['command to first point', startup?.median, startup?.goals.median],
    ['activation', startup?.activation, startup?.goals.activation],
  ];
  for (const [what, time, wanted] of times) {
    if (time > wanted) said.push(`${what}: ${fixed(time, 0)} ms, where ${wanted} is the goal`);
  }
  const costs = watching && [
    ['writing the log', watching.log.share, watching.logGoal],
    ['the monitor', watching.monitor.share, watching.monitorGoal],
  ];
  for (const [what, share, wanted] of costs ?? []) {
    if (share > wanted) said.push(`${what} takes ${percent(share)}, where ${percent(wanted)} is the goal`);
  }
  return said.length === 0 ? [] : ['## Where we lose', said.map((line) => `- ${line}`).join('\n')];
}

/** @param goal the least ratio that is aimed at; without one, PyTorch's speed is no goal but still told */
function slower(what, ratio, goal = 0) {
  if (ratio < goal) return [`${what}: ${fixed(ratio, 2)} of PyTorch's steps per second, where ${goal} is the goal`];
  return ratio < 1 ? [`${what}: slower than PyTorch, at ${fixed(ratio, 2)} of its steps per second`] : [];
}

export function markdownOf(report) {
  const { machine, loads } = report;
  const measured = Object.entries(loads).map(([name, load]) => `${name} ${load}`);
  const busiest = Math.max(...Object.values(loads));
  const parts = [
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGigabytes} GB, ${machine.system}; Node ${machine.node}, ` +
      `ONNX Runtime ${machine.onnxruntime}. Load before each section: ${measured.join(', ')}.`,
    ...(busiest > busy * machine.cores
      ? ['**The machine was busy with other work: read ratios and CPU time, not absolute speeds.**']
      : []),
  ];
  for (const [name, write] of Object.entries(writers))
    if (report[name] !== undefined) parts.push(...write(report[name]));
  parts.push(...losses(report));
  return parts.filter((part) => part !== '').join('\n\n');
}
