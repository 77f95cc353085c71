/** How a window slides over an image: what convolutions have in common. */

/** Parts of a layer that may be left out. */
export interface WindowInput {
  readonly kernel?: number;
  readonly stride?: number;
  readonly padding?: number;
}

/** With the defaults of the schema filled in. */
export function windowOf({ kernel = 4, stride = 2, padding = 1 }: WindowInput): Required<WindowInput> {
  return { kernel, stride, padding };
}
