import { type PatchHunk, readPatch } from '../../change/patches/read-patch.ts';
import type { ChangedFile } from '../../model/change/change.ts';
import { numberLines } from '../../model/change/number-lines.ts';
import type { ReportFinding } from '../../model/report/report-schema.ts';
import { showInvisible } from '../../report/markdown/visible-text.ts';

/** Lines of a file at the head, and what one click puts in their place. */
export interface Suggestion {
  /** The first and the last. */
  readonly lines: readonly [number, number];
  /** The fenced block for the comment. */
  readonly block: string;
}

/** A line that the diff shows. */
interface ShownLine {
  readonly text: string;
  readonly end: 'lf' | 'crlf' | 'none';
}

/** A patch that says nothing of its place, or something wrong, is believed this near to the lines that the finding is about. */
const near = 3;

/**
 * A suggestion that can be committed with one click, where the finding's patch is one stretch of lines that stand exactly so, and only
 * once, in what the diff shows of the head, and where lines for lines say all that it changes: neither line ends nor a last line's end. What
 * GitHub makes of a last line that nothing ends it does not say, so none is replaced.
 */
export function suggestionFor(finding: ReportFinding, file: ChangedFile): Suggestion | null {
  const patch = finding.fix?.patch ?? '';
  const [hunk, ...others] = readPatch(patch);
  if (hunk === undefined || others.length > 0 || (hunk.path !== null && hunk.path !== file.path)) return null;
  // What nobody sees must not be committed with one click.
  if (showInvisible(patch.replaceAll('\r', '')) !== patch.replaceAll('\r', '')) return null;
  const stretch = stretchOf(hunk);
  if (stretch === null || isAboutLineEnds(hunk)) return null;
  const shown = shownLines(file);
  const before = hunk.lines.filter(({ kind }) => kind !== 'added').map(({ text }) => withoutReturn(text));
  const place = findOnce(shown, before);
  if (place === null || !endAlike(place, before.length, shown, hunk)) return null;
  const first = place + stretch.before;
  const last = first + stretch.replaced - 1;
  return isMeant(place, first, last, hunk, finding)
    ? { lines: [first, last], block: fence(stretch.text) }
    : null;
}

/** The changed lines of a hunk with all between them, and one that stays where lines are only added: something must be replaced. */
function stretchOf({ lines }: PatchHunk): { before: number; replaced: number; text: string[] } | null {
  const isChanged = lines.map(({ kind }) => kind !== 'context');
  let [from, to] = [isChanged.indexOf(true), isChanged.lastIndexOf(true)];
  if (lines.slice(from, to + 1).every(({ kind }) => kind === 'added')) {
    if (from > 0) from--;
    else if (to + 1 < lines.length) to++;
    else return null;
  }
  const stretch = lines.slice(from, to + 1);
  return {
    before: lines.slice(0, from).filter(({ kind }) => kind !== 'added').length,
    replaced: stretch.filter(({ kind }) => kind !== 'added').length,
    text: stretch.filter(({ kind }) => kind !== 'deleted').map(({ text }) => withoutReturn(text)),
  };
}

const withoutReturn = (text: string): string => text.replace(/\r$/, '');

/** Whether a hunk adds or takes away a line's end, which lines alone cannot say. */
function isAboutLineEnds({ lines, openEnds }: PatchHunk): boolean {
  const withReturn = lines.filter(({ text }) => text.endsWith('\r')).length;
  const isMixed = withReturn > 0 && withReturn < lines.length;
  return isMixed || openEnds.includes('old') !== openEnds.includes('new');
}

/** Whether the lines that a hunk finds all end in one way, and in that of a patch that tells. */
function endAlike(
  place: number,
  count: number,
  shown: ReadonlyMap<number, ShownLine>,
  { lines }: PatchHunk,
): boolean {
  const ends = new Set(Array.from({ length: count }, (_, index) => shown.get(place + index)?.end));
  const isTold = lines.some(({ text }) => text.endsWith('\r'));
  return ends.size === 1 && (isTold ? ends.has('crlf') : !ends.has('none'));
}

/** Whether the place is where the patch says, or where the finding is: the same lines may stand elsewhere, where no diff shows them. */
function isMeant(
  place: number,
  first: number,
  last: number,
  { oldStart }: PatchHunk,
  { anchor: { startLine, endLine } }: ReportFinding,
): boolean {
  if (oldStart === place) return true;
  return startLine !== null && first <= (endLine ?? startLine) + near && last >= startLine - near;
}

/** The lines of the new side that the diff shows, by number. */
function shownLines({ hunks }: ChangedFile): Map<number, ShownLine> {
  const lines = new Map<number, ShownLine>();
  for (const { newLine, text, noNewline } of hunks.flatMap(numberLines)) {
    const end = noNewline ? 'none' : text.endsWith('\r') ? 'crlf' : 'lf';
    if (newLine !== null) lines.set(newLine, { text: withoutReturn(text), end });
  }
  return lines;
}

/** The number of the line where some lines stand, when they do so exactly once. */
function findOnce(lines: ReadonlyMap<number, ShownLine>, wanted: readonly string[]): number | null {
  const starts = [...lines.keys()].filter((start) =>
    wanted.every((text, offset) => lines.get(start + offset)?.text === text),
  );
  return wanted.length > 0 && starts.length === 1 ? (starts[0] ?? null) : null;
}

/** Lines in a fence that nothing in them closes. */
function fence(lines: readonly string[]): string {
  const text = lines.map((line) => `${line}\n`).join('');
  const ticks = '`'.repeat(Math.max(3, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length + 1)));
  return `${ticks}suggestion\n${text}${ticks}`;
}
