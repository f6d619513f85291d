import type { Severity } from '../../model/answers/review-schema.ts';
import type { LooseFinding } from '../complete-finding.ts';
import { readTextHead } from '../markdown/heads/text-head.ts';
import { readKind } from '../words/vocabulary.ts';
import { coerceEvidence, coerceRepro } from './coerce-evidence.ts';
import { namesOfPlaces, placesOf } from './json-place.ts';
import { type LenientObject, openObject, textOf } from './lenient-object.ts';
import { coerceSeverity, severityTextOf } from './level-of-object.ts';
import {
  blockingNames,
  fixNames,
  ignoredNames,
  moreNames,
  quoteNames,
  titleNames,
  wordNames,
} from './names/finding-names.ts';

/** What stands around a finding in a document: under which severity, in which file. */
export interface Around {
  readonly severity: Severity | null;
  readonly path: string | null;
  /** In a list of what earlier rounds found. */
  readonly isEarlier?: boolean;
}

export const nowhere: Around = { severity: null, path: null };

/** Whether a value has what makes a finding wherever it stands: words, and a severity or a place. */
export function isLikeFinding(value: unknown, { severity }: Around = nowhere): boolean {
  const fields = openObject(value);
  if (fields === null || !wordsOf(fields)) return false;
  return severity !== null || severityTextOf(fields) !== null || placesOf(value).place !== null;
}

/** Reads one finding out of JSON that is only nearly of the schema; null, with a note, where it says nothing. */
export function coerceFinding(
  value: unknown,
  number: number,
  notes: string[],
  around = nowhere,
): LooseFinding | null {
  const note = (text: string) => void notes.push(`finding ${number}: ${text}`);
  if (typeof value === 'string' && value.trim() !== '') return coerceText(value, around, note);
  const fields = openObject(value);
  if (fields === null) {
    note('is no object and was left out');
    return null;
  }
  const title = wordsUnder(fields, titleNames);
  const body = wordsUnder(fields, wordNames) ?? (title ? null : otherWords(value));
  if (!title && !body) {
    note('has neither a title nor an explanation and was left out');
    return null;
  }
  const head = readTextHead(title || (body ?? ''));
  const inBody = title ? readTextHead(body ?? '') : head;
  const more = moreNames.flatMap((name) => fields.text(name) ?? []);
  const { place, range, others } = placesOf(value);
  const finding: LooseFinding = {
    id: fields.text('id', 'finding_id', 'issue_id'),
    severity: coerceSeverity(fields, around.severity, head.severity ?? inBody.severity, note),
    kind: coerceKind(fields, note),
    title: head.title,
    path: place?.path ?? around.path ?? head.place?.path ?? null,
    startLine: range?.startLine ?? (place === null ? (head.place?.startLine ?? null) : null),
    endLine: range?.endLine ?? (place === null ? (head.place?.endLine ?? null) : null),
    places: others,
    quote: fields.text(...quoteNames),
    explanation: [body || title || '', ...more].join('\n\n'),
    evidence: fields.list('evidence', 'verified', 'verification', 'proof').flatMap(coerceEvidence),
    fix: wordsUnder(fields, fixNames),
    patch: fields.text('patch', 'diff', 'suggested_patch'),
    repro: coerceRepro(fields.value('repro', 'reproduction', 'repro_script')),
    mutation: fields.text('mutation'),
  };
  fields.value(...namesOfPlaces, ...ignoredNames, ...blockingNames);
  for (const name of fields.unread()) note(`property ${JSON.stringify(name)} is unknown and was left out`);
  return finding;
}

/** A finding that is one text: `src/a.ts:3 loses the last row`. */
function coerceText(text: string, around: Around, note: (text: string) => void): LooseFinding {
  const head = readTextHead(text);
  const severity = around.severity ?? head.severity;
  if (severity === null) note('has no severity and was taken as important');
  return {
    id: null,
    severity: severity ?? 'important',
    kind: null,
    title: head.title,
    path: head.place?.path ?? around.path,
    startLine: head.place?.startLine ?? null,
    endLine: head.place?.endLine ?? null,
    quote: null,
    explanation: text,
    evidence: [],
    fix: null,
    patch: null,
  };
}

const innerNames = ['text', 'markdown', 'value', 'title', 'body', 'content', 'message', 'description'];

/** The first of these properties that holds words; `{text: "…"}` is words too. */
function wordsUnder(fields: LenientObject, names: readonly string[]): string | null {
  for (const name of names) {
    const value = fields.value(name);
    const text = textOf(value) ?? openObject(value)?.text(...innerNames) ?? null;
    if (text !== null && text.trim() !== '' && typeof value !== 'boolean') return text;
  }
  return null;
}

/** What an object of unknown names says: its texts that are more than a word. */
function otherWords(value: unknown): string | null {
  const texts = Object.values(value as object).filter(
    (text): text is string =>
      typeof text === 'string' && /\S\s+\S|[\u3040-\u9fff\uac00-\ud7af]{4}/.test(text),
  );
  return texts.length === 0 ? null : texts.join('\n\n');
}

const wordsOf = (fields: LenientObject): string | null => wordsUnder(fields, [...titleNames, ...wordNames]);

function coerceKind(fields: LenientObject, note: (text: string) => void): LooseFinding['kind'] {
  const written = fields.text('kind', 'type');
  const kind = readKind(written ?? '');
  if (written !== null && kind === null) note(`kind ${JSON.stringify(written)} is unknown and was left out`);
  return kind;
}
