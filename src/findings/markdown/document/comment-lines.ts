import type { Severity } from '../../../model/answers/review-schema.ts';
import { bullet, isTold, type Lead, noLead, numbered, readLead } from '../../records/comment-lead.ts';

/** Stands at the end of what was written as an item here. */
const own = '\uE001';

/** Whether a paragraph is a comment that was written as an item. */
export const isComment = (source: string): boolean => source.includes(own);
/** Such a paragraph without its mark. */
export const withoutMark = (source: string): string => source.replaceAll(own, '');

/** A line that Markdown gives a form of its own. */
const formed = /^\s*(?:#|\||[-+*]\s|\d{1,3}[.)]\s|```|~~~|<|\[[^\]]*\]\()/;

/**
 * Writes comments that begin with a level and a place, in one line or in lines above their words, as items of a list: `🔴 src/a.ts:3
 * the job is lost`, `[Critical] src/a.ts:3 – …`, `src/a.ts:3` above `issue (blocking): …`. What Markdown has a form for stays.
 */
export function writeCommentsAsItems(prepared: readonly string[]): string[] {
  const lines = prepared.map(withoutMark);
  const written: string[] = [];
  let fence: string | null = null;
  let label: Severity | null = null;
  for (let at = 0; at < lines.length; at++) {
    const line = isBullet(lines, at) ? (lines[at] as string).replace(bullet, '- ') : (lines[at] as string);
    const found = /^\s*(`{3,}|~{3,})/.exec(line)?.[1] ?? null;
    if (fence !== null || found !== null) {
      if (fence === null) fence = found;
      else if (found?.startsWith(fence)) fence = null;
      written.push(line);
      continue;
    }
    const named = labelOf(line);
    const comment = named === null ? readComment(lines, at, written, label) : null;
    if (comment === null) {
      if (line.trim() !== '') label = named;
      written.push(line);
      continue;
    }
    // A list that begins right below a paragraph would be a part of it.
    if (written.at(-1)?.trim()) written.push('');
    written.push(comment.item);
    at += comment.count - 1;
  }
  return written;
}

/** Whether a line is an item of a list, of several or below words that lead to it, by a mark that Markdown does not know. */
const isBullet = (lines: readonly string[], at: number): boolean =>
  bullet.test(lines[at] as string) && [-2, -1, 1, 2].some((offset) => bullet.test(lines[at + offset] ?? ''));

/** The level of a line that says nothing else and leads to lines below: `Must fix:` */
function labelOf(line: string): Severity | null {
  if (!/[:：][*_]*\s*$/.test(line) || line.length > 60 || formed.test(line)) return null;
  const { severity, place: at, words } = readLead(line, noLead);
  return at === null && words === '' ? severity : null;
}

/** The comment that begins at a line, as an item, and how many lines lead it. */
function readComment(
  lines: readonly string[],
  from: number,
  before: readonly string[],
  label: Severity | null,
): { readonly item: string; readonly count: number } | null {
  let lead: Lead = noLead;
  let count = 0;
  while (count < 4) {
    const line = lines[from + count] ?? '';
    // Between a place and its comment there may be a blank line.
    if (line.trim() === '' && count > 0 && lead.place !== null && lead.severity === null) {
      count++;
      continue;
    }
    if (line.trim() === '' || line.length > 2_000 || (count > 0 && formed.test(line))) return null;
    if (formed.test(line.replace(numbered, '')) || (numbered.test(line) && !/^[*_]{2}/.test(line)))
      return null;
    lead = readLead(line, lead);
    count++;
    // Behind level and place a category may stand: `· correctness`.
    const isCategory = count === 1 && lead.severity !== null && lead.place !== null && !isTold(lead.words);
    if (isCategory && (lines[from + 1] ?? '').trim() !== '') lead = { ...lead, words: '' };
    if (lead.words !== '') break;
  }
  const { severity = null, place: at, words } = { ...lead, severity: lead.severity ?? label };
  if (severity === null || at === null || !isTold(words)) return null;
  if (count > 1 && headsBefore(before)) return null;
  const range = at.endLine === at.startLine ? `${at.startLine}` : `${at.startLine}-${at.endLine}`;
  return { item: `- **[${severity}]** ${words} (\`${at.path}:${range}\`)${own}`, count };
}

/** Whether the last line that is written may be the title of what follows. */
const headsBefore = (written: readonly string[]): boolean =>
  /^\s*(?:#|\*\*|__|\d{1,3}[.)]\s)|[:：]\s*$/.test(written.findLast((line) => line.trim() !== '') ?? '');
