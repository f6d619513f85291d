import { countLetters, squeeze } from './squeeze.ts';

/** Lines where a quote stands; 1-based, inclusive. */
export interface QuoteMatch {
  readonly startLine: number;
  readonly endLine: number;
}

/** A file's text without any white space, and where each line begins in it. */
interface Squeezed {
  readonly text: string;
  readonly starts: Uint32Array;
}

/** A quote with fewer letters and digits can stand anywhere by chance. */
const distinctiveLetters = 12;
/** The parts of a quote with an ellipsis stand no further apart, in squeezed characters. */
const largestGap = 10_000;
const mostTries = 20_000;

const squeezedFiles = new WeakMap<readonly string[], Squeezed>();

/** Whether finding a quote somewhere says that this is the place meant. */
export const isDistinctive = (quote: string): boolean => countLetters(quote) >= distinctiveLetters;

/**
 * Finds a quote in a file, whatever the white space and line breaks of either. Quotes copied from a diff or a numbered
 * listing lose their prefixes when they fit nowhere as they are, and an ellipsis stands for anything.
 */
export function findQuote(lines: readonly string[], quote: string): QuoteMatch[] {
  const file = squeezeFile(lines);
  for (const parts of readingsOf(quote)) {
    const matches = matchParts(file, parts);
    if (matches.length > 0) return matches;
  }
  return [];
}

/** What may follow code on its line without changing it. */
const comment = /^(?:\/\/|\/\*|#|--|<!--)/;

/**
 * Finds code exactly as it stood, but for white space and line breaks: whole lines, with at most a comment behind them. Nothing is read
 * into it, unlike a quote, which agents shorten and mend.
 */
export function findVerbatim(lines: readonly string[], code: string): QuoteMatch[] {
  const file = squeezeFile(lines);
  const wanted = squeeze(code);
  const matches: QuoteMatch[] = [];
  let at = wanted === '' ? -1 : file.text.indexOf(wanted);
  for (let tries = 0; at >= 0 && tries < mostTries; tries++) {
    const end = at + wanted.length;
    const [startLine, endLine] = [lineAt(file, at), lineAt(file, end - 1)];
    const rest = file.text.slice(end, file.starts[endLine] ?? file.text.length);
    if (file.starts[startLine - 1] === at && (rest === '' || comment.test(rest)))
      matches.push({ startLine, endLine });
    at = file.text.indexOf(wanted, at + 1);
  }
  return matches;
}

/** The match nearest to a line; the first where none is given. */
export function nearestMatch(matches: readonly QuoteMatch[], line: number | null): QuoteMatch | null {
  const distance = (match: QuoteMatch) =>
    line === null ? 0 : Math.max(match.startLine - line, line - match.endLine, 0);
  return matches.reduce<QuoteMatch | null>(
    (best, match) => (best === null || distance(match) < distance(best) ? match : best),
    null,
  );
}

/** What stands for code that a quote leaves out. */
const ellipsis = /\[?(?:\.{3}|…)\]?/;

/** The parts of a quote around what it leaves out; the quote alone where its dots stand in the code. */
export function piecesOf(quote: string, code: string): string[] {
  return squeeze(code).includes(squeeze(quote)) ? [quote] : quote.split(ellipsis);
}

/** Positions, from 0, of the lines that a quote shows where it stands: of one that leaves code out, those of its parts. */
export function linesQuoted(
  lines: readonly string[],
  { startLine, endLine }: QuoteMatch,
  quote: string,
): number[] {
  const within = lines.slice(startLine - 1, endLine);
  const all = within.map((_, index) => startLine - 1 + index);
  const pieces = piecesOf(quote, within.join('\n'));
  if (pieces.length === 1) return all;
  const shown = new Set(
    pieces.flatMap((piece) =>
      findQuote(within, piece).flatMap((match) => all.slice(match.startLine - 1, match.endLine)),
    ),
  );
  return all.filter((position) => shown.has(position));
}

/** The ways to read a quote, the plainest first; each is a list of squeezed parts that follow one another. */
function* readingsOf(quote: string): Generator<string[]> {
  const lines = quote.split('\n').filter((line) => line.trim() !== '' && !/^\s*```/.test(line));
  const forms = [lines];
  for (const prefix of [/^\s*L?\d+\s*[:|→\t]/, /^[^\s:]+:\d+[:-]/, /^[ +-]/]) {
    if (lines.every((line) => prefix.test(line))) forms.push(lines.map((line) => line.replace(prefix, '')));
  }
  const texts = forms.map((form) => form.join('\n'));
  const [, inner] = /^\s*`([^`]+)`\s*$/.exec(texts[0] ?? '') ?? [];
  if (inner !== undefined) texts.push(inner);
  for (const text of texts) yield [squeeze(text)];
  for (const text of texts) {
    const parts = text.split(ellipsis).map(squeeze);
    if (parts.length > 1) yield parts;
  }
}

function matchParts(file: Squeezed, parts: readonly string[]): QuoteMatch[] {
  const [first = '', ...rest] = parts.filter((part) => part !== '');
  const matches: QuoteMatch[] = [];
  if (first === '') return matches;
  let at = file.text.indexOf(first);
  for (let tries = 0; at >= 0 && tries < mostTries; tries++) {
    let end = at + first.length;
    for (const part of rest) {
      const next = file.text.slice(end, end + largestGap).indexOf(part);
      end = next < 0 ? -1 : end + next + part.length;
      if (end < 0) break;
    }
    if (end >= 0) matches.push({ startLine: lineAt(file, at), endLine: lineAt(file, end - 1) });
    at = file.text.indexOf(first, at + 1);
  }
  return matches;
}

function squeezeFile(lines: readonly string[]): Squeezed {
  const known = squeezedFiles.get(lines);
  if (known) return known;
  const starts = new Uint32Array(lines.length);
  const squeezedLines = lines.map(squeeze);
  let length = 0;
  squeezedLines.forEach((line, index) => {
    starts[index] = length;
    length += line.length;
  });
  const squeezed = { text: squeezedLines.join(''), starts };
  squeezedFiles.set(lines, squeezed);
  return squeezed;
}

/** The 1-based line of a squeezed offset: the last line that begins at or before it. */
function lineAt({ starts }: Squeezed, offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
