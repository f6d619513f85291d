import { findQuote, linesQuoted, nearestMatch } from '../../../change/places/quote.ts';
import type { Sources } from '../../../model/change/sources.ts';
import type { Finding } from '../../../model/finding.ts';

/** Which lines of its file a finding complains of, as positions from 0. */
export interface ComplainedLines {
  /** Those at its place; none where that is so wide that the finding is about something in it. */
  readonly place: readonly number[];
  /** Those of its quote; null where it quotes what does not stand there. */
  readonly quoted: readonly number[] | null;
}

/** A claim about more lines than these is about something in them: a line among them may decide. */
const longestComplaint = 10;

/** Finds the lines that a finding complains of; null where it has no lines, or the file cannot be read. */
export function findComplainedLines(
  { anchor, quote }: Pick<Finding, 'anchor' | 'quote'>,
  sources: Pick<Sources, 'lines'>,
): ComplainedLines | null {
  const { path, startLine, endLine, side } = anchor;
  const lines = path === null ? null : sources.lines(path, side);
  if (lines === null || startLine === null) return null;
  const count = (endLine ?? startLine) - startLine + 1;
  const place =
    count <= longestComplaint ? Array.from({ length: count }, (_, index) => startLine - 1 + index) : [];
  if (quote === null || !/[\p{L}\p{N}]/u.test(quote)) return { place, quoted: [] };
  const found = nearestMatch(findQuote(lines, quote), startLine);
  return { place, quoted: found === null ? null : linesQuoted(lines, found, quote) };
}
