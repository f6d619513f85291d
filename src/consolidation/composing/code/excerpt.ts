import { changedLinesIn } from '../../../change/diff/changed-ranges.ts';
import { findChangedFile } from '../../../change/places/change-index.ts';
import type { Anchor } from '../../../model/change/anchor.ts';
import type { Change } from '../../../model/change/change.ts';
import type { Sources } from '../../../model/change/sources.ts';
import { languageOf } from '../../../model/report/language.ts';
import type { Excerpt } from '../../../model/report/report-schema.ts';

/** Lines of code shown around a place that no small block encloses. */
const around = 5;
/** The longest enclosing block that is shown whole, in lines. */
const longestBlock = 24;
/** Longer ranges are shown from their first line on; the permalink has the rest. */
const longest = 40;
/** Characters of a line from which on it is told where in it to look. */
const longLine = 400;

/** First and last line, 1-based. */
type Range = readonly [first: number, last: number];

/** What excerpts are read from. */
export interface ExcerptBasis {
  readonly change: Change;
  readonly sources: Sources;
}

/**
 * The code at an anchor within what encloses it (its function, where that is small, else some lines around), with the lines that
 * the change touches; null where it has no lines or they are not there.
 * @param most lines shown at the most.
 * @param quotes code that the finding quotes; the first that stands in a long line tells what to show of it.
 */
export function excerptAt(
  anchor: Anchor,
  { change, sources }: ExcerptBasis,
  most = longest,
  quotes: readonly string[] = [],
): Excerpt | null {
  const { path, startLine, endLine, side } = anchor;
  if (path === null || startLine === null) return null;
  const lines = sources.lines(path, side);
  if (lines === null || startLine > lines.length) return null;
  const place: Range = [startLine, Math.min(endLine ?? startLine, startLine + longest - 1, lines.length)];
  const [first, last] = cutTo(most, place, enclosing(lines, place));
  const file = findChangedFile(change, path);
  const ends = sources.lineEnds(path, side);
  const hit = findHit(lines, place, quotes);
  return {
    language: languageOf(path),
    startLine: first,
    text: lines.slice(first - 1, last).join('\n'),
    changed: file ? changedLinesIn(file, side, [first, last]) : [],
    ...(hit && { hit }),
    ...(ends !== null && ends.each !== 'lf' && { lineEnd: ends.each }),
    ...(ends?.isLastEnded === false && last === lines.length && { endsOpen: true }),
  };
}

function findHit(lines: readonly string[], [first, last]: Range, quotes: readonly string[]): Excerpt['hit'] {
  for (const quote of quotes) {
    const wanted = quote
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim();
    if (wanted === undefined) continue;
    for (let line = first; line <= last; line++) {
      const text = lines[line - 1] ?? '';
      const column = text.length > longLine ? text.indexOf(wanted) : -1;
      if (column >= 0) return { line, column };
    }
  }
  return undefined;
}

/** The widest small block around some lines, found by indentation as people see it; some lines around where there is none. */
function enclosing(lines: readonly string[], place: Range): Range {
  let range = place;
  for (;;) {
    const wider = nextBlock(lines, range);
    if (wider === null || wider[1] - wider[0] >= longestBlock) break;
    range = wider;
  }
  const [first, last] = range;
  const isWider = first < place[0] && last >= place[1];
  return isWider ? range : [Math.max(1, place[0] - around), Math.min(lines.length, place[1] + around)];
}

/** From the nearest line above that is indented less, to the line below where that indentation ends; null at the outermost. */
function nextBlock(lines: readonly string[], [first, last]: Range): Range | null {
  const indents = indentsOf(lines);
  const at = (line: number): number => indents[line - 1] ?? blank;
  let own = blank;
  for (let line = first; line <= last; line++) own = Math.min(own, at(line));
  if (own === blank || own === 0) return null;
  let head = first - 1;
  while (head >= 1 && at(head) >= own) head--;
  if (head < 1) return null;
  const outer = at(head);
  let foot = last + 1;
  while (foot <= lines.length && at(foot) > outer) foot++;
  // A closing bracket belongs to the block; the next statement does not.
  const isClosing = /^\s*(?:[)\]}]|end\b|<\/)/.test(lines[foot - 1] ?? '');
  return [head, isClosing ? foot : foot - 1];
}

/** The indentation of a line without anything: it ends no block. */
const blank = Number.POSITIVE_INFINITY;
const knownIndents = new WeakMap<readonly string[], readonly number[]>();

/** The indentation of every line of a file in columns, of which a tab has four; worked out once a file. */
function indentsOf(lines: readonly string[]): readonly number[] {
  const known = knownIndents.get(lines) ?? lines.map(indentOf);
  knownIndents.set(lines, known);
  return known;
}

function indentOf(line: string): number {
  const length = line.search(/\S/);
  if (length <= 0) return length < 0 ? blank : 0;
  return line.slice(0, length).replaceAll('\t', '    ').length;
}

/** No more than so many lines of a range, the place's own first. */
function cutTo(most: number, place: Range, [first, last]: Range): Range {
  if (last - first < most) return [first, last];
  const start = Math.max(first, place[0] - Math.max(0, Math.floor((most - (place[1] - place[0] + 1)) / 2)));
  return [start, Math.min(last, start + most - 1)];
}
