/** The user's own feature extractor, in a config and in a mapping file. */
import { exampled, text } from './build.ts';

export const featuresSchema = exampled(
  text(
    'An .onnx file, beside this one or below: a network whose features of the samples are compared, for images Inception or the like. Its input is [n, channels, height, width] in [-1, 1] for images and [n, numbers] for points, its output [n, features]. With it the panel has three more curves: kernel distance (KID; Binkowski et al. 2018), precision and recall (Kynkaanniemi et al. 2019) of the features.',
  ),
  'features.onnx',
);
