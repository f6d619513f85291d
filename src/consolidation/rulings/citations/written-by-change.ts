import { changedLinesIn } from '../../../change/diff/changed-ranges.ts';
import { findChangedFile } from '../../../change/places/change-index.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Scene } from './bearing.ts';
import { findComplainedLines } from './complained-lines.ts';

/** Shorter lines (`else`, `end`) are in every change. */
const fewestLetters = 5;

/**
 * Whether the change wrote a line that a finding complains of, so that the fault cannot be older: a line that it adds more often than it takes
 * away. What was moved, or only indented anew, it did not write.
 */
export function isWrittenByChange(
  finding: Pick<Finding, 'anchor' | 'quote'>,
  { change, sources }: Scene,
): boolean {
  const { path, side } = finding.anchor;
  const file = path === null || side === 'old' ? null : findChangedFile(change, path);
  const lines = path === null ? null : sources.lines(path, 'new');
  const complained = findComplainedLines(finding, sources);
  if (file === null || lines === null || complained === null) return false;
  const { place, quoted } = complained;
  const about = quoted === null || quoted.length === 0 ? place : quoted;
  const [first, last] = [Math.min(...about), Math.max(...about)];
  const added = about.length === 0 ? [] : changedLinesIn(file, 'new', [first + 1, last + 1]);
  const texts = added
    .filter((line) => about.includes(line - 1))
    .map((line) => squeeze(lines[line - 1] ?? ''))
    .filter((text) => text.replace(/[^\p{L}\p{N}]/gu, '').length >= fewestLetters);
  return texts.length > 0 && addsAny(texts, change.files);
}

function addsAny(texts: readonly string[], files: Scene['change']['files']): boolean {
  const surplus = new Map(texts.map((text) => [text, 0]));
  for (const line of files.flatMap(({ hunks }) => hunks.flatMap(({ body }) => body.split('\n')))) {
    const sign = line[0] === '+' ? 1 : line[0] === '-' ? -1 : 0;
    const known = sign === 0 ? undefined : surplus.get(squeeze(line.slice(1)));
    if (known !== undefined) surplus.set(squeeze(line.slice(1)), known + sign);
  }
  return [...surplus.values()].some((more) => more > 0);
}

const squeeze = (text: string): string => text.replace(/\s+/g, '');
