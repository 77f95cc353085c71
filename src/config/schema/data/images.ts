/** Data set `images`: a folder of pictures. */
import { choice, defaulted, exampled, integer, object, optional, text, typeName } from '../build.ts';
import { holdout } from './holdout.ts';

const side = (words: string) => optional(exampled(integer(words, { minimum: 1, maximum: 1024 }), 64));

export const images = object(
  'Pictures of a folder and of the folders in it: PNG and JPEG. Black is -1, white 1. Where all pictures lie in folders of their own, those are their classes. They are decoded once, before the first step; at most 1 GiB of pixels.',
  {
    type: typeName('images', 'PNG and JPEG pictures of a folder.'),
    folder: exampled(
      text('The folder. A relative path starts at this config and may not leave the workspace.'),
      'images',
    ),
    width: side(
      'Pixels across that each picture is brought to. Without width and height all must be of one size already.',
    ),
    height: side('Pixels down that each picture is brought to. One of width and height stands for both.'),
    fit: defaulted(
      choice('How a picture of other proportions is brought to width and height.', {
        crop: 'What sticks out is cut off on both sides; the rest keeps its proportions.',
        stretch: 'The whole picture is stretched or squeezed.',
      }),
      'crop',
    ),
    colour: defaulted(
      choice('Whether samples have colours. What is transparent is drawn on black.', {
        rgb: 'Three channels: red, green, blue.',
        grey: 'One channel: brightness (ITU-R BT.601).',
      }),
      'rgb',
    ),
    broken: defaulted(
      choice('What to do with a picture that cannot be decoded.', {
        stop: 'The run does not begin, and the picture is named.',
        skip: 'It is left out, and named where the run begins.',
      }),
      'stop',
    ),
    holdout,
  },
);
