import type { Severity } from '../../../model/answers/review-schema.ts';
import type { Place } from '../../../model/finding.ts';
import { readLines } from '../../place.ts';
import { readSeverityPhrase } from '../../words/read-severity.ts';
import { readPlaces } from '../heads/inline-places.ts';

/** Lines with a word around them count where the path stands elsewhere; a path in a field may lack its marks. */
export const placesOfField = (words: string): Place[] => {
  const places = readPlaces(words);
  const bare = /^[*_`]*([^\s*_`,;]+\.\w{1,10})[*_`]*(?:[\s,;]|$)/.exec(words)?.[1];
  return places.length > 0 || bare === undefined ? places : [{ path: bare, startLine: null, endLine: null }];
};

/** Where the heading names the file, a place may be lines alone: `Line 12-14`, `第12行`. */
export const onlyLines =
  /^[*_`\s]*(?:at |on |around )?(?:lines?|zeilen?|lignes?|l[ií]neas?|linhas?|righe|regels?|строк[аеиу]|라인|줄|第|L)\s*\d/iu;

export function linesOfField(words: string, known: readonly Place[]): Place[] {
  const whole = readPlaces(words).filter(({ startLine }) => startLine !== null);
  if (whole.length > 0) return whole;
  const path = known.at(-1)?.path ?? '';
  return readLines(words.replace(/[*`]/g, '').replace(/^\D*/, '')).map((range) => ({ path, ...range }));
}

/** Lines in an item below the item of their file: `line 12: the pool`, `第72-73行：…` */
export const linesOfItem = (words: string, known: readonly Place[]): Place[] =>
  linesOfField(
    /^\W*(?:(?:lines?|L|第)\s*)?\d+(?:\s*[-–]\s*\d+)?(?=\s*(?:行|[:：]|$))/iu.exec(words)?.[0] ?? '',
    known,
  );

export function severityOfField(words: string): Severity | null {
  const text = words.replace(/[*_`]/g, '').trim();
  const { severity, isPure } = readSeverityPhrase(text);
  if (severity !== null && isPure) return severity;
  return readSeverityPhrase(text.split(/[\s,;:(（—–.]/, 1)[0] ?? '').severity ?? severity;
}
