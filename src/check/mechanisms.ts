/** Mechanisms that cannot stand beside each other or beside the rest of the config. */
import { isValid, mechanismSchema, pathOf, type MechanismInput, type Segments } from '../config/index.ts';
import type { Complaint, Fix } from './problem.ts';

interface Placed {
  readonly mechanism: MechanismInput;
  readonly path: Segments;
}

/** Mechanisms that do the same thing in two ways. */
const exclusive: readonly { readonly types: readonly MechanismInput['type'][]; readonly why: string }[] = [
  {
    types: ['unrolled', 'unrolled-first-order'],
    why: 'G can meet one D only, with or without the gradient through its simulated updates',
  },
];

export function checkMechanisms(config: Readonly<Record<string, unknown>>): Complaint[] {
  const placed = mechanismsOf(config);
  return placed.flatMap((each, position) => checkRepeated(each, placed.slice(0, position)));
}

/** Those that are valid, each with its place. */
export function mechanismsOf({ mechanisms }: Readonly<Record<string, unknown>>): Placed[] {
  if (!Array.isArray(mechanisms)) return [];
  return mechanisms.flatMap((mechanism: unknown, position) =>
    isValid(mechanismSchema, mechanism) ? [{ mechanism, path: ['mechanisms', position] }] : [],
  );
}

function checkRepeated({ mechanism: { type }, path }: Placed, earlier: readonly Placed[]): Complaint[] {
  const has = (other: string) => earlier.some(({ mechanism }) => mechanism.type === other);
  const complaint = { code: 'mechanism-conflict', path, fix: removal(path, type) } as const;
  if (has(type)) return [{ ...complaint, message: `"${type}" is there already; each mechanism counts once.` }];
  return exclusive.flatMap(({ types, why }) => {
    const other = types.includes(type) ? types.find((each) => each !== type && has(each)) : undefined;
    return other === undefined ? [] : [{ ...complaint, message: `"${type}" cannot stand beside "${other}": ${why}.` }];
  });
}

function removal(path: Segments, type: string): Fix {
  return { title: `Remove "${type}"`, edits: [{ kind: 'remove', path: pathOf(path) }] };
}
