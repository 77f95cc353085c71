/** Names of new configs, as people type them. */
const ending = '.gan.json';

/** `ring` and `ring.json` become `ring.gan.json`. */
export function fileNameOf(typed: string): string {
  const name = typed.trim();
  return name.endsWith(ending) ? name : `${name.replace(/\.json$/, '')}${ending}`;
}

/** What is wrong with a name, undefined where nothing is. */
export function problemOfName(typed: string, exists: (file: string) => boolean): string | undefined {
  const name = fileNameOf(typed);
  if (name === ending) return 'A name is needed.';
  // What no file system, or not each of them, takes.
  if (/[\\/:*?"<>|]|\p{Cc}/u.test(name)) return 'A file name has none of \\ / : * ? " < > |';
  return exists(name) ? `${name} is there already.` : undefined;
}
