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
  latency: waits('Log entry to pixels', 'entry of two numbers to the frame that shows it'),
  startup: waits('Command to first point', 'Start Run in the palette to curves on the page'),
  ratios: ({ cases, pytorchMissing }) => {
    const missing = pytorchMissing === undefined ? [] : [`PyTorch could not be had here: ${pytorchMissing}`];
    const ratioOf = ({ steps, cpu, memory }) =>
      `${fixed(steps, 2)} times the steps per second of PyTorch, CPU time better by ${fixed(cpu, 2)}, memory ${fixed(memory, 2)} of it`;
    return [
      '## Steps per second beside PyTorch',
      ...missing,
      ...cases.flatMap(({ name, about, goal, portableGoal, rows, native, portable }) => [
        `### ${name}: ${about}`,
        table(
          ['engine', 'threads', 'steps/s', 'CPU ms/step', 'peak MB', 'session s'],
          rows.map((row) => [
            row.engine,
            row.threads,
            fixed(row.stepsPerSecond, 0),
            fixed(row.cpuMilliseconds, 3),
            fixed(row.peakMegabytes, 0),
            fixed(row.sessionSeconds, 2),
          ]),
        ),
        [
          ...(native ? [`- native: ${ratioOf(native)} (goal ${goal})`] : []),
          ...(portable ? [`- portable: ${ratioOf(portable)} (goal ${portableGoal})`] : []),
        ].join('\n'),
      ]),
    ];
  },
  scaling: ({ rows }) => [
    '## Time of a step against its size (native)',
    table(
      ['mlp with', 'threads', 'ms/step', 'least ms/step'],
      rows.map(({ what, size, threads, milliseconds, least }) => [
        `${what} ${size}`,
        threads,
        fixed(milliseconds, 2),
        fixed(least, 2),
      ]),
    ),
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
};

/** Everything that is below its goal or slower than PyTorch, said as plainly as what is not. */
function losses({ ratios, watching }) {
  const said = [];
  for (const { name, goal, portableGoal, native, portable } of ratios?.cases ?? []) {
    for (const [engine, ratio, wanted] of [
      ['native', native, goal],
      ['portable', portable, portableGoal],
    ]) {
      if (ratio === undefined) {
        said.push(`${name}, ${engine}: not measured beside PyTorch`);
        continue;
      }
      if (ratio.memory > memoryGoal) {
        said.push(`${name}, ${engine}: ${fixed(ratio.memory, 2)} of PyTorch's memory, where ${memoryGoal} is the goal`);
      }
      if (ratio.steps < wanted) {
        said.push(
          `${name}, ${engine}: ${fixed(ratio.steps, 2)} of PyTorch's steps per second, where ${wanted} is the goal`,
        );
      } else if (ratio.steps < 1) {
        said.push(`${name}, ${engine}: slower than PyTorch, at ${fixed(ratio.steps, 2)} of its steps per second`);
      }
    }
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

export function markdownOf(report) {
  const { machine } = report;
  const parts = [
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGigabytes} GB, ${machine.system}; Node ${machine.node}, ` +
      `ONNX Runtime ${machine.onnxruntime}. Load before: ${machine.loadBefore}.`,
    ...(machine.loadBefore > busy * machine.cores
      ? ['**The machine was busy with other work: read ratios and CPU time, not absolute speeds.**']
      : []),
  ];
  for (const [name, write] of Object.entries(writers))
    if (report[name] !== undefined) parts.push(...write(report[name]));
  parts.push(...losses(report));
  return parts.filter((part) => part !== '').join('\n\n');
}
