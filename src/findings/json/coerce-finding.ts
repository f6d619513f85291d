import type { Repro, ReviewEvidence, Severity } from '../../model/answers/review-schema.ts';
import type { LooseFinding } from '../complete-finding.ts';
import { readTextHead } from '../markdown/heads/text-head.ts';
import { readSeverity } from '../words/read-severity.ts';
import { saysOnlySettled, saysOpen, saysSurelySettled } from '../words/says-settled.ts';
import { readKind } from '../words/vocabulary.ts';
import {
  fixNames,
  ignoredNames,
  moreNames,
  quoteNames,
  severityNames,
  titleNames,
  wordNames,
} from './finding-names.ts';
import { namesOfPlaces, pathNames, placesOf } from './json-place.ts';
import { type LenientObject, openObject, textOf } from './lenient-object.ts';

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

/** Whether an entry says of itself, where its level should stand, that all is well: `"severity": "good"`. */
export function isPraise(value: unknown): boolean {
  const fields = openObject(value);
  const level = fields === null || fields.value(...blockingNames) === true ? null : severityTextOf(fields);
  return /^\s*(?:good|ok|okay|pass|passed|positive|praise|success|clean|safe|strength)\s*$/i.test(
    level ?? '',
  );
}

/** Whether a document says that a finding is dealt with, or that a check was passed. */
export function isSettled(value: unknown): boolean {
  const fields = openObject(value);
  if (fields === null) return false;
  const written = fields.text('status', 'state') ?? '';
  const status = written.toLowerCase().replace(/[^a-z]/g, '');
  // What names a level and a place was no check that did not run.
  const isCheck = severityTextOf(fields) === null || placesOf(value).place === null;
  return (
    ['resolved', 'fixed', 'isresolved', 'dismissed', 'suppressed'].some(
      (name) => fields.value(name) === true,
    ) ||
    /^(?:suppressed|pass|passed|ok|approved|falsepositive|wontfix)$/.test(status) ||
    (isCheck && /^(?:na|notapplicable|skipped)$/.test(status)) ||
    saysSurelySettled(written) ||
    // It may say how the fault can be resolved.
    saysOnlySettled(fields.text('resolution') ?? '') ||
    fields.text('kind') === 'pass' ||
    fields.list('suppressions').some(isAccepted)
  );
}

/** SARIF: a suppression has a kind; one that a person turned down, or has not yet looked at, hides nothing. */
function isAccepted(suppression: unknown): boolean {
  const fields = openObject(suppression);
  return (
    fields !== null &&
    fields.text('kind') !== null &&
    !/^(?:rejected|underReview)$/.test(fields.text('status', 'state') ?? '')
  );
}

/** Whether a document says of an earlier finding that is not dealt with how it stands now, or that it is still there. */
export function isOpen(value: unknown): boolean {
  const fields = openObject(value);
  return (
    (fields?.text('status', 'state', 'resolution') ?? '') !== '' ||
    ['resolved', 'fixed', 'isresolved'].some((name) => fields?.value(name) === false) ||
    Object.values(value ?? {}).some((each) => typeof each === 'string' && saysOpen(each))
  );
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
    severity: coerceSeverity(fields, head.severity ?? inBody.severity, around, note),
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

const levelNames = ['level', 'name', 'value', 'label', 'id', 'text', 'rating'];

/** What says by a yes or a no whether a finding blocks. */
const blockingNames = ['blocking', 'is_blocking', 'blocks_merge', 'blocker', 'is_blocker', 'must_fix'];

/** The level that an object names, in words or by whether it blocks; null where it names none. */
export function severityOf(value: unknown): Severity | null {
  const fields = openObject(value);
  const written = fields === null ? null : severityTextOf(fields);
  return written === null ? null : (readSeverity(written) ?? 'important');
}

function severityTextOf(fields: LenientObject): string | null {
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

function coerceSeverity(
  fields: LenientObject,
  told: Severity | null,
  around: Around,
  note: (text: string) => void,
): Severity {
  const named = severityTextOf(fields);
  // A list says more of a level than that one of its findings blocks nothing.
  const isFlag = named === 'non-blocking' && fields.value(...severityNames) === null;
  const written = isFlag && around.severity !== null ? null : named;
  const isPriority = fields.value('severity') === null && fields.value('priority') !== null;
  const counted =
    isPriority && /^\s*\d\s*$/.test(written ?? '') ? (priorities[Number(written)] ?? null) : null;
  const severity =
    readSeverity(letters[written?.trim().toUpperCase() ?? ''] ?? written ?? '') ??
    counted ??
    (written === null ? (around.severity ?? told) : told);
  // An unknown word must not make a finding harmless.
  if (severity === null) note(`severity ${JSON.stringify(written)} is unknown and was taken as important`);
  else if (severity !== written && written !== null)
    note(`severity ${JSON.stringify(written)} was taken as ${severity}`);
  return severity ?? 'important';
}

function coerceKind(fields: LenientObject, note: (text: string) => void): LooseFinding['kind'] {
  const written = fields.text('kind', 'type');
  const kind = readKind(written ?? '');
  if (written !== null && kind === null) note(`kind ${JSON.stringify(written)} is unknown and was left out`);
  return kind;
}

/** A script alone, or an object with one. */
function coerceRepro(value: unknown): Repro | null {
  const fields = openObject(value);
  const script = fields?.text('script', 'code', 'command', 'body') ?? textOf(value);
  if (!script) return null;
  return { script, needs: fields?.text('needs') ?? null, shows: fields?.text('shows') ?? null };
}

/** Reads evidence: text is a note; an object with a command, or with a path, is what it looks like. */
export function coerceEvidence(value: unknown): ReviewEvidence[] {
  const text = textOf(value);
  if (text !== null) return text === '' ? [] : [{ ...noEvidence, text }];
  const fields = openObject(value);
  if (fields === null) return [];
  const side = fields.text('side', 'revision');
  const evidence: Omit<ReviewEvidence, 'kind'> = {
    path: fields.text(...pathNames),
    line: fields.line('start_line', 'line', 'line_start', 'line_number', 'start', 'from_line'),
    side: side === 'old' || side === 'base' ? 'old' : side === 'new' || side === 'head' ? 'new' : null,
    quote: fields.text('quote', 'code', 'snippet'),
    command: fields.text('command', 'cmd'),
    output: fields.text('output', 'stdout', 'result'),
    text: fields.text('text', 'note', 'description', 'explanation'),
  };
  if (Object.values(evidence).every((part) => part === null)) return [];
  const kind = evidence.command !== null ? 'command' : evidence.path !== null ? 'citation' : 'note';
  return [{ kind, ...evidence }];
}

/** A note without words; every property of evidence is required. */
export const noEvidence: ReviewEvidence = {
  kind: 'note',
  path: null,
  line: null,
  side: null,
  quote: null,
  command: null,
  output: null,
  text: null,
};
