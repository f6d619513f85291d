const escapes: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};
const odd = /["\\\x00-\x1f\x7f]/;

/** Quotes a path as git does with `core.quotePath` off (quote.c): only one with control characters, `"` or `\` changes. */
export function quotePath(path: string): string {
  if (!odd.test(path)) return path;
  const quoted = path.replace(
    new RegExp(odd, 'g'),
    (character) => escapes[character] ?? `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return `"${quoted}"`;
}
