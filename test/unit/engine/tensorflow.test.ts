import { expect, it } from 'vitest';
import { planStep } from '../../../src/gan/index.ts';
import { createRandom } from '../../../src/random/index.ts';
import { tensorflow } from '../../../src/engine/tensorflow/index.ts';
import { findTensorflow, loadTensorflow } from '../../../src/engine/tensorflow/binding.ts';
import { draw, tinyConfig } from '../gan/helpers.ts';
import { describeEach } from './each.ts';

describeEach([tensorflow], 'tensors outside of JavaScript', () => {
  const live = (): number => {
    const found = findTensorflow();
    if (!found.ok) throw new Error(found.reason);
    return loadTensorflow(found.installed, 1).binding.getNumOfTensors();
  };

  it('are as many after a hundred steps as after one, and none is left at the end', async () => {
    const before = live();
    const plan = planStep(tinyConfig(), { shape: [2] });
    const executable = await tensorflow.compile(plan.whole, plan.initialState(createRandom(1)));
    const feeds = Object.fromEntries(
      Object.entries(draw(plan)).map(([name, values]) => [name, Float32Array.from(values)]),
    );
    await executable.step(feeds);
    const afterOne = live();
    for (let i = 0; i < 99; i++) await executable.step(feeds);
    expect(live()).toBe(afterOne);
    executable.writeState(executable.readState());
    expect(live()).toBe(afterOne);
    await executable.dispose();
    expect(live()).toBe(before);
  });

  it('are those of the library, which says where it computes and with what', async () => {
    const plan = planStep(tinyConfig(), { shape: [2] });
    const executable = await tensorflow.compile(plan.whole, plan.initialState(createRandom(1)));
    expect(executable.info).toMatchObject({
      name: 'tensorflow',
      version: expect.stringMatching(/^4\.\d+\.\d+ \(TensorFlow \d+\.\d+/) as unknown,
      device: expect.stringMatching(/^[cg]pu$/) as unknown,
    });
    await executable.dispose();
  });
});
