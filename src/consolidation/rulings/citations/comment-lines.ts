import { squeeze } from '../../../change/places/squeeze.ts';
import { type CommentMarks, commentMarksOf } from './comment-marks.ts';

const known = new WeakMap<readonly string[], ReadonlySet<number>>();

/** Positions of a file's lines, from 0, that are nothing but comments. */
export function findCommentLines(path: string, lines: readonly string[]): ReadonlySet<number> {
  const before = known.get(lines);
  if (before !== undefined) return before;
  const found = collectCommentLines(lines, commentMarksOf(path, lines[0] ?? ''));
  known.set(lines, found);
  return found;
}

function collectCommentLines(
  lines: readonly string[],
  { line: mark, blocks }: CommentMarks,
): ReadonlySet<number> {
  const found = new Set<number>();
  /** Ends that no further line holds. */
  const gone = new Set<string>();
  let previous = '';
  for (let position = 0; position < lines.length; position++) {
    const line = (lines[position] ?? '').trim();
    const block = blocks.find(({ begin, after }) => begin.test(line) && after?.test(previous) !== false);
    if (line !== '') previous = line;
    if (block === undefined) {
      if (mark.test(line)) found.add(position);
      continue;
    }
    const { begin, end, after } = block;
    const opening = begin.exec(line)?.[0].length ?? 0;
    const last = line.includes(end, opening) ? position : gone.has(end) ? -1 : nextWith(lines, position, end);
    if (last < 0) {
      gone.add(end);
      if (after === null) found.add(position);
      continue;
    }
    const closing = (lines[last] ?? '').trim();
    const rest = closing.slice(closing.indexOf(end, last === position ? opening : 0) + end.length);
    for (; position < last; position++) found.add(position);
    if (!/[\p{L}\p{N}]/u.test(rest) || mark.test(rest.trim())) found.add(last);
  }
  return found;
}

/** The next line that holds some text, or -1. */
function nextWith(lines: readonly string[], position: number, text: string): number {
  for (let next = position + 1; next < lines.length; next++) if (lines[next]?.includes(text)) return next;
  return -1;
}

/** Whether a quote shows nothing of its line but the comment at its end. */
export function isCommentBehindCode(
  path: string,
  lines: readonly string[],
  position: number,
  quote: string,
): boolean {
  const line = (lines[position] ?? '').trim();
  const code = squeeze(line.replace(commentMarksOf(path, lines[0] ?? '').behind, ''));
  return squeeze(line).indexOf(squeeze(quote)) >= Math.max(1, code.length);
}
