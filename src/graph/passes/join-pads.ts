/**
 * The gradient of a vector by its slices is a sum of vectors that are zero but for one slice each. Where the slices do
 * not overlap that sum is one `concat`, and only what belongs to the same slice is added (a network that is used twice).
 */
import { withLength } from '../axes.ts';
import { add } from '../elementwise.ts';
import { concat } from '../shape-ops.ts';
import type { Shape, Tensor, TensorOf } from '../tensor.ts';
import { rewrite, type Pass } from './pass.ts';
import { uniform, uniformValue } from './uniform.ts';

export const joinPads: Pass = {
  name: 'join-pads',
  apply: (program) =>
    rewrite(program, (node) => {
      if (node.primitive !== 'add') return node;
      const pieces = piecesOfSum(node);
      return (pieces && joined(pieces, node.shape)) ?? node;
    }),
};

/**
 * The pads that a sum consists of, those inside a `concat` made of an earlier part of the sum included: undefined when
 * it consists of anything else.
 */
function piecesOfSum(sum: Tensor): Piece[] | undefined {
  const pieces: Piece[] = [];
  for (const term of sum.inputs) {
    if (term.primitive === 'pad') pieces.push(pieceOf(term));
    else if (term.primitive === 'concat') pieces.push(...piecesOf(term));
    else return undefined;
  }
  return pieces;
}

interface Piece {
  readonly axis: number;
  readonly start: number;
  readonly end: number;
  readonly value: Tensor;
}

function pieceOf(pad: TensorOf<'pad'>): Piece {
  const { axis, before } = pad.attributes;
  const value = pad.inputs[0]!;
  return { axis, start: before, end: before + value.shape[axis]!, value };
}

function piecesOf({ attributes: { axis }, inputs }: TensorOf<'concat'>): Piece[] {
  let start = 0;
  return inputs.flatMap((value) => {
    const piece = { axis, start, end: start + value.shape[axis]!, value };
    start = piece.end;
    return isZero(value) ? [] : [piece];
  });
}

const isZero = (x: Tensor): boolean => uniformValue(x) === 0;

/**
 * One concat of pieces, of the shape of the whole. Pieces of the same place are added first; undefined where pieces
 * overlap in part.
 */
function joined(pieces: readonly Piece[], whole: Shape): Tensor | undefined {
  const { axis } = pieces[0]!;
  if (!pieces.every((piece) => piece.axis === axis)) return undefined;
  const parts: Tensor[] = [];
  let reached = 0;
  const zerosUpTo = (end: number): void => {
    if (end > reached) parts.push(uniform(0, withLength(whole, axis, end - reached)));
  };
  for (const { start, end, value } of added(pieces)) {
    if (start < reached) return undefined;
    zerosUpTo(start);
    parts.push(value);
    reached = end;
  }
  zerosUpTo(whole[axis]!);
  return parts.length === 1 ? parts[0] : concat(parts, axis);
}

/** Pieces by where they start, those of the same place as one. */
function added(pieces: readonly Piece[]): Piece[] {
  const places = new Map<string, Piece>();
  for (const piece of pieces) {
    const place = `${piece.start}-${piece.end}`;
    const there = places.get(place);
    places.set(place, there === undefined ? piece : { ...there, value: add(there.value, piece.value) });
  }
  return [...places.values()].sort((a, b) => a.start - b.start);
}
