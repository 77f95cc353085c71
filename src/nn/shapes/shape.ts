/** What a layer does to the shape of one sample. Pure: a layer's config and an input shape, nothing else. */

/** Shape of one sample without the batch: `[features]`, `[channels, height, width]` of images. */
export type SampleShape = readonly number[];

/** What comes out of a layer and how many numbers it learns, or why the layer cannot take that input. */
export type LayerShape =
  | { readonly ok: true; readonly output: SampleShape; readonly parameters: number }
  | {
      readonly ok: false;
      readonly reason: string;
      /** Which layer inside it is to blame, where it holds layers: a path in its config. */
      readonly at?: readonly (string | number)[];
    };

/** How many numbers one sample has. */
export function sizeOf(shape: SampleShape): number {
  return shape.reduce((product, each) => product * each, 1);
}
