/** The benchmark's results as Markdown, which is also what the terminal shows. */
const fixed = (number, digits) => (number === undefined ? '–' : number.toFixed(digits));
const percent = (share) => `${fixed(100 * share, 1)} %`;

/** Share of the machine in others' hands above which absolute numbers mean little. */
const busy = 0.1;

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

/** Of things that a person waits for, `[what, { median, most, goals }]` each. */
const waits = (rows) =>
  table(
    ['what', 'times', 'median ms', 'goal', '95 % ms', 'goal '],
    rows.map(([what, { count, median, most, goals }]) => [
      what,
      count,
      fixed(median, 0),
      fixed(goals.median, 0),
      fixed(most, 0),
      fixed(goals.most, 0),
    ]),
  );

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
  judging: ({ rows }) => [
    '## Judging a snapshot',
    table(
      ['samples', 'real', 'generated', 'CPU ms', 'goal'],
      rows.map(({ about, real, generated, milliseconds, goal }) => [
        about,
        real,
        generated,
        fixed(milliseconds, 0),
        fixed(goal, 0),
      ]),
    ),
    'Through all rules, after the real data has been taken apart, which is done once a run; a quarter of it is held out.',
  ],
  latency: (latency) => [
    '## Log entry to pixels',
    waits([['entry of two numbers to the frame that shows it', latency]]),
    'In VS Code for the browser on this machine.',
  ],
  startup: (startup) => [
    '## Command to first point',
    waits([
      ['Start Run in the palette to curves on the page', startup],
      ...(startup.paint === undefined ? [] : [['Open Panel to the first paint of its page', startup.paint]]),
    ]),
    ...(startup.bundle === undefined ? [] : [activated(startup)]),
  ],
  typing: ({ milliseconds, bareMilliseconds, keys, lines, goal }) => [
    '## Typing',
    table(
      ['what', 'ms', 'goal'],
      [
        ['a key, all that the extension does for it', fixed(milliseconds, 1), goal],
        ['a key in the same window without the extension', fixed(bareMilliseconds, 1), '–'],
      ],
    ),
    `CPU time of the extension host for each of ${keys} keys in a config of ${lines} lines, each with all checks, hints ` +
      'and lenses that follow.',
  ],
  overTime: ({ minutes, steps, settled, visited, missed, host, page, growthGoal }) => [
    '## Memory over time',
    table(
      ['process', 'without us, MB', 'with us, more MB', 'at most', 'goal', 'held, more MB', 'growth MB', 'goal '],
      [
        ['extension host', host],
        ['window with the panel', page],
      ].map(([what, of]) => [
        what,
        ...[of.bare, of.median, of.most, of.goal, of.held, of.growth, growthGoal].map((each) => fixed(each, 0)),
      ]),
    ),
    `${fixed(minutes, 0)} minutes of a run (${steps.toLocaleString('en')} steps), every view of the panel visited again and ` +
      `again (${Object.entries(visited)
        .map(([name, times]) => `${name} ${times}`)
        .join(', ')}; ${missed} visits did not work out). Beside it the same window without the extension. Resident ` +
      `memory from minute ${settled} on; held is what JavaScript holds after a full collection, and its growth that from ` +
      'the first samples of this time to the last, five or fewer each. VS Code for the browser shows a webview in the window’s own process.',
  ],
  equality: ({ seeds, steps, significance, rows }) => [
    '## What each engine comes to',
    table(
      ['measure', 'engine', 'reference', 'this engine', 'difference', 'could be seen', 'p'],
      rows.map(({ measure, engine, reference, mean, difference, detectable, p }) => [
        measure,
        engine,
        ...[reference, mean, difference, detectable].map((each) => fixed(each, 3)),
        fixed(p, 3),
      ]),
    ),
    `Means at the end of ${steps} steps over ${seeds} seeds, the same on each engine, and their difference from the reference ` +
      `engine, which computes in double precision. p by the randomisation test for pairs (exact, two-sided); of so many ` +
      `tests some are below ${significance} by chance, and their least should be held against ` +
      `${fixed(significance / rows.length, 4)} (Bonferroni). A difference as large as the one that could be seen would have ` +
      'been found with a chance of 80 % at a level of 5 %.',
  ],
};

function activated({ activation, bundle }) {
  return (
    `Activation of the extension, as VS Code takes its time: ${activation.milliseconds} ms (goal ${activation.goal}); ` +
    `what is loaded for it: ${fixed(bundle.kilobytes, 1)} KB (goal ${bundle.goal}).`
  );
}

/** Everything that is below its goal or slower than PyTorch, said as plainly as what is not. */
function losses({ beside, scaling, watching, judging, latency, startup, typing, overTime, equality }) {
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
  const { significance, rows = [] } = equality ?? {};
  for (const { measure, engine, p } of rows) {
    if (p < significance / rows.length) said.push(`${engine}: another ${measure} than the reference engine's`);
  }
  const milliseconds = (value) => `${fixed(value, 0)} ms`;
  const megabytes = (value) => `${fixed(value, 0)} MB`;
  const most = [
    ['log entry to pixels, slowest of twenty', latency?.most, latency?.goals.most, milliseconds],
    ['command to first point', startup?.median, startup?.goals.median, milliseconds],
    ['first paint of the panel', startup?.paint?.median, startup?.paint?.goals.median, milliseconds],
    ['activation', startup?.activation.milliseconds, startup?.activation.goal, milliseconds],
    ['bundle of the activation', startup?.bundle?.kilobytes, startup?.bundle?.goal, (value) => `${fixed(value, 0)} KB`],
    ['a key', typing?.milliseconds, typing?.goal, (value) => `${fixed(value, 1)} ms`],
    ['writing the log', watching?.log.share, watching?.logGoal, percent],
    ['the monitor', watching?.monitor.share, watching?.monitorGoal, percent],
    ...(judging?.rows ?? []).map(({ about, milliseconds: time, goal }) => [
      `judging ${about}`,
      time,
      goal,
      milliseconds,
    ]),
    ['memory of the extension host', overTime?.host.most, overTime?.host.goal, megabytes],
    ['memory of the panel', overTime?.page.most, overTime?.page.goal, megabytes],
    ['growth of the extension host', overTime?.host.growth, overTime?.growthGoal, megabytes],
    ['growth of the window with the panel', overTime?.page.growth, overTime?.growthGoal, megabytes],
  ];
  for (const [what, value, goal, write] of most) {
    if (value > goal) said.push(`${what}: ${write(value)}, where ${write(goal)} is the goal`);
  }
  return said.length === 0 ? [] : ['## Where we lose', said.map((line) => `- ${line}`).join('\n')];
}

/** @param goal the least ratio that is aimed at; without one, PyTorch's speed is no goal but still told */
function slower(what, ratio, goal = 0) {
  if (ratio < goal) return [`${what}: ${fixed(ratio, 2)} of PyTorch's steps per second, where ${goal} is the goal`];
  return ratio < 1 ? [`${what}: slower than PyTorch, at ${fixed(ratio, 2)} of its steps per second`] : [];
}

export function markdownOf(report) {
  const { machine } = report;
  const parts = [
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGigabytes} GB, ${machine.system}; Node ${machine.node}, ` +
      `ONNX Runtime ${machine.onnxruntime}.`,
    ...othersAtWork(report),
  ];
  for (const [name, write] of Object.entries(writers))
    if (report[name] !== undefined) parts.push(...write(report[name]));
  parts.push(...losses(report));
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Sections in which no time is measured. */
const timeless = ['memory', 'equality'];

/** Sections whose absolute numbers mean little, as other processes had much of the machine. */
function othersAtWork({ machine, others = {} }) {
  const known = Object.entries(others).filter(([name, cores]) => !timeless.includes(name) && typeof cores === 'number');
  if (known.length === 0) return [];
  const cores = known.map(([name, taken]) => `${name} ${fixed(taken, 1)}`);
  const disturbed = known.filter(([, taken]) => taken > busy * machine.cores).map(([name]) => name);
  return [
    `Cores that other processes took meanwhile: ${cores.join(', ')}.`,
    ...(disturbed.length > 0
      ? [
          `**The machine was busy with other work (${disturbed.join(', ')}): read ratios and CPU time, not absolute speeds.**`,
        ]
      : []),
  ];
}
