import { linesOfHunks } from '../../change/diff/changed-ranges.ts';
import { filesWithLinesOf } from '../../change/places/change-index.ts';
import { findVerbatim, isDistinctive, type QuoteMatch } from '../../change/places/quote.ts';
import { countLetters, squeeze } from '../../change/places/squeeze.ts';
import type { Change, ChangedFile } from '../../model/change/change.ts';
import type { Sources } from '../../model/change/sources.ts';
import type { CitedCode } from '../../model/report/report-schema.ts';

/** A file as it is at the head. */
export interface HeadFile {
  readonly path: string;
  /** Null where the change does not touch it. */
  readonly file: ChangedFile | null;
  /** Null where it cannot be read: it is binary or too large. */
  readonly text: readonly string[] | null;
}

/** A place at the head that holds some code. */
export interface CodePlace extends QuoteMatch {
  readonly path: string;
  readonly file: ChangedFile | null;
  readonly around: Surroundings;
}

/** How many of the lines around some code are around it at another place too, and of how many. */
export interface Surroundings {
  readonly inFront: Neighbours;
  readonly behind: Neighbours;
}

/** The lines on one side of some code. */
interface Neighbours {
  readonly found: number;
  readonly known: number;
  /** Whether the nearest of them is the nearest one here. */
  readonly isNextSame: boolean;
}

/** How many lines around a place are as they were. */
export const foundAround = ({ inFront, behind }: Surroundings): number => inFront.found + behind.found;

/** The file that had this path, at the head and under its name there; null where it is gone. */
export function fileAtHead(path: string, change: Change, sources: Sources): HeadFile | null {
  const file =
    change.files.find((candidate) => candidate.path === path) ??
    change.files.find(({ oldPath, status }) => oldPath === path && status === 'renamed');
  if (file?.status === 'deleted') return null;
  const name = file?.path ?? path;
  const text = sources.lines(name, 'new');
  if (file === undefined && text === null && sources.resolve(path) !== path) return null;
  return { path: name, file: file ?? null, text: text ?? (file ? shownOf(file) : null) };
}

/** What the diff shows of a file whose text is not there; null for nothing. */
function shownOf(file: ChangedFile): readonly string[] | null {
  return file.hunks.length > 0 && file.status === 'added' ? linesOfHunks(file, 'new') : null;
}

const knownLines = ({ file, text }: HeadFile): readonly string[] =>
  text ?? (file ? linesOfHunks(file, 'new') : []);

/** How often some code stands at the head in one file. */
export const countIn = (head: HeadFile, cited: CitedCode): number =>
  findVerbatim(knownLines(head), cited.lines.join('\n')).length;

/** Where some code stands at the head in one file. */
export function placesIn(head: HeadFile, cited: CitedCode): CodePlace[] {
  const { path, file } = head;
  const lines = knownLines(head);
  return findVerbatim(lines, cited.lines.join('\n')).map((match) => ({
    ...match,
    path,
    file,
    around: linesAround(lines, match, cited),
  }));
}

/** Where some code stands at the head in what the diff shows of other files; common code only amid what was around it. */
export function placesElsewhere(path: string | null, cited: CitedCode, change: Change): CodePlace[] {
  const known = [...cited.before, ...cited.lines, ...cited.after].join('\n');
  return filesWithLinesOf(change, known)
    .filter((file) => file.path !== path && file.status !== 'deleted')
    .flatMap((file) => placesIn({ path: file.path, file, text: null }, cited))
    .filter(({ around }) => foundAround(around) > 0 || isDistinctive(cited.lines.join('\n')));
}

/** A line with fewer letters stands everywhere. */
const isTelling = (line: string): boolean => countLetters(line) >= 4;

/** How many of the telling lines in front of some code and behind it are the next ones to a place of it, give or take one. */
export function linesAround(
  lines: readonly string[],
  { startLine, endLine }: QuoteMatch,
  { before, lines: code, after }: CitedCode,
): Surroundings {
  const own = new Set(code.map(squeeze));
  const tellingOf = (side: readonly string[]) =>
    side
      .filter(isTelling)
      .map(squeeze)
      .filter((line) => !own.has(line));
  const count = (known: readonly string[], here: readonly string[]): Neighbours => {
    const next = here.slice(0, known.length + 1);
    const found = known.filter((line) => next.includes(line)).length;
    return { known: known.length, found, isNextSame: known.length > 0 && known[0] === here[0] };
  };
  return {
    inFront: count(
      tellingOf(before).reverse(),
      tellingOf(lines.slice(Math.max(0, startLine - 1 - within), startLine - 1)).reverse(),
    ),
    behind: count(tellingOf(after), tellingOf(lines.slice(endLine, endLine + within))),
  };
}

/** Lines further away than these do not tell where some code is. */
const within = 20;
