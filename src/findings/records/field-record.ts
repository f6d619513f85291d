import type { Severity } from '../../model/answers/review-schema.ts';
import type { LooseFinding } from '../complete-finding.ts';
import { readLines, readPlace } from '../place.ts';
import type { Label } from '../words/labels.ts';
import { markedSeverity, readSeverity } from '../words/read-severity.ts';
import { saysNothing } from '../words/says-nothing.ts';
import { saysSettled } from '../words/says-settled.ts';
import { readKind } from '../words/vocabulary.ts';

/** What the lines of one record say. */
export interface FieldRecord {
  severity: Severity | null;
  path: string | null;
  /** The file that a line above names. */
  readonly around: string | null;
  lines: string;
  id: string | null;
  status: string;
  kind: string;
  title: string | null;
  /** What is wrong, in words. */
  readonly words: string[];
  /** What else is told: a category, a rule, an impact. */
  readonly details: string[];
  readonly fix: string[];
  readonly quote: string[];
  readonly labels: Set<Label>;
  /** What the line before was. */
  last: Label | null;
}

/** A record that says nothing yet, below a line that may name a file. */
export const emptyRecord = (around: string | null): FieldRecord => ({
  severity: null,
  path: null,
  around,
  lines: '',
  id: null,
  status: '',
  kind: '',
  title: null,
  words: [],
  details: [],
  fix: [],
  quote: [],
  labels: new Set(),
  last: null,
});

/** Puts the value of a field into a record. */
export function putField(record: FieldRecord, label: Label, name: string, value: string): void {
  record.last = label;
  // `description: |` has its value in the lines below.
  if (value === '' || /^[|>][+-]?\d?$/.test(value)) return;
  record.labels.add(label);
  if (label === 'severity') record.severity ??= readSeverity(value) ?? markedSeverity(value);
  else if (label === 'place') {
    const [place] = readPlace(value.slice(0, 1_000));
    // A file without an ending, or a folder: a module, say.
    record.path ??= place?.path ?? /^[\w@.-][^\s:]*\/[^\s:/]+$/.exec(value)?.[0] ?? null;
    if (place?.startLine != null) record.lines ||= `${place.startLine}-${place.endLine ?? place.startLine}`;
  } else if (label === 'line') record.lines ||= value;
  else if (label === 'number') record.id ??= value;
  else if (label === 'status') record.status ||= value;
  else if (label === 'kind') record.kind ||= value;
  else if (label === 'title' && record.title === null) record.title = value;
  else if (label === 'title' || label === 'explanation') record.words.push(value);
  else if (label === 'fix' || label === 'quote') record[label].push(value);
  else record.details.push(`${name}: ${value}`);
}

/** Puts a line without a label to what the line before began. */
export function putLine(record: FieldRecord, line: string): void {
  if (record.last === 'fix' || record.last === 'quote') record[record.last].push(line);
  else if (record.last === 'detail' || record.last === 'evidence') record.details.push(line);
  else record.words.push(line);
}

/** What a record comes to: nothing that counts; or a finding, perhaps one dealt with, or one that has no words. */
export type RecordOutcome =
  | { readonly is: 'finding' | 'settled'; readonly finding: LooseFinding }
  | { readonly is: 'wordless'; readonly severity: Severity; readonly words: string }
  | { readonly is: 'left'; readonly words: string }
  | { readonly is: 'none' };

/** Takes the finding out of a record: it has words, and a level or a line. */
export function readRecord(record: FieldRecord): RecordOutcome {
  const { around, lines, details } = record;
  // `Type: nitpick`
  const severity = record.severity ?? readSeverity(record.kind.replace(/_/g, ' '));
  const path = record.path ?? around;
  const [range = null] = path === null ? [] : readLines(lines);
  const place = `${path ?? ''}${range === null ? '' : `:${range.startLine}`}`;
  const told = [severity, place, record.title, ...record.words, ...details].filter(Boolean).join(' · ');
  const title =
    [record.title, ...record.words].find((words) => words !== null && isTold(words, record)) ??
    // `rule: no-lost-jobs` says less than `impact: jobs are lost`.
    details.find((words) => /\S\s+\S+\s+\S/.test(words));
  if (title == null) {
    // A level alone (`Risk level: high`) rates the whole change.
    const isOfFinding = path !== null || lines !== '' || record.id !== null || record.fix.length > 0;
    if (severity !== null && isOfFinding)
      return saysSettled(record.status) ? { is: 'none' } : { is: 'wordless', severity, words: told };
    return range === null && severity === null ? { is: 'none' } : { is: 'left', words: told };
  }
  if (saysNothing(title)) return { is: 'none' };
  if (severity === null && range === null)
    return path === null ? { is: 'none' } : { is: 'left', words: told };
  const finding: LooseFinding = {
    id: record.id,
    severity: severity ?? 'important',
    kind: readKind(record.kind),
    title: title.length <= 200 ? title : `${title.slice(0, 199)}…`,
    path,
    startLine: range?.startLine ?? null,
    endLine: range?.endLine ?? null,
    quote: record.quote.join('\n') || null,
    explanation: [record.title, ...record.words, ...details].filter((words) => words !== null).join('\n'),
    evidence: [],
    fix: record.fix.join('\n') || null,
    patch: null,
  };
  return { is: saysSettled(record.status) ? 'settled' : 'finding', finding };
}

/** Whether words say what is wrong; a single one (`Deadlock`) does where a level and a file stand beside it. */
const isTold = (words: string, { severity, path }: FieldRecord): boolean =>
  /\S\s+\S|[\u3040-\u9fff\uac00-\ud7af]{4}/.test(words) ||
  (severity !== null && path !== null && /\p{L}{2}|[\u3040-\u9fff\uac00-\ud7af]/u.test(words));
