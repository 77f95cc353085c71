/** Config paths as text: `training.order`, `generator.layers[1].activation`, `rules.mode-dropping`. */

/** Keys and positions from the top of the config downwards. */
export type Segments = readonly (string | number)[];

export function pathOf(segments: Segments): string {
  let path = '';
  for (const segment of segments) {
    if (typeof segment === 'number') path += `[${segment}]`;
    else path += path === '' ? segment : `.${segment}`;
  }
  return path;
}

/** The reverse of `pathOf`. Keys with a dot or a bracket in them do not occur in a config and are not supported. */
export function segmentsOf(path: string): Segments {
  return [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map((match) =>
    match[1] === undefined ? match[0] : Number(match[1]),
  );
}
