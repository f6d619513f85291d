import { diffArrays } from 'diff';
import { isCode, languageOf } from './languages.ts';
import type { TreeDifference, TreeEntry } from './tree-store.ts';
import { veil } from './veil.ts';

/** What follows such a line is data of the program. */
const hasData = /^(?:__END__|__DATA__)\s*$/m;
/** Lines that differ, of one file: with more it is another file, and comparing it takes long. */
const mostEdits = 4_000;
/** A line that says which version this is. */
const isOfVersion = /\bversion\b|_version|VERSION/;

/** Stands for the text of a file that the other tree has not. */
const noText = 'The other tree has no such file.\n';

/**
 * The files with the text that another tree has there in comments behind their own, and a statement that does nothing: they do the same, and
 * read otherwise, also without comments.
 */
export const annotate = (files: TreeDifference, others: TreeDifference): TreeDifference =>
  rewrite(files, others, (path, text, other) => {
    const { comment, idle } = languageOf(path);
    if (comment === null || hasData.test(text)) return text;
    // What only declares types holds no statements.
    const statement = idle === undefined || /\.(?:d\.[cm]?ts|pyi)$/.test(path) ? '' : `${idle}\n`;
    return `${text}\n${comment(other)}${statement}`;
  });

/**
 * The files with the lines that another tree has otherwise in comments in front of their own, so that also the text of one function
 * shows both; a line that only says a version is exchanged. They do the same, but where a comment stands amid a string.
 */
export const interleave = (files: TreeDifference, others: TreeDifference): TreeDifference =>
  rewrite(files, others, (path, text, other) => {
    const { comment, within = (line: string) => line } = languageOf(path);
    /** Runs of lines: spread into one call, a long run would overflow the stack. */
    const lines: string[][] = [];
    let own: string[] = [];
    const flush = (theirs: string[]) => {
      const isVersion =
        own.length === theirs.length && [...own, ...theirs].every((one) => isOfVersion.test(one));
      if (isVersion) lines.push(theirs);
      else if (theirs.length === 0 || comment === null) lines.push(own);
      else
        lines.push(
          [comment(theirs.join('\n')).trimEnd()],
          own.map((line) => within(line, theirs.join('\n'))),
        );
      own = [];
    };
    const parts = diffArrays(text.split('\n'), other.split('\n'), { maxEditLength: mostEdits });
    if (parts === undefined) return text;
    for (const { value, added, removed } of parts) {
      if (removed) own = value;
      else flush(added ? value : []);
      if (!removed && !added) lines.push(value);
    }
    flush([]);
    return lines.flat().join('\n');
  });

/** The files as programs that do the same and cannot be read, where there is a safe way to make them so. */
export function veilFiles(files: TreeDifference): TreeDifference {
  const veiled = new Map<string, TreeEntry>();
  for (const [path, entry] of files) {
    const text = isText(entry) ? veil(path, entry.content.toString('utf8')) : null;
    if (entry !== null && text !== null) veiled.set(path, { mode: entry.mode, content: Buffer.from(text) });
  }
  return veiled;
}

/** How many ways there are of keeping these files from running: code first, then what code reads. */
export const waysToBreak = (files: TreeDifference): number => {
  const { code, data } = textsOf(files);
  return waysOf(code) + (data.length > 0 ? 1 : 0);
};

/** The files with all their text, kept from running in one of several ways. */
export function breakFiles(files: TreeDifference, way: number): TreeDifference {
  const { code, data } = textsOf(files);
  const isOfCode = way < waysOf(code);
  const broken = new Map<string, TreeEntry>();
  for (const [path, { mode, content }] of isOfCode ? code : data) {
    const { breakers } = languageOf(path);
    const breaker = breakers[Math.min(isOfCode ? way : 0, breakers.length - 1)];
    if (breaker !== undefined)
      broken.set(path, { mode, content: Buffer.from(breaker(content.toString('utf8'))) });
  }
  return broken;
}

type Text = readonly [path: string, entry: NonNullable<TreeEntry>];

function textsOf(files: TreeDifference): { code: Text[]; data: Text[] } {
  const texts = [...files].flatMap(([path, entry]): Text[] => (isText(entry) ? [[path, entry]] : []));
  return { code: texts.filter(([path]) => isCode(path)), data: texts.filter(([path]) => !isCode(path)) };
}

const waysOf = (code: readonly Text[]): number =>
  code.reduce((most, [path]) => Math.max(most, languageOf(path).breakers.length), 0);

/** Files that are text in both trees, or in theirs alone, where that makes another text of them. */
function rewrite(
  files: TreeDifference,
  others: TreeDifference,
  write: (path: string, text: string, other: string) => string,
): TreeDifference {
  const rewritten = new Map<string, TreeEntry>();
  for (const [path, entry] of files) {
    const other = others.get(path) ?? null;
    if (!isText(entry) || !(other === null || isText(other))) continue;
    const before = entry.content.toString('utf8');
    const after = write(path, before, other?.content.toString('utf8') ?? noText);
    if (after !== before) rewritten.set(path, { mode: entry.mode, content: Buffer.from(after) });
  }
  return rewritten;
}

function isText(entry: TreeEntry): entry is NonNullable<TreeEntry> {
  return entry !== null && entry.mode !== '120000' && !entry.content.subarray(0, 8000).includes(0);
}
