/**
 * Everything that can be said of a config without running it. In the editor the built-in JSON service says what
 * the schema says and `diagnoseBeyondSchema` the rest; on the command line `diagnose` says both. Each mistake is
 * said once.
 */
import { createScanner } from 'jsonc-parser';
import { parseConfig, type ParsedConfig } from '../config/index.ts';
import { checkAugmentation } from './augmentation.ts';
import { checkCondition } from './condition.ts';
import { checkData, type DataContext } from './data.ts';
import { checkKeys } from './keys.ts';
import { checkMechanisms } from './mechanisms.ts';
import { checkMrGan } from './mr-gan.ts';
import { checkNetworks } from './networks.ts';
import { checkObjective } from './objective.ts';
import { mostProblems, problemOf, type Complaint, type Problem } from './problem.ts';
import { schemaProblems } from './schema.ts';
import { checkTraining } from './training.ts';

export { dataFileReader } from './data-files.ts';
export type { DataContext, DescribeData } from './data.ts';
export { layerNotes, type LayerNote } from './layer-notes.ts';
export type { Fix, Problem, ProblemCode, ProblemSeverity } from './problem.ts';

/** All problems, in the order of the text. `vscode-json-languageservice` is loaded on the first call. */
export async function diagnose(text: string, context: DataContext): Promise<Problem[]> {
  const parsed = parseConfig(text);
  const beyond = await beyondSchema(parsed, context);
  const unread = parsed.refused !== undefined || isEmpty(parsed);
  return inOrder(unread ? beyond : [...(await schemaProblems(parsed)), ...beyond]).slice(0, mostProblems);
}

/**
 * What VS Code's JSON service, given `jsonSchema()`, does not say. Silent while the text is no valid JSON.
 * @param text may be parsed already
 */
export async function diagnoseBeyondSchema(text: string | ParsedConfig, context: DataContext): Promise<Problem[]> {
  return beyondSchema(typeof text === 'string' ? parseConfig(text) : text, context);
}

/** `file:line:column message`, as the command line prints it. */
export function problemLine(file: string, { range, message, path, code }: Problem): string {
  // These messages do not say what they are about; in an editor the place shows it.
  const about = (code === 'schema' || code === 'missing-key') && path !== '' ? `${path}: ` : '';
  return `${file}:${range.line}:${range.column} ${about}${message}`;
}

async function beyondSchema(parsed: ParsedConfig, context: DataContext): Promise<Problem[]> {
  const { refused, root, value, syntaxErrors } = parsed;
  if (refused !== undefined) return [refusal(parsed, refused)];
  if (isEmpty(parsed)) return [problemOf(parsed, empty)];
  if (root?.type !== 'object' || syntaxErrors.length > 0) return [];
  const config = value as Readonly<Record<string, unknown>>;
  const { complaints, extent } = await checkData(config, context);
  const all = [
    ...checkKeys(root),
    ...complaints,
    ...checkNetworks(config, extent),
    ...checkObjective(config, extent),
    ...checkCondition(config, extent),
    ...checkTraining(config),
    ...checkMechanisms(config),
    ...checkAugmentation(config, extent),
    ...checkMrGan(config, extent),
  ];
  return inOrder(all.slice(0, mostProblems).map((complaint) => problemOf(parsed, complaint)));
}

function inOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => a.range.start - b.range.start);
}

/** Nothing but blanks and comments. */
function isEmpty({ root, refused, text }: ParsedConfig): boolean {
  if (root !== undefined || refused !== undefined) return false;
  const scanner = createScanner(text, true);
  scanner.scan();
  return scanner.getTokenOffset() === text.length;
}

const empty: Complaint = {
  code: 'empty',
  message: 'The file is empty. "Modescope: New Config" writes one to start from.',
  path: [],
};

function refusal(parsed: ParsedConfig, { reason, offset }: NonNullable<ParsedConfig['refused']>): Problem {
  const message =
    reason === 'too-deep'
      ? 'Nested too deeply for a config; no key of one goes that deep.'
      : `The file is too long for a config (${parsed.text.length} characters); put data into a file of its own ("type": "points").`;
  return { code: reason, severity: 'error', message, range: parsed.lines.range(offset, offset + 1), path: '' };
}
