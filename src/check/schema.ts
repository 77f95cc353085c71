/**
 * What VS Code's built-in JSON service says of a config, said outside VS Code by the same code
 * (vscode-json-languageservice) with the same schema and settings. Loaded when first needed: the editor's own
 * process never does.
 */
import { getLocation, printParseErrorCode, type ParseErrorCode } from 'jsonc-parser';
import { jsonSchema, pathOf, type ParsedConfig } from '../config/index.ts';
import { mostProblems, type Problem } from './problem.ts';

/** The service numbers what the scanner and the parser find from here on; below are findings of the schema. */
const syntaxCodesFrom = 0x101;

/** A text with syntax errors gives the first of them alone: what follows is mostly its echo. */
export async function schemaProblems(parsed: ParsedConfig): Promise<Problem[]> {
  const { DiagnosticSeverity, ErrorCode, getLanguageService, TextDocument } =
    await import('vscode-json-languageservice');
  const service = getLanguageService({});
  const schema = jsonSchema();
  service.configure({ schemas: [{ uri: 'modescope:gan.schema.json', fileMatch: ['*.gan.json'], schema }] });
  const document = TextDocument.create('file:///config.gan.json', 'jsonc', 0, parsed.text);
  const found = await service.doValidation(document, service.parseJSONDocument(document), {
    comments: 'ignore',
    trailingCommas: 'warning', // overruled by the schema, as in VS Code
    schemaValidation: 'error',
  });
  const syntaxCodes = new Set(
    Object.values(ErrorCode)
      .map(Number)
      .filter((code) => code >= syntaxCodesFrom && code !== (ErrorCode.DuplicateKey as number)),
  );
  found.sort((a, b) => document.offsetAt(a.range.start) - document.offsetAt(b.range.start));
  const problems = found.slice(0, mostProblems).map(({ code, message, range, severity }) => {
    const start = document.offsetAt(range.start);
    const isSyntax = syntaxCodes.has(Number(code));
    return {
      code: isSyntax ? 'syntax' : 'schema',
      severity: severity === DiagnosticSeverity.Error ? 'error' : 'warning',
      message: typeof message === 'string' ? message : message.value,
      range: parsed.lines.range(start, document.offsetAt(range.end)),
      path: pathOf(getLocation(parsed.text, start).path),
    } satisfies Problem;
  });
  const syntax = problems.find(({ code }) => code === 'syntax') ?? unreportedSyntaxError(parsed);
  return syntax === undefined ? problems : [syntax];
}

/** For a text that our parser rejects and the service lets pass. */
function unreportedSyntaxError({ syntaxErrors: [error], lines }: ParsedConfig): Problem | undefined {
  if (error === undefined) return undefined;
  const range = lines.range(error.offset, error.offset + error.length);
  return {
    code: 'syntax',
    severity: 'error',
    message: `Not valid JSON: ${syntaxWords(error.error)}.`,
    range,
    path: '',
  };
}

/** `close brace expected`: the parser's names of its errors are readable once taken apart. */
function syntaxWords(code: ParseErrorCode): string {
  return printParseErrorCode(code)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
}
