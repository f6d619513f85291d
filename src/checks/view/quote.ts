import { limits } from './limits.ts';

/** A line as a finding quotes it: whole, or of a very long one the part around a column. */
export function quoteLine(text: string, column = 0): string {
  const line = text.replace(/\r$/, '');
  if (line.length <= limits.quote) return line;
  const start = Math.max(0, Math.min(column - limits.quote / 4, line.length - limits.quote));
  return cutLine(line, start, start + limits.quote);
}

/** A part of a line that begins and ends with whole characters. */
export const cutLine = (line: string, start: number, end: number): string =>
  line.slice(Math.max(0, start), end).replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');
