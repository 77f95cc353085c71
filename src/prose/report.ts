/** The words of a run's report, by language. */
import type { RunStatus } from '../protocol/index.ts';

export interface ReportTexts {
  readonly states: Readonly<Record<RunStatus['state'], string>>;
  readonly stateAt: string;
  readonly stateAtOf: string;
  readonly verdict: string;
  readonly noWarnings: string;
  readonly noWarningsAtEnd: string;
  readonly coversModes: string;
  readonly coversParts: string;
  readonly offData: string;
  readonly findings: string;
  readonly noFindings: string;
  readonly over: string;
  readonly why: string;
  readonly whatToTry: string;
  readonly evidence: string;
  readonly value: string;
  readonly threshold: string;
  readonly concerns: string;
  readonly curves: string;
  readonly bands: string;
  readonly noCurves: string;
  readonly samples: string;
  readonly real: string;
  readonly generatedAt: string;
  readonly noSamples: string;
  readonly projected: string;
  readonly modes: string;
  readonly parts: string;
  readonly mode: string;
  readonly realShare: string;
  readonly generatedShare: string;
  readonly missing: string;
  readonly covered: string;
  readonly measures: string;
  readonly measure: string;
  readonly coveredModes: string;
  readonly coveredParts: string;
  readonly nearShare: string;
  readonly effective: string;
  readonly spread: string;
  readonly distance: string;
  readonly distanceUsual: string;
  readonly copies: string;
  readonly lastOf: string;
  readonly howMade: string;
  readonly item: string;
  readonly engine: string;
  readonly started: string;
  readonly ended: string;
  readonly seed: string;
  readonly folder: string;
  readonly parent: string;
  readonly config: string;
  readonly writtenBy: string;
}

export const englishReport: ReportTexts = {
  states: {
    running: 'running',
    paused: 'paused',
    finished: 'finished',
    stopped: 'stopped',
    failed: 'failed',
    crashed: 'crashed',
    foreign: 'a log made elsewhere',
  },
  stateAt: '{state}, step {step}',
  stateAtOf: '{state}, step {step} of {steps}',
  verdict: 'Verdict',
  noWarnings: 'No warnings.',
  noWarningsAtEnd: 'No warnings at the end ({count} earlier).',
  coversModes: 'Covers {covered} of {parts} modes; {near} of the samples near the data.',
  coversParts: 'Covers {covered} of {parts} parts of the data; {near} of the samples near it.',
  offData: '{near} of the samples near the data: they have not reached it, or left it again.',
  findings: 'Findings',
  noFindings: 'No rule had anything to say.',
  over: 'over',
  why: 'Why it happens',
  whatToTry: 'What to try',
  evidence: 'evidence',
  value: 'value',
  threshold: 'threshold',
  concerns: 'Keys of the config: {paths}.',
  curves: 'Curves',
  bands: 'Against the step. Shaded: from where a warning began to where it ended.',
  noCurves: 'No numbers were logged.',
  samples: 'Samples',
  real: 'Real data',
  generatedAt: 'Generated, step {step}',
  noSamples: 'No samples were logged.',
  projected: 'Of points with more than two coordinates the first two principal components of the real data are drawn.',
  modes: 'Modes of the real data',
  parts: 'Parts of the real data',
  mode: 'mode',
  realShare: 'share of the real data',
  generatedShare: 'share of the samples',
  missing: 'missing',
  covered: 'covered',
  measures: 'Measures',
  measure: 'measure',
  coveredModes: 'modes covered',
  coveredParts: 'parts of the data covered',
  nearShare: 'share of the samples near the data',
  effective: 'effective number of parts',
  spread: "spread against the real data's",
  distance: 'sliced Wasserstein distance to the real data, in spreads of it',
  distanceUsual: 'the same between two halves of the real data',
  copies: 'share of samples that are copies of training data',
  lastOf: '{tag}, last',
  howMade: 'How it was made',
  item: 'item',
  engine: 'engine',
  started: 'started',
  ended: 'ended',
  seed: 'seed',
  folder: 'folder',
  parent: 'branched from',
  config: 'Config, with its defaults',
  writtenBy: 'Written by Modescope {version}.',
};

export const chineseReport: ReportTexts = {
  states: {
    running: '正在运行',
    paused: '已暂停',
    finished: '已完成',
    stopped: '已停止',
    failed: '失败',
    crashed: '已崩溃',
    foreign: '在别处生成的日志',
  },
  stateAt: '{state}，第 {step} 步',
  stateAtOf: '{state}，第 {step} 步 / 共 {steps} 步',
  verdict: '结论',
  noWarnings: '没有警告。',
  noWarningsAtEnd: '结束时没有警告（此前有 {count} 项）。',
  coversModes: '覆盖 {parts} 个模式中的 {covered} 个；{near} 的样本靠近数据。',
  coversParts: '覆盖数据 {parts} 个部分中的 {covered} 个；{near} 的样本靠近数据。',
  offData: '{near} 的样本靠近数据：尚未到达，或已再次离开。',
  findings: '发现',
  noFindings: '没有任何规则报告问题。',
  over: '已结束',
  why: '为什么会发生',
  whatToTry: '可以尝试',
  evidence: '依据',
  value: '值',
  threshold: '阈值',
  concerns: '相关的配置键：{paths}。',
  curves: '曲线',
  bands: '横轴为步数。阴影：警告从开始到结束的区间。',
  noCurves: '没有记录任何数值。',
  samples: '样本',
  real: '真实数据',
  generatedAt: '生成，第 {step} 步',
  noSamples: '没有记录任何样本。',
  projected: '坐标多于两个的点按真实数据的前两个主成分绘出。',
  modes: '真实数据的模式',
  parts: '真实数据的各部分',
  mode: '模式',
  realShare: '真实数据占比',
  generatedShare: '样本占比',
  missing: '缺失',
  covered: '已覆盖',
  measures: '度量',
  measure: '度量',
  coveredModes: '已覆盖的模式',
  coveredParts: '已覆盖的数据部分',
  nearShare: '靠近数据的样本占比',
  effective: '有效部分数',
  spread: '离散程度与真实数据之比',
  distance: '与真实数据的切片 Wasserstein 距离（以其离散程度为单位）',
  distanceUsual: '真实数据两半之间的同一距离',
  copies: '为训练数据副本的样本占比',
  lastOf: '{tag}，最后一值',
  howMade: '如何得到',
  item: '项目',
  engine: '引擎',
  started: '开始',
  ended: '结束',
  seed: '种子',
  folder: '文件夹',
  parent: '分支自',
  config: '配置（含默认值）',
  writtenBy: '由 Modescope {version} 写成。',
};
