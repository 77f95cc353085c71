/** Passes over a program: each makes an equal one that is cheaper to run. */
import type { Program } from './program.ts';
import { foldConstants } from './passes/fold-constants.ts';
import { joinPads } from './passes/join-pads.ts';
import { mergeEqualNodes } from './passes/merge-equal-nodes.ts';
import type { Pass } from './passes/pass.ts';
import { simplify } from './passes/simplify.ts';

export type { Pass } from './passes/pass.ts';

/** All passes, in the order in which they help each other. */
export const allPasses: readonly Pass[] = [foldConstants, simplify, joinPads, mergeEqualNodes];

/** The program after some passes, in their order. Nodes that nothing needs any more are gone by themselves. */
export function optimise(program: Program, passes: readonly Pass[] = allPasses): Program {
  return passes.reduce((sofar, pass) => pass.apply(sofar), program);
}
