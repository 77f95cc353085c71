/** Which series share a chart, and what they are called and coloured there. */

export type ChartId = 'loss' | 'score' | 'gradient' | 'other';

/** What a line is about: the discriminator or real data, the generator or what it makes, or something else. */
export type Side = 'real' | 'generated' | number;

export interface Curve {
  readonly tag: string;
  /** Short name within its chart. */
  readonly label: string;
  readonly side: Side;
}

export interface ChartGroup {
  readonly id: ChartId;
  readonly curves: readonly Curve[];
}

/** Lines in one chart at most: more cannot be told apart. The table has them all. */
const mostCurves = 8;
const order: readonly ChartId[] = ['loss', 'score', 'gradient', 'other'];

/** Said in the header instead. */
const hidden = /^progress\//;

function word(words: string): RegExp {
  return new RegExp(`(?:^|[^a-z0-9])(?:${words})(?:$|[^a-z0-9])`);
}

const gradient = /grad/;
const loss = /loss|err|cost|objective/;
const score = /score|logit|^d\(|d_x|d_g_z/;
const generated = word('g|gen|netg|generator|fake|generated|gloss|lossg|errg|d_g_z1?');
const real = word('d|dis|disc|netd|discriminator|critic|real|dloss|lossd|errd|d_x');

/** Charts in the order in which they are shown, each with its curves: the discriminator's or real one first. */
export function groupsOf(tags: readonly string[]): readonly ChartGroup[] {
  const groups = new Map<ChartId, string[]>();
  for (const tag of tags) {
    if (hidden.test(tag)) continue;
    const id = chartOf(tag);
    const list = groups.get(id);
    if (list === undefined) groups.set(id, [tag]);
    else list.push(tag);
  }
  return order.flatMap((id) => {
    const list = groups.get(id);
    return list === undefined ? [] : [{ id, curves: curvesOf(list.slice(0, mostCurves)) }];
  });
}

function chartOf(tag: string): ChartId {
  const lower = tag.toLowerCase();
  if (/share/.test(lower)) return 'other';
  if (gradient.test(lower)) return 'gradient';
  if (loss.test(lower)) return 'loss';
  return score.test(lower) ? 'score' : 'other';
}

function curvesOf(tags: readonly string[]): readonly Curve[] {
  const common = commonFolder(tags);
  const taken = new Set<Side>();
  let others = 0;
  const curves = tags.map((tag): Curve => {
    const wanted = sideOf(tag);
    const side = wanted === undefined || taken.has(wanted) ? others++ : wanted;
    taken.add(side);
    return { tag, label: tag.slice(common.length).replaceAll('_', ' '), side };
  });
  const rank = (side: Side): number => (side === 'real' ? -2 : side === 'generated' ? -1 : side);
  return curves.sort((a, b) => rank(a.side) - rank(b.side));
}

function sideOf(tag: string): Side | undefined {
  const lower = tag.toLowerCase();
  if (generated.test(lower)) return 'generated';
  return real.test(lower) ? 'real' : undefined;
}

/** The folder that all tags are in, with its slash; '' where there is none. */
function commonFolder(tags: readonly string[]): string {
  const first = tags[0] ?? '';
  const folder = first.slice(0, first.lastIndexOf('/') + 1);
  return tags.every((tag) => tag.startsWith(folder)) ? folder : '';
}
