/** D's score over the plane, as logs have it: tensors to fields, and how their numbers are to be read. */
import { batchwiseLayers, kindOfLayer, type ObjectiveConfig, type ResolvedConfig } from '../config/index.ts';
import type { Tensor } from '../events/index.ts';
import type { DecisionField, ScoreMeaning, WithoutField } from '../protocol/index.ts';
import { Timeline } from './timeline.ts';

/** Tensors [rows, columns], and [4] before the first of them: left, right, bottom, top. */
export const fieldTags = { scores: 'field/discriminator', extent: 'field/extent' } as const;

/** Cells along a side at most. */
const mostCells = 128;
/** Bytes of fields that are kept. */
const mostKept = 8 * 2 ** 20;

type Field = Omit<DecisionField, 'meaning'>;
type Extent = Pick<Field, 'left' | 'right' | 'bottom' | 'top'>;

export class Fields {
  #extent: Extent | undefined;
  readonly #fields = new Timeline<Field>(mostKept, ({ scores }) => scores.byteLength + 64);

  /** Takes a tensor where it is one of a field's. */
  take(step: number, tag: string, tensor: () => Tensor): void {
    if (tag === fieldTags.extent) this.#extent = extentOf(tensor());
    else if (tag === fieldTags.scores && this.#extent !== undefined) {
      const field = fieldOf(tensor(), this.#extent);
      if (field !== undefined) this.#fields.add(step, field);
    }
  }

  /** The last at or before a step. */
  at(step: number): Field | undefined {
    const found = this.#fields.at(step);
    return found !== undefined && found.step <= step ? found.entry : undefined;
  }

  rewind(step: number): void {
    this.#fields.rewind(step);
  }

  clear(): void {
    this.#extent = undefined;
    this.#fields.clear();
  }
}

function extentOf({ data }: Tensor): Extent | undefined {
  const [left, right, bottom, top] = data;
  if (left === undefined || right === undefined || bottom === undefined || top === undefined) return undefined;
  const isPlane = right > left && top > bottom && Number.isFinite(right - left) && Number.isFinite(top - bottom);
  return isPlane ? { left, right, bottom, top } : undefined;
}

function fieldOf({ data, shape }: Tensor, extent: Extent): Field | undefined {
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows === undefined || columns === undefined) return undefined;
  if (Math.min(rows, columns) < 2 || Math.max(rows, columns) > mostCells) return undefined;
  return { rows, columns, ...extent, scores: Float32Array.from(data) };
}

type Objective = Extract<ObjectiveConfig, string> | Exclude<ObjectiveConfig, string>['type'];

const meanings: Readonly<Record<Objective, ScoreMeaning>> = {
  minimax: 'logit',
  'non-saturating': 'logit',
  hinge: 'sign',
  'least-squares': 'zero-one',
  // A constant may be added to all scores, and nothing changes
  wasserstein: 'relative',
  relativistic: 'relative',
  energy: 'relative',
};

/** @param config as resolved; of a log made elsewhere there is none, and nobody knows what its scores mean */
export function meaningOf(config: unknown): ScoreMeaning {
  if (config === undefined || config === null) return 'relative';
  const { objective, mechanisms = [] } = config as Partial<ResolvedConfig>;
  // D tells the generators apart, and its score is the logit of "real"
  if (mechanisms.some((each) => each.type === 'mad-gan' && each.identify)) return 'logit';
  const name = typeof objective === 'object' ? objective.type : objective;
  return name === undefined ? 'relative' : meanings[name];
}

/** @param config as resolved, where there is one */
export function withoutFieldOf(config: unknown): WithoutField | undefined {
  if (config === undefined || config === null) return undefined;
  const { condition, mechanisms = [], discriminator } = config as Partial<ResolvedConfig>;
  if (mechanisms.some(({ type }) => type === 'packing')) return 'several-at-a-time';
  if (condition !== undefined) return 'told-a-class';
  return discriminator?.layers.some((layer) => batchwiseLayers.has(kindOfLayer(layer))) === true
    ? 'whole-batch'
    : undefined;
}
