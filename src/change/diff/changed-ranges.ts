import type { ChangedFile, Hunk, Side } from '../../model/change/change.ts';

/** First and last line, 1-based. */
type Range = readonly [first: number, last: number];

/** Whether lines of a file touch a changed line on that side, only a hunk's context, or neither. */
export function placeInDiff(file: ChangedFile, side: Side, lines: Range): 'changed' | 'context' | 'outside' {
  const touched = file.hunks.filter((hunk) => {
    const [first, last] = rangeOf(hunk, side);
    return first <= lines[1] && lines[0] <= last;
  });
  if (touched.length === 0) return 'outside';
  return touched.some((hunk) => isTouching(changedRanges(hunk, side), lines)) ? 'changed' : 'context';
}

/** The lines of a range that the change adds (on the new side) or deletes (on the old one), 1-based. */
export function changedLinesIn(file: ChangedFile, side: Side, [first, last]: Range): number[] {
  return file.hunks
    .flatMap((hunk) => changedRanges(hunk, side))
    .flatMap(([from, to]) => {
      const start = Math.max(first, from);
      return Array.from({ length: Math.max(0, Math.min(last, to) - start + 1) }, (_, index) => start + index);
    });
}

/** The lines of a file as far as its hunks show them, the others empty: for a file whose text cannot be read. */
export function linesOfHunks(file: ChangedFile, side: Side): readonly string[] {
  return remember(linesByFile, file, side, () => {
    const other = side === 'old' ? '+' : '-';
    const lines: string[] = [];
    for (const hunk of file.hunks) {
      const [first, last] = rangeOf(hunk, side);
      while (lines.length < first - 1) lines.push('');
      for (const text of last < first ? [] : hunk.body.split('\n')) {
        if (text[0] !== other && text[0] !== '\\') lines.push(text.slice(1));
      }
    }
    return lines;
  });
}

/** Lines that the change takes out at one place, and what it puts there instead. */
export interface Exchange {
  /** The line of the new side, 1-based, that follows both. */
  readonly line: number;
  readonly taken: readonly string[];
  readonly put: readonly string[];
}

/** What the change takes out right beside a range of the new side, or within. */
export function exchangesBeside(file: ChangedFile, [first, last]: Range): Exchange[] {
  const exchanges = exchangesByFile.get(file) ?? file.hunks.flatMap(exchangesOf);
  exchangesByFile.set(file, exchanges);
  return exchanges.filter(({ line, put }) => line >= first && line - put.length <= last + 1);
}

function exchangesOf({ body, newStart }: Hunk): Exchange[] {
  const found: Exchange[] = [];
  let [taken, put]: [string[], string[]] = [[], []];
  let line = newStart;
  const end = (): void => {
    if (taken.length > 0) found.push({ line, taken, put });
    [taken, put] = [[], []];
  };
  for (const text of body.split('\n')) {
    if (text[0] === '-') taken.push(text.slice(1));
    else if (text[0] === '+') put.push(text.slice(1));
    else if (text[0] !== '\\') end();
    if (text[0] === '+' || text[0] === ' ') line++;
  }
  end();
  return found;
}

const exchangesByFile = new WeakMap<ChangedFile, readonly Exchange[]>();

type BySide<T> = Partial<Record<Side, T>>;
const linesByFile = new WeakMap<ChangedFile, BySide<readonly string[]>>();
const rangesByHunk = new WeakMap<Hunk, BySide<readonly Range[]>>();

function remember<K extends object, T>(known: WeakMap<K, BySide<T>>, key: K, side: Side, make: () => T): T {
  const values = known.get(key);
  const value = values?.[side] ?? make();
  if (values?.[side] === undefined) known.set(key, { ...values, [side]: value });
  return value;
}

/** The lines of a hunk; an empty range where it has none on that side. */
function rangeOf(hunk: Hunk, side: Side): Range {
  return side === 'old'
    ? [hunk.oldStart, hunk.oldStart + hunk.oldCount - 1]
    : [hunk.newStart, hunk.newStart + hunk.newCount - 1];
}

/** Changed lines of one side, as ranges in order and apart; walks the body, which may hold a million lines. */
function changedRanges(hunk: Hunk, side: Side): readonly Range[] {
  return remember(rangesByHunk, hunk, side, () => {
    const own = side === 'old' ? '-' : '+';
    const ranges: [number, number][] = [];
    let [line] = rangeOf(hunk, side);
    const { body } = hunk;
    for (let at = 0; at < body.length; ) {
      const sign = body[at];
      const last = ranges.at(-1);
      if (sign === own && last?.[1] === line - 1) last[1] = line;
      else if (sign === own) ranges.push([line, line]);
      if (sign === own || sign === ' ') line++;
      const end = body.indexOf('\n', at);
      at = end < 0 ? body.length : end + 1;
    }
    return ranges;
  });
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
