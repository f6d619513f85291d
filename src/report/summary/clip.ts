import type { Excerpt } from '../../model/report/report-schema.ts';
import { countOf } from '../../model/report/wording.ts';

/** Text up to a number of characters, saying how much was cut; never through a surrogate pair. */
export function clipText(value: string, longest: number): string {
  if (value.length <= longest) return value;
  const end = value.charCodeAt(longest - 1) >> 10 === 0x36 ? longest - 1 : longest;
  return `${value.slice(0, end)} … (${countOf(value.length - end, 'more character')})`;
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
