import { closest, distance } from 'fastest-levenshtein';

/** ` (did you mean "x"?)` where a name is close to what was written, otherwise nothing. */
export function nearest(written: string, known: readonly string[]): string {
  if (known.length === 0) return '';
  const name = closest(written, [...known]);
  return distance(written, name) <= Math.max(2, Math.floor(name.length / 3))
    ? ` (did you mean "${name}"?)`
    : '';
}
