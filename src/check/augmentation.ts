/** The mechanism `augmentation`, which changes images. */
import { pathOf } from '../config/index.ts';
import { placedMechanisms } from './mechanisms.ts';
import type { DataExtent } from './networks.ts';
import type { Complaint } from './problem.ts';

export function checkAugmentation(
  config: Readonly<Record<string, unknown>>,
  data: DataExtent | undefined,
): Complaint[] {
  return placedMechanisms(config).flatMap(({ mechanism, path }): Complaint[] => {
    if (mechanism.type !== 'augmentation') return [];
    const { brightness = 0.5, saturation = 1, contrast = 0.5, translation = 0.125, cutout = 0.5 } = mechanism;
    const fix = { title: 'Remove "augmentation"', edits: [{ kind: 'remove' as const, path: pathOf(path) }] };
    if (data !== undefined && data.shape.length !== 3) {
      const what = data.shape.length === 1 ? 'points' : 'volumes';
      const message = `"augmentation" moves, cuts and recolours images [channels, height, width]; this data is ${what}. Remove it, or use "instance-noise", which takes any samples.`;
      return [{ code: 'augmentation-data', message, path, fix }];
    }
    if ([brightness, saturation, contrast, translation, cutout].some((each) => each > 0)) return [];
    const message = '"augmentation" changes nothing: all that it could change is 0.';
    return [{ code: 'augmentation-data', message, path, fix }];
  });
}
