/** A part of a Markdown text that can be parsed by itself. */
export interface Piece {
  readonly text: string;
  /** Where it begins in the whole. */
  readonly offset: number;
}

/**
 * Lines after which a piece ends at the next heading, at the next block or item of a list, or at once; never inside a fence. The
 * time of a Markdown parser grows with the square of its text (measured: 40,000 lines of nested lists take minutes).
 */
const limits = { heading: 100, block: 200, line: 400 };

const fence = /^ {0,3}(`{3,}|~{3,})/;
const heading = /^#{1,6}\s/;
const block = /^(?:[-*+]|\d{1,9}[.)])\s/;

/** Cuts a Markdown text that is longer than reviews are where its blocks end; what ends nowhere is cut somewhere. */
export function cutPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  let at = 0;
  let count = 0;
  let open: string | null = null;
  let isAfterBlank = false;
  for (const line of text.split('\n')) {
    const mark = fence.exec(line)?.[1] ?? null;
    const isEnd =
      (count >= limits.heading && heading.test(line)) ||
      (count >= limits.block && (block.test(line) || (isAfterBlank && /^\S/.test(line)))) ||
      count >= limits.line;
    if (open === null && isEnd) {
      pieces.push({ text: text.slice(from, at), offset: from });
      from = at;
      count = 0;
    }
    if (open === null) open = mark;
    else if (mark?.startsWith(open)) open = null;
    isAfterBlank = line.trim() === '';
    at += line.length + 1;
    count++;
  }
  return [...pieces, { text: text.slice(from), offset: from }];
}
