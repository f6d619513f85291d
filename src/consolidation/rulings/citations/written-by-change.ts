import { changedLinesIn, exchangesBeside, linesOfHunks } from '../../../change/diff/changed-ranges.ts';
import { findChangedFile } from '../../../change/places/change-index.ts';
import { isDistinctive } from '../../../change/places/quote.ts';
import { countLetters, squeeze } from '../../../change/places/squeeze.ts';
import type { Change } from '../../../model/change/change.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Scene } from './bearing.ts';
import { commentMarksOf } from './comment-marks.ts';
import { findComplainedLines } from './complained-lines.ts';
import { prevents } from './preventing-code.ts';

/** Shorter lines (`else`, `end`) are in every change: they tell nothing beside longer ones. */
const isTelling = (text: string): boolean => countLetters(text) >= 5;

/**
 * Whether the change wrote a line that a finding complains of, so that the fault cannot be older: a line that it adds more often than it takes
 * away. What was moved, or only indented anew, it did not write; in a file that it adds, whatever was not moved for certain. A finding
 * complains of the lines that it quotes, else of all at its place, else of its whole file.
 */
export function isWrittenByChange(
  finding: Pick<Finding, 'anchor' | 'quote'>,
  { change, sources }: Scene,
): boolean {
  const { path, startLine, endLine, side } = finding.anchor;
  const file = path === null || side === 'old' ? null : findChangedFile(change, path);
  if (path === null || file === null) return false;
  const lines = sources.lines(path, 'new') ?? linesOfHunks(file, 'new');
  const quoted = findComplainedLines(finding, sources)?.quoted?.map((position) => position + 1) ?? [];
  const first = quoted[0] ?? startLine ?? 1;
  const last = quoted.at(-1) ?? endLine ?? startLine ?? lines.length;
  const meant = new Set(quoted);
  const isMeant = (line: number): boolean => meant.size === 0 || meant.has(line);
  const textOf = (line: number): string => squeeze(lines[line - 1] ?? '');
  const added = changedLinesIn(file, 'new', [first, last]).filter(isMeant).map(textOf);
  const hasTelling = lines
    .slice(first - 1, last)
    .some((line, index) => isMeant(first + index) && isTelling(line));
  const written = hasTelling ? added.filter(isTelling) : added.filter((text) => text !== '');
  const surplus = surplusOf(change);
  if (written.some((text) => (surplus.get(text) ?? 0) > 0)) return true;
  return file.status === 'added' && !written.some(isDistinctive);
}

/**
 * Whether the change took code away right beside the lines complained of, and put it nowhere else: what was no fault with a guard in front of it
 * is one without, also where something stands there now that prevents nothing.
 */
export function hasLostCodeBeside({ anchor }: Pick<Finding, 'anchor'>, { change }: Scene): boolean {
  const { path, startLine, endLine, side } = anchor;
  const file = path === null || side === 'old' ? null : findChangedFile(change, path);
  if (file === null || startLine === null) return false;
  const surplus = surplusOf(change);
  const { line: comment } = commentMarksOf(file.path, '');
  const isLost = (line: string): boolean => isTelling(line) && (surplus.get(squeeze(line)) ?? 0) < 0;
  return exchangesBeside(file, [startLine, endLine ?? startLine]).some(({ taken, put }) =>
    put.length === 0
      ? taken.some(isLost)
      : taken.some((line) => prevents(line) && isLost(line)) &&
        !put.some((line) => prevents(line) && !comment.test(line.trim())),
  );
}

const known = new WeakMap<Change, ReadonlyMap<string, number>>();

/** How many times more the change adds a line than it takes it away, by the line without white space. */
function surplusOf(change: Change): ReadonlyMap<string, number> {
  const before = known.get(change);
  if (before !== undefined) return before;
  const surplus = new Map<string, number>();
  for (const { body } of change.files.flatMap(({ hunks }) => hunks)) {
    for (const line of body.split('\n')) {
      const sign = line[0] === '+' ? 1 : line[0] === '-' ? -1 : 0;
      if (sign === 0) continue;
      const text = squeeze(line.slice(1));
      surplus.set(text, (surplus.get(text) ?? 0) + sign);
    }
  }
  known.set(change, surplus);
  return surplus;
}
