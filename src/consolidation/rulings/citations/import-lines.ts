/** A line that brings names in, passes them on, or says where the file belongs; `using (…)` and `import(…)` do something. */
const single: readonly RegExp[] = [
  /^(?:import\b(?!\s*[.(])|from\s.*\bimport\b|#\s*include\b|extern\s+crate\b|@(?:import|use|forward)\b)/,
  /^(?:package|namespace|defmodule|module)\s+[\w.:\\/]+(?:\s*(?:[;{]|do|where|exposing\s*\(.*))?$/,
  /^using\s+(?:static\s+|namespace\s+)?[\w.:]+\s*(?:=[\w.:<>,\s]+)?;/,
  /^(?:pub\s+)?use\s+[\w:\\{][^;]*;/,
  /^(?:pub\s+)?mod\s+\w+;$/,
  /^(?:alias|require)\s+[A-Z][\w.]*(?:\.\{[^}]*\})?(?:,\s*as:\s*\w+)?$/,
  /^export\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s*from\s*["'][^"']+["'];?$/,
  /^(?:(?:const|let|var|local|my)\s[\w${}\s,:]+=\s*)?require(?:_relative|_once)?\b\s*(?:\(\s*)?["'][^"']+["']\s*\)?;?$/,
  /^library\([\w.]+\)$/,
  /^["']use \w+["'];?$/,
  /^open\s+[A-Z][\w.]*$/,
];

/** A list of names over several lines: how it begins, and how its last line looks. */
const lists: readonly { readonly begin: RegExp; readonly end: RegExp; readonly last: RegExp }[] = [
  { begin: /^import\b[^;"'()]*\{[^{}]*$/, end: /\}/, last: /\}\s*from\b/ },
  { begin: /^import\s*\($/, end: /^\)/, last: /^\)/ },
  { begin: /^from\s.*\bimport\s*\([^()]*$/, end: /\)/, last: /\)/ },
  { begin: /^export\s+(?:type\s+)?\{[^}]*$/, end: /\}/, last: /\}\s*from\b/ },
  { begin: /^(?:const|let|var)\s*\{[^}]*$/, end: /\}/, last: /\}\s*=\s*require\(["'][^"']+["']\);?$/ },
  { begin: /^(?:pub\s+)?use\s[^;{]*\{[^;]*$/, end: /;/, last: /\};$/ },
];
/** No list of imports is longer. */
const longestList = 200;

const known = new WeakMap<readonly string[], ReadonlySet<number>>();

/** Positions of a file's lines, from 0, that only bring names in, pass them on, or say where the file belongs. */
export function findImportLines(lines: readonly string[]): ReadonlySet<number> {
  const before = known.get(lines);
  if (before !== undefined) return before;
  const found = new Set<number>();
  for (let position = 0; position < lines.length; position++) {
    const last = endOfImport(lines, position);
    for (; position <= last; position++) found.add(position);
    if (last >= 0) position = last;
  }
  known.set(lines, found);
  return found;
}

/** The last line of the import that begins at a line, or -1 where none does. */
function endOfImport(lines: readonly string[], position: number): number {
  const line = (lines[position] ?? '').trim();
  const list = lists.find(({ begin }) => begin.test(line));
  if (list !== undefined) {
    const furthest = Math.min(lines.length, position + longestList);
    for (let next = position + 1; next < furthest; next++) {
      const text = (lines[next] ?? '').trim();
      if (list.end.test(text)) return list.last.test(text) ? next : -1;
    }
  }
  return single.some((pattern) => pattern.test(line)) ? position : -1;
}
