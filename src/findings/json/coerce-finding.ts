import type { ReviewEvidence } from '../../model/answers/review-schema.ts';
import type { Place } from '../../model/finding.ts';
import type { LooseFinding } from '../complete-finding.ts';
import { readLines, readPlace } from '../place.ts';
import { readKind, readSeverity } from '../vocabulary.ts';
import { type LenientObject, openObject, textOf } from './lenient-object.ts';

const pathNames = ['path', 'file', 'filename', 'file_path', 'file_name'];
const lineNames = ['start_line', 'line', 'line_start', 'line_number', 'start', 'from_line'];

/** Reads one finding out of JSON that is only nearly of the schema; null, with a note, where it says nothing. */
export function coerceFinding(value: unknown, number: number, notes: string[]): LooseFinding | null {
  const note = (text: string) => void notes.push(`finding ${number}: ${text}`);
  const fields = openObject(value);
  if (fields === null) {
    note('is no object and was left out');
    return null;
  }
  const title = fields.text('title', 'headline', 'name', 'summary', 'short_description', 'message');
  const explanation = fields.text(
    'explanation',
    'description',
    'body',
    'details',
    'message',
    'rationale',
    'reason',
  );
  if (!title && !explanation) {
    note('has neither a title nor an explanation and was left out');
    return null;
  }
  const finding: LooseFinding = {
    id: fields.text('id'),
    severity: coerceSeverity(fields, note),
    kind: coerceKind(fields, note),
    title: oneLine(title || (explanation ?? '')),
    ...coercePlace(fields),
    quote: fields.text('quote', 'code', 'snippet', 'excerpt', 'code_snippet', 'existing_code'),
    explanation: explanation || (title ?? ''),
    evidence: fields.list('evidence', 'verified', 'verification', 'proof').flatMap(coerceEvidence),
    fix: fields.text('fix', 'suggestion', 'recommendation', 'suggested_fix', 'remediation', 'solution'),
    patch: fields.text('patch', 'diff', 'suggested_patch'),
  };
  for (const name of fields.unread()) note(`property ${JSON.stringify(name)} is unknown and was left out`);
  return finding;
}

function coerceSeverity(fields: LenientObject, note: (text: string) => void): LooseFinding['severity'] {
  const written = fields.text('severity', 'priority', 'level', 'importance');
  const severity = readSeverity(written ?? '');
  // An unknown word must not make a finding harmless.
  if (severity === null) note(`severity ${JSON.stringify(written)} is unknown and was taken as important`);
  else if (severity !== written) note(`severity ${JSON.stringify(written)} was taken as ${severity}`);
  return severity ?? 'important';
}

function coerceKind(fields: LenientObject, note: (text: string) => void): LooseFinding['kind'] {
  const written = fields.text('kind', 'type');
  const kind = readKind(written ?? '');
  if (written !== null && kind === null) note(`kind ${JSON.stringify(written)} is unknown and was left out`);
  return kind;
}

/** The place in any of the usual shapes: `path` with `line`, `lines: "10-12"`, `lines: [10, 12]`, `location: "a.ts:10"` or an object. */
function coercePlace(fields: LenientObject): Pick<LooseFinding, 'path' | 'startLine' | 'endLine' | 'places'> {
  const written = fields.value('location', 'place');
  const location = openObject(written);
  const places: Place[] = readPlace(textOf(written) ?? '');
  const path = fields.text(...pathNames) ?? location?.text(...pathNames) ?? places[0]?.path ?? null;
  const lines =
    fields.value('lines', 'line_range', 'range') ?? location?.value('lines', 'line_range', 'range');
  const range =
    readLines(Array.isArray(lines) ? lines.slice(0, 2).join('-') : (textOf(lines) ?? ''))[0] ?? places[0];
  const endNames = ['end_line', 'line_end', 'end', 'to_line'];
  const startLine = fields.line(...lineNames) ?? location?.line(...lineNames) ?? range?.startLine ?? null;
  const endLine = fields.line(...endNames) ?? location?.line(...endNames) ?? range?.endLine ?? startLine;
  return { path, startLine, endLine, places };
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
    line: fields.line(...lineNames),
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

/** The first line of a text, cut at the end of a sentence when it is long. */
function oneLine(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  if (line.length <= 160) return line;
  return /^.{20,160}?[.;](?=\s)/.exec(line)?.[0] ?? `${line.slice(0, 157)}…`;
}
