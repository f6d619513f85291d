import type { Excerpt } from '../../model/report/report-schema.ts';
import { countOf } from '../../model/report/wording.ts';

/** Text up to a number of characters, saying how much was cut; never through a surrogate pair. */
export function clipText(value: string, longest: number): string {
  if (value.length <= longest) return value;
  const end = value.charCodeAt(longest - 1) >> 10 === 0x36 ? longest - 1 : longest;
  return `${value.slice(0, end)} … (${countOf(value.length - end, 'more character')})`;
}

/** Made on first use: loading its tables of characters takes milliseconds that most reports do not need. */
let characters: Intl.Segmenter | null = null;
/** No character that people write is made of more. */
const longestCharacter = 64;

/** As much of a text as fits, never ending inside a character, combined ones included. */
export function cutWhole(value: string, longest: number): string {
  if (value.length <= longest) return value;
  characters ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  const from = Math.max(0, longest - longestCharacter);
  // The first character found may be the end of one that began before.
  const starts = [...characters.segment(value.slice(from, longest + longestCharacter))]
    .map(({ index }) => from + index)
    .filter((start, index) => index > 0 && start <= longest);
  return value.slice(0, starts.at(-1) ?? from);
}

const sentenceEnd = /[.!?…]["'”’`)\]*_]*(?=\s)/g;
const fenceLine = /^ {0,3}(`{3,}|~{3,})/gm;

/** Text up to a number of characters that ends with a sentence, and then says so; with a word where the last sentence is too long, outside of blocks of code. */
export function clipSentence(value: string, longest: number, rest: string): string {
  if (value.length <= longest) return value;
  let cut = cutWhole(value, Math.max(0, longest - rest.length - 4));
  // A fence that is open at the end would take in what follows.
  const fences = [...cut.matchAll(fenceLine)];
  if (fences.length % 2 === 1) cut = cut.slice(0, fences.at(-1)?.index);
  const ends = [...value.slice(0, cut.length + 1).matchAll(sentenceEnd)].map(
    ({ 0: end, index }) => index + end.length,
  );
  const after = ends.findLast((end) => end <= cut.length) ?? 0;
  const kept = after > cut.length / 4 ? cut.slice(0, after) : `${cut.replace(/\S*$/, '').trimEnd() || cut} …`;
  return `${kept}\n\n${rest}`;
}

/** Lines up to a number of them and of characters in each, saying what was cut. */
export function clipLines(value: string, mostLines: number, longestLine = 500): string {
  const lines = value.replace(/\n+$/, '').split('\n');
  const shown = lines.slice(0, mostLines).map((line) => clipText(line, longestLine));
  const cut = lines.length - shown.length;
  return cut > 0 ? `${shown.join('\n')}\n… (${countOf(cut, 'more line')})` : shown.join('\n');
}

/** Characters shown before the hit in a long line. */
const beforeHit = 100;

/** The lines of an excerpt as {@link clipLines} cuts them; of a long one, the part around what the finding quotes. */
export function clipExcerpt({ text, startLine, hit }: Excerpt, mostLines: number): string {
  const start = Math.max(0, (hit?.column ?? 0) - beforeHit);
  if (hit === undefined || start === 0) return clipLines(text, mostLines);
  const lines = text.split('\n');
  const index = hit.line - startLine;
  return clipLines(lines.with(index, `… ${lines[index]?.slice(start)}`).join('\n'), mostLines);
}
