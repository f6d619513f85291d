import type { Severity } from '../../model/answers/review-schema.ts';
import { readSeverity } from '../words/read-severity.ts';
import { type LenientObject, openObject, textOf } from './lenient-object.ts';
import { blockingNames, severityNames } from './names/finding-names.ts';

const levelNames = ['level', 'name', 'value', 'label', 'id', 'text', 'rating'];

/** The level that an object names, in words or by whether it blocks; null where it names none. */
export function severityOf(value: unknown): Severity | null {
  const fields = openObject(value);
  const written = fields === null ? null : severityTextOf(fields);
  return written === null ? null : (readSeverity(written) ?? 'important');
}

/** The words by which an object names its level, read or not; null where it names none. */
export function severityTextOf(fields: LenientObject): string | null {
  for (const name of severityNames) {
    const value = fields.value(name);
    const text = textOf(value) ?? openObject(value)?.text(...levelNames) ?? null;
    if (text !== null) return text;
  }
  const isBlocking = fields.value(...blockingNames);
  return typeof isBlocking === 'boolean' ? (isBlocking ? 'blocking' : 'non-blocking') : null;
}

/** What a priority in numbers stands for, as Codex counts: 0 is the worst. */
const priorities: readonly Severity[] = [
  'critical',
  'important',
  'important',
  'suggestion',
  'suggestion',
  'suggestion',
];

/** Levels by their first letters. */
const letters: Readonly<Record<string, string>> = { C: 'critical', H: 'high', M: 'medium', L: 'low' };

/** What a word or a number in a field of a level stands for; null where it is unknown. */
function readLevel(written: string, fields: LenientObject): Severity | null {
  const severity = readSeverity(letters[written.trim().toUpperCase()] ?? written);
  if (severity !== null) return severity;
  const isPriority = fields.value('severity') === null && fields.value('priority') !== null;
  return isPriority && /^\s*\d\s*$/.test(written) ? (priorities[Number(written)] ?? null) : null;
}

/**
 * The level of a finding: its own, else the one that it stands under, else the one that its words tell; what had to be guessed is
 * noted.
 */
export function coerceSeverity(
  fields: LenientObject,
  around: Severity | null,
  told: Severity | null,
  note: (text: string) => void,
): Severity {
  const named = severityTextOf(fields);
  // A list says more of a level than that one of its findings blocks nothing.
  const isFlag = named === 'non-blocking' && fields.value(...severityNames) === null;
  const written = isFlag && around !== null ? null : named;
  const severity = written === null ? (around ?? told) : (readLevel(written, fields) ?? told);
  // An unknown word must not make a finding harmless.
  if (severity === null) note(`severity ${JSON.stringify(written)} is unknown and was taken as important`);
  else if (severity !== written && written !== null)
    note(`severity ${JSON.stringify(written)} was taken as ${severity}`);
  return severity ?? 'important';
}
