import type { Severity } from '../../../model/answers/review-schema.ts';
import { markedSeverity, readSeverityPhrase } from '../../words/read-severity.ts';

const marks = '[🔴🟠🟡🟢🔵⚪]';
/** `- 🟢 **Medium** - next sprint` */
const ofLine = new RegExp(
  String.raw`^\s*(?:[-*+]\s+|>\s*)?(${marks})\s*\**([\p{L}][\p{L} ]{1,15}?)\**\s*(?:[-–—:：(（|=]|$)`,
  'u',
);
/** `🔴 severe | 🟠 medium | 🟡 minor` */
const inLine = new RegExp(
  String.raw`(${marks})\s*\**([\p{L}]{1,12})\**(?=\s*(?:[-–—:：(（|｜/,，;；、=]|$))`,
  'gu',
);

/** The mark that stands for a level where no document says otherwise. */
const usual: Readonly<Record<Severity, string>> = { critical: '🔴', important: '🟠', suggestion: '🔵' };

/**
 * Gives marks the meaning that the legend of a document gives them: where it says that 🟢 is medium, a 🟢 elsewhere becomes the mark
 * of that level. A legend names a level for two marks at least, in one line or in neighbouring ones.
 */
export function applyLegend(lines: readonly string[]): readonly string[] {
  const meanings = new Map<string, Severity>();
  const told = lines.filter((line) => line.trim() !== '' && line.length <= 200);
  for (const [index, line] of told.entries()) {
    const own = ofLine.exec(line);
    const beside = [told[index - 1], told[index + 1]].map((each) => ofLine.exec(each ?? '')?.[1]);
    const named = [...line.matchAll(inLine)];
    const isLegend = new Set(named.map(([, mark]) => mark)).size > 2;
    const found = isLegend
      ? named
      : own && beside.some((mark) => mark !== undefined && mark !== own[1])
        ? [own]
        : [];
    for (const [, mark = '', word = ''] of found) {
      const { severity, isPure } = readSeverityPhrase(word);
      if (severity !== null && isPure && !meanings.has(mark)) meanings.set(mark, severity);
    }
  }
  const other = [...meanings].filter(([mark, severity]) => markedSeverity(mark) !== severity);
  if (meanings.size < 2 || other.length === 0) return lines;
  const replaced = new Map(other.map(([mark, severity]) => [mark, usual[severity]]));
  return lines.map((line) => line.replace(new RegExp(marks, 'gu'), (mark) => replaced.get(mark) ?? mark));
}
