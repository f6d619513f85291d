import { parse as parseToml } from 'smol-toml';
import { isScalar, parseDocument, visit } from 'yaml';
import { refuseDeepYaml } from '../../../safety/nested-yaml.ts';
import { labelOf } from '../../words/labels.ts';
import type { FoundJson } from './json.ts';

/** Nothing is looked at beyond so many characters, of all parts: records are short, and a parser may be slow. */
const longest = 60_000;

/** How the first line of a document of fields begins, or of a table. */
const beginning =
  /^(?:(?:-\s+)?["']?[\p{L}_][\p{L}\p{N}_ -]{0,40}["']?\s*[:=]|\[\[?[\w.-]+\]\]?\s*$|[┌╭]|.*[,\t│])/u;

/**
 * Documents of data in an answer that are no JSON: YAML, TOML and tables of text (commas, tabs, boxes), in fences or as all that there
 * is. What `holds` says no to is left to other readers: code that is quoted may be data too.
 */
export function readOtherNotations(answer: string, holds: (value: unknown) => boolean): FoundJson[] {
  let left = longest;
  const found = ({ text, language, start }: Part): FoundJson[] => {
    const first = text.split('\n', 20).find((line) => !/^\s*(?:---|#.*)?$/.test(line)) ?? '';
    const known = readersOf(language);
    if (known.length === 0 || text.length > left || !beginning.test(first.slice(0, 1_000).trim())) return [];
    left -= text.length;
    for (const read of known) {
      const value = attempt(read, text);
      if (value !== null && typeof value === 'object' && holds(value))
        return [{ value, start, end: start + text.length, state: 'strict', broken: [] }];
    }
    return [];
  };
  const parts = fencedParts(answer);
  return (parts.length > 0 ? parts : [{ text: answer, language: '', start: 0 }]).flatMap(found);
}

interface Part {
  readonly text: string;
  readonly language: string;
  readonly start: number;
}

/** What stands in the fences of a text. */
function fencedParts(answer: string): Part[] {
  const parts: Part[] = [];
  let open: { readonly mark: string; readonly language: string; readonly start: number } | null = null;
  let at = 0;
  for (const line of answer.split('\n')) {
    const [, mark = '', language = ''] = /^\s*(`{3,}|~{3,})[ \t]*([\w+-]*)/.exec(line) ?? [];
    const end = at + line.length + 1;
    if (open === null && mark !== '') open = { mark, language, start: end };
    else if (open !== null && mark.startsWith(open.mark)) {
      parts.push({ text: answer.slice(open.start, at), language: open.language, start: open.start });
      open = null;
    }
    at = end;
  }
  if (open !== null)
    parts.push({ text: answer.slice(open.start), language: open.language, start: open.start });
  return parts;
}

type Reader = (text: string) => unknown;

const readers: Readonly<Record<'yaml' | 'toml' | 'table', Reader>> = {
  yaml: (text) => readYaml(text),
  toml: (text) => parseToml(text),
  table: (text) => readTextTable(text),
};

/** A YAML document without aliases, since a value that holds itself has no end. The parser compares each name with all others. */
function readYaml(text: string): unknown {
  const document = parseDocument(refuseDeepYaml(text), { logLevel: 'silent', uniqueKeys: false });
  let isUnique = true;
  visit(document, {
    Map: (_, { items }) => {
      const names = items.map(({ key }) => (isScalar(key) ? String(key.value) : key));
      isUnique &&= new Set(names).size === names.length;
    },
  });
  return isUnique && document.errors.length === 0 ? document.toJS({ maxAliasCount: 0 }) : null;
}

function readersOf(language: string): readonly Reader[] {
  const name = language.toLowerCase();
  if (/^ya?ml$/.test(name)) return [readers.yaml];
  if (name === 'toml') return [readers.toml];
  if (/^(?:csv|tsv)$/.test(name)) return [readers.table];
  return /^(?:|text|txt|plain|plaintext|output|review|findings)$/.test(name)
    ? [readers.table, readers.toml, readers.yaml]
    : [];
}

function attempt(read: Reader, text: string): unknown {
  try {
    return read(text);
  } catch {
    return null;
  }
}

/** A table with a line of names, as a list of objects; null where a line has another number of cells, or no name is that of a level. */
function readTextTable(text: string): Record<string, string>[] | null {
  const lines = text.split('\n').filter((line) => !/^[\s┌┬┐├┼┤└┴┘╭╮╰╯─═+|-]*$/u.test(line));
  const [header = '', ...rows] = lines;
  const separator = ['\t', '│', ','].find((mark) => header.includes(mark));
  if (separator === undefined || rows.length === 0) return null;
  const names = cellsOf(header, separator);
  const labels = names.map((name) => labelOf(name.replace(/_/g, ' '), 'title'));
  if (names.length < 3 || !labels.includes('severity') || !labels.includes('place')) return null;
  const cells = rows.map((row) => cellsOf(row, separator));
  if (cells.some((row) => row.length !== names.length)) return null;
  return cells.map((row) =>
    Object.fromEntries(
      names.map((name, index) => [labels[index] === 'title' ? 'title' : name, row[index] ?? '']),
    ),
  );
}

/** The cells of a line; one in quotes may hold the separator. */
function cellsOf(line: string, separator: string): string[] {
  const bare = separator === '│' ? line.trim().replace(/^│|│$/g, '') : line;
  const cells: string[] = [];
  const cell = new RegExp(String.raw`\s*(?:"((?:[^"]|"")*)"\s*|([^${separator}]*))(?:${separator}|$)`, 'gy');
  for (const [whole, quoted, plain = ''] of bare.matchAll(cell)) {
    cells.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (!whole.endsWith(separator)) break;
  }
  return cells;
}
