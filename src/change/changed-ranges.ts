import type { ChangedFile, Hunk, Side } from './change.ts';

/** First and last line, 1-based. */
type Range = readonly [first: number, last: number];

/** One side of a file as its hunks tell it. */
interface DiffSide {
  /** In order, apart from one another. */
  readonly changed: readonly Range[];
  readonly hunks: readonly Range[];
}

const known = new WeakMap<ChangedFile, Readonly<Record<Side, DiffSide>>>();

/** Whether lines of a file touch a changed line on that side, only a hunk's context, or neither. */
export function placeInDiff(file: ChangedFile, side: Side, lines: Range): 'changed' | 'context' | 'outside' {
  const { changed, hunks } = sideOf(file, side);
  if (isTouching(changed, lines)) return 'changed';
  return isTouching(hunks, lines) ? 'context' : 'outside';
}

const hunkTexts = new WeakMap<ChangedFile, Partial<Record<Side, readonly string[]>>>();

/** The lines of a file as far as its hunks show them, the others empty: for a file whose text cannot be read. */
export function linesOfHunks(file: ChangedFile, side: Side): readonly string[] {
  const texts = hunkTexts.get(file) ?? {};
  const lines = texts[side] ?? collectLines(file, side);
  hunkTexts.set(file, { ...texts, [side]: lines });
  return lines;
}

function collectLines(file: ChangedFile, side: Side): readonly string[] {
  const other = side === 'old' ? '+' : '-';
  const lines: string[] = new Array(sideOf(file, side).hunks.at(-1)?.[1] ?? 0).fill('');
  for (const hunk of file.hunks) {
    let line = side === 'old' ? hunk.oldStart : hunk.newStart;
    for (const text of hunk.body.split('\n')) {
      if (text[0] !== other && text[0] !== '\\') lines[line++ - 1] = text.slice(1);
    }
  }
  return lines;
}

function sideOf(file: ChangedFile, side: Side): DiffSide {
  let sides = known.get(file);
  if (!sides) {
    sides = { old: collectSide(file.hunks, 'old'), new: collectSide(file.hunks, 'new') };
    known.set(file, sides);
  }
  return sides[side];
}

/** Walks the bodies without taking them apart, since a change may hold a million lines. */
function collectSide(all: readonly Hunk[], side: Side): DiffSide {
  const own = side === 'old' ? '-' : '+';
  const changed: [number, number][] = [];
  const hunks: Range[] = [];
  for (const hunk of all) {
    const [start, count] = side === 'old' ? [hunk.oldStart, hunk.oldCount] : [hunk.newStart, hunk.newCount];
    if (count === 0) continue;
    hunks.push([start, start + count - 1]);
    let line = start;
    for (let at = 0; at < hunk.body.length; ) {
      const sign = hunk.body[at];
      const last = changed.at(-1);
      if (sign === own && last?.[1] === line - 1) last[1] = line;
      else if (sign === own) changed.push([line, line]);
      if (sign === own || sign === ' ') line++;
      const end = hunk.body.indexOf('\n', at);
      at = end < 0 ? hunk.body.length : end + 1;
    }
  }
  return { changed, hunks };
}

/** Binary search for the first range that does not end before the lines. */
function isTouching(ranges: readonly Range[], [first, last]: Range): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle]?.[1] ?? 0) < first) low = middle + 1;
    else high = middle;
  }
  const range = ranges[low];
  return range !== undefined && range[0] <= last;
}
