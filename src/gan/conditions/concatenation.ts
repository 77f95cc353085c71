/** Condition `concatenation` (Mirza and Osindero 2014, section 3.2): the class is put beside the sample. */
import type { ConditionConfig } from '../../config/index.ts';
import { broadcastTo, concat, reshape, type Tensor } from '../../graph/index.ts';
import { withTable } from '../class-table.ts';
import { judgeOf } from '../discriminator.ts';
import type { CreateCondition } from './condition.ts';

export const concatenation: CreateCondition<Extract<ConditionConfig, { type: 'concatenation' }>> =
  ({ embedding }, classes) =>
  (layers, [first = 1, ...rest], options) => {
    const inside = judgeOf(layers, [first + (embedding ?? classes), ...rest], options);
    if (embedding === undefined) {
      return {
        ...inside,
        judge: (parameters, samples, given) => inside.judge(parameters, beside(samples, given.labels!), given),
      };
    }
    const { own, rows, carried, ...table } = withTable(inside, 'embedding', [classes, embedding], 1);
    return {
      ...table,
      apply: (parameters, x) => inside.apply(own(parameters), x),
      sample: (parameters, x) => inside.sample(own(parameters), x),
      ...(inside.carry !== undefined && { carry: carried }),
      judge: (parameters, samples, given) =>
        inside.judge(own(parameters), beside(samples, rows(parameters, given.labels!)), given),
    };
  };

/** Samples with more numbers, [n, width]; beside images each of them is a channel that is the same everywhere. */
function beside(samples: Tensor, numbers: Tensor): Tensor {
  const [n, , ...rest] = samples.shape;
  const width = numbers.shape[1]!;
  const flat = reshape(numbers, [n!, width, ...rest.map(() => 1)]);
  return concat([samples, broadcastTo(flat, [n!, width, ...rest])], 1);
}
