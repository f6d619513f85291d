import type { Manifest } from '../../brief/reviewer/manifest.ts';
import { type Brief, briefFolder } from '../../model/brief.ts';
import type { FileReading } from '../../model/run.ts';
import { parseJson } from '../adapter/events.ts';
import { relativePaths } from '../adapter/paths-read.ts';
import type { LineRange, ToolUse } from '../adapter/tool-uses.ts';

/** Where a hunk can be read: in `change.diff`, and in its file at the head unless it only deletes. */
interface HunkPlace {
  readonly path: string;
  readonly diff: LineRange;
  readonly head: LineRange | null;
  /** Its lines as `change.diff` has them. */
  readonly lines: readonly string[];
}

/** Most of a hunk's lines must have been printed by a command; a few may look different there. */
const share = 0.9;

/**
 * Says of each file assigned to a run how far its tools showed the model the hunks: by lines of `change.diff`, by lines of the file
 * itself, or by what a search or a command printed. A file of which every reading failed is `refused`.
 */
export function readingsOf(uses: readonly ToolUse[], brief: Brief, workspace: string): FileReading[] {
  const patch = brief.files['change.diff'] ?? '';
  const shown = uses.filter(({ result }) => result === 'shown');
  const byPath = groupBy(shown, ({ path }) => relativePaths(path === null ? [] : [path], workspace)[0] ?? '');
  const inBrief = byPath.get(`${briefFolder}/brief.md`)?.some(({ lines }) => lines === null) ?? false;
  const printed = shown.filter(({ path }) => path === null).flatMap(textOf);
  const diff = [...rangesIn(byPath.get(`${briefFolder}/change.diff`)), ...rangesOf(printed, patch)];
  const loose = printed.filter(({ text }) => !patch.includes(text.trim())).map(linesOf);
  const isShown = (hunk: HunkPlace): boolean =>
    (inBrief && brief.inlined) ||
    isCovered(hunk.diff, diff, longest(hunk)) ||
    isCovered(hunk.head ?? [1, Number.MAX_SAFE_INTEGER], rangesIn(byPath.get(hunk.path)), longest(hunk)) ||
    isPrinted(hunk, loose);
  const hunks = groupBy(hunksOf(brief, patch), ({ path }) => path);
  const refused = new Set([...refusedFiles(uses, workspace), ...filesDenied(printed, workspace)]);
  return brief.assigned.flatMap((path): FileReading[] => {
    const own = hunks.get(path) ?? [];
    const count = own.filter(isShown).length;
    if (count === own.length && (count > 0 || byPath.has(path))) return [{ path, shown: 'whole' }];
    if (count > 0 || byPath.has(path)) return [{ path, shown: 'part' }];
    if (own.length === 0) return [{ path, shown: 'whole' }];
    return refused.has(path) ? [{ path, shown: 'refused' }] : [];
  });
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** The hunks of a brief's own part of the change. */
function hunksOf(brief: Brief, patch: string): HunkPlace[] {
  const manifest = parseJson(brief.files['manifest.json'] ?? '') as Manifest | undefined;
  const all = patch.split('\n');
  const files = manifest?.files ?? [];
  return files.flatMap(({ path, status, hunks }) =>
    hunks
      .filter(({ shard }) => shard === manifest?.shard)
      .map(({ old, new: [start, count], line }) => {
        const last = endOfHunk(all, line, old[1], count);
        const head: LineRange | null = count > 0 ? [start, start + count - 1] : null;
        const isAtHead = status !== 'deleted';
        return {
          path,
          diff: [line, last] as const,
          head: isAtHead ? head : null,
          lines: all.slice(line, last),
        };
      }),
  );
}

/** The last line of a hunk whose `@@` stands in `line`, by the counts of its two sides. */
function endOfHunk(all: readonly string[], line: number, oldCount: number, newCount: number): number {
  let [old, now, at] = [oldCount, newCount, line];
  while ((old > 0 || now > 0) && at < all.length) {
    const first = all[at++]?.[0];
    if (first !== '+' && first !== '\\') old -= 1;
    if (first !== '-' && first !== '\\') now -= 1;
  }
  return at;
}

/** A stretch of lines that was shown, but for what was longer. */
interface Shown {
  readonly range: LineRange;
  readonly longestLine: number;
}

const rangesIn = (uses: readonly ToolUse[] = []): Shown[] =>
  uses.map(({ lines, longestLine }) => ({
    range: lines ?? [1, Number.MAX_SAFE_INTEGER],
    longestLine: longestLine ?? Number.MAX_SAFE_INTEGER,
  }));

/** Whether the stretches together hold all of a range. */
function isCovered([first, last]: LineRange, shown: readonly Shown[], longestLine: number): boolean {
  let next = first;
  const fit = shown.filter((each) => each.longestLine >= longestLine);
  for (const { range } of fit.toSorted((a, b) => a.range[0] - b.range[0])) {
    if (range[0] <= next && range[1] >= next) next = range[1] + 1;
  }
  return next > last;
}

const longest = ({ lines }: HunkPlace): number =>
  lines.reduce((most, { length }) => Math.max(most, length), 0);

/** A piece of what a search or a command printed, with what was asked. */
interface Printed {
  readonly text: string;
  readonly asked: string;
}

const textOf = ({ pieces, asked }: ToolUse): Printed[] =>
  (pieces ?? []).filter((text) => text.trim() !== '').map((text) => ({ text, asked }));

/** The whole lines of the patch in pieces that were copied from it. */
function rangesOf(printed: readonly Printed[], patch: string): Shown[] {
  return printed.flatMap(({ text }): Shown[] => {
    const piece = text.trim();
    const at = patch.indexOf(piece);
    if (at < 0) return [];
    const isAtLineStart = at === 0 || patch[at - 1] === '\n' || patch[at - 1]?.trim() === '';
    const end = at + piece.length;
    const isAtLineEnd = end >= patch.length || /\s/.test(patch[end] ?? '');
    const first = countLines(patch, at) + (isAtLineStart ? 1 : 2);
    const last = countLines(patch, end) + (isAtLineEnd ? 1 : 0);
    return first <= last ? [{ range: [first, last], longestLine: Number.MAX_SAFE_INTEGER }] : [];
  });
}

const countLines = (text: string, end: number): number => text.slice(0, end).split('\n').length - 1;

/** The lines of a piece without what numbers or marks them, and all the words in which a file may be named. */
function linesOf({ text, asked }: Printed): { readonly lines: ReadonlySet<string>; readonly names: string } {
  const lines = text.split('\n').flatMap((line) => {
    const bare = line.replace(/^(?:[^\s:]+:)?\s*\d+[:\t-]\s?/, '');
    return [line, bare, bare.slice(1)].map((each) => each.trim());
  });
  return { lines: new Set(lines), names: `${asked}\n${text}` };
}

/** Whether commands that name the file printed the hunk, from either end or as a diff. */
function isPrinted(hunk: HunkPlace, printed: readonly ReturnType<typeof linesOf>[]): boolean {
  const name = hunk.path.split('/').at(-1) ?? hunk.path;
  const own = printed.filter(({ names }) => names.includes(name));
  const wanted = hunk.lines
    .filter((line) => !line.startsWith('-') || hunk.head === null)
    .map((line) => line.slice(1).trim())
    .filter((line) => line !== '');
  if (own.length === 0 || wanted.length === 0) return false;
  const found = wanted.filter((line) => own.some(({ lines }) => lines.has(line))).length;
  return found >= wanted.length * share;
}

/** Errors about how a file was asked for, not about the file: the next call may ask better. */
const askedWrongly =
  /too large|exceeds|out of (?:bounds|range)|offset|limit|is a directory|EISDIR|invalid|must be|required/i;

/** Files that a tool named and was denied, or did not find. */
function refusedFiles(uses: readonly ToolUse[], workspace: string): string[] {
  const denied = uses.filter(
    ({ result, pieces }) => result === 'error' && !askedWrongly.test(pieces?.join('') ?? ''),
  );
  return relativePaths(
    denied.flatMap(({ path }) => path ?? []),
    workspace,
  );
}

const shellDenial = /^[\w./-]+: .*: (?:No such file or directory|Permission denied)/gm;

/** The same of a shell, whose programs say it on a line of its own: `sed: can't read src/a.ts: No such file or directory`. */
function filesDenied(printed: readonly Printed[], workspace: string): string[] {
  const lines = printed.flatMap(({ text }) => text.match(shellDenial) ?? []);
  return relativePaths(
    lines.flatMap((line) => line.split(/[\s'"‘’:]+/)),
    workspace,
  );
}
