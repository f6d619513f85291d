import type { Severity } from '../../model/answers/review-schema.ts';
import type { LooseFinding } from '../complete-finding.ts';
import { readPlace } from '../place.ts';
import { type Label, labelOf } from '../words/labels.ts';
import { trimEndOf } from '../words/trim-end.ts';
import { splitAtFences } from './code-fences.ts';
import {
  emptyRecord,
  type FieldRecord,
  putField,
  putLine,
  type RecordOutcome,
  readRecord,
} from './field-record.ts';
import { linesOfXml } from './lines-of-xml.ts';
import { readCommentLine, readSingleLine } from './single-lines.ts';

/** What stands in the records of an answer. */
export interface RecordsReading {
  readonly findings: readonly LooseFinding[];
  /** Titles of those marked as dealt with. */
  readonly settled: readonly string[];
  /** Records with a level and no words that say what is wrong. */
  readonly unread: readonly { readonly severity: Severity; readonly words: string }[];
  readonly notes: readonly string[];
}

/** More of an answer, or of a line, is not looked at for fields. */
const longest = { answer: 200_000, line: 2_000 };

/** `severity: critical`, `- "file": src/queue.ts` */
const field =
  /^(?<indent>\s*)(?<item>[-*]\s+)?["'*_]{0,3}(?<name>\p{L}[\p{L} _-]{0,30}?)["'*_]{0,3}\s*[:：=]\s*(?<value>.*)$/u;

/**
 * Reads findings that stand in lines of fields (YAML, `Severity: critical`, XML) or one a line, as compilers write them: forms that
 * are neither JSON nor Markdown. Where the answer says that there are none (`saysNone`), only a blocking level with a file counts.
 * What stands in code is quoted, unless nothing but words that lead to it stands around it, or a field names the level of a record.
 */
export function readRecords(answer: string, saysNone = false): RecordsReading {
  const { outside, inside } = splitAtFences(answer.slice(0, longest.answer).replace(/\r\n?/g, '\n'));
  const isAlone = outside.every((line) => !/\p{L}/u.test(line) || /^\s*#|[:：][\s*_]*$/.test(line));
  const inCode = recordsIn(inside, true).filter(
    ({ labels, severity }) => isAlone || (labels.has('severity') && severity !== null),
  );
  const outcomes = [
    ...recordsIn(outside, false).filter((record) => !saysNone || isBlocking(record)),
    ...(saysNone ? [] : inCode),
  ].map(readRecord);
  const settled = outcomes.flatMap((each) => (each.is === 'settled' ? [each.finding.title] : []));
  const left = outcomes.flatMap((each) => (each.is === 'left' ? [each.words] : []));
  const quoted = (saysNone ? inCode : []).map(readRecord).flatMap((each) => titleOf(each) ?? []);
  return {
    findings: outcomes.flatMap((each) => (each.is === 'finding' ? [each.finding] : [])),
    settled,
    unread: outcomes.flatMap((each) => (each.is === 'wordless' ? [each] : [])),
    notes: [
      ...notesOf('marked as dealt with', settled),
      ...notesOf('records without a level or without words', left),
      ...notesOf('records in code, beside words that there are none,', quoted),
    ],
  };
}

/** The findings of records in code that name their level. */
export function readRecordsInCode(answer: string): LooseFinding[] {
  const { inside } = splitAtFences(answer.slice(0, longest.answer).replace(/\r\n?/g, '\n'));
  return recordsIn(inside, true)
    .filter(({ labels, severity }) => labels.has('severity') && severity !== null)
    .map(readRecord)
    .flatMap((each) => (each.is === 'finding' ? [each.finding] : []));
}

const titleOf = (outcome: RecordOutcome): string | null =>
  'finding' in outcome ? outcome.finding.title : 'words' in outcome ? outcome.words : null;

const isBlocking = ({ severity, path }: FieldRecord): boolean =>
  severity !== null && severity !== 'suggestion' && path !== null;

/** A record that lines are still added to, and how it is laid out. */
interface OpenRecord {
  readonly record: FieldRecord;
  readonly indent: number;
  readonly isItem: boolean;
  /** Whether each of its lines is an item of its own so far. */
  isFlat: boolean;
}

/** `isCode`: what Markdown reads elsewhere may stand in these lines too. */
function recordsIn(lines: readonly string[], isCode: boolean): FieldRecord[] {
  const records: FieldRecord[] = [];
  let open: OpenRecord | null = null;
  let file: string | null = null;
  for (const line of linesOfXml(lines.join('\n'))) {
    const start = line.slice(0, longest.line);
    const single = readSingleLine(start, file) ?? (isCode ? readCommentLine(start, file) : null);
    if (single !== null) {
      records.push(single);
      open = null;
      continue;
    }
    file = pathAlone(line) ?? file;
    const { item, indent = '', name = '', value = '' } = field.exec(start)?.groups ?? {};
    const isItem = item !== undefined;
    const label = labelOfField(name, isItem || open !== null);
    if (label === null) {
      const bare = /^(?<before>\s*)[-*](?:\s|$)/.exec(start)?.groups?.before;
      const isPart = open !== null && (!open.isItem || holdsItem(open, bare?.length ?? 0));
      if (bare !== undefined && (line.trim().length === 1 || !isPart)) open = null;
      if (open?.record.labels.size && line.trim() !== '') putLine(open.record, line.trim());
      continue;
    }
    if (open === null || begins(open, label, isItem, indent.length)) {
      file = fileAbove(open, indent.length) ?? file;
      open = { record: emptyRecord(file), indent: indent.length, isItem, isFlat: true };
      records.push(open.record);
    }
    open.isFlat &&= isItem;
    putField(open.record, label, name, unquoted(value + line.slice(longest.line)));
  }
  return records;
}

/** The file of a record that holds others: `- file: a.ts` with its findings in a list below. */
const fileAbove = (open: OpenRecord | null, indent: number): string | null =>
  open === null || indent <= open.indent || open.record.severity !== null || open.record.words.length > 0
    ? null
    : open.record.path;

/** The file that a line names and nothing else. */
const pathAlone = (line: string): string | null =>
  line.length > 400
    ? null
    : (readPlace(trimEndOf(line.trim().replace(/^[`*]+/, ''), '`*:'))[0]?.path ?? null);

/** What a field is; inside of a record, a key such as `rule` is a detail of it. */
function labelOfField(name: string, isInside: boolean): Label | null {
  if (name === '') return null;
  const words = name.replace(/[_-]/g, ' ');
  if (isInside && /^type$/i.test(name)) return 'kind';
  return (
    labelOf(words) ?? labelOf(words, 'title') ?? (isInside && /^[a-z][\w-]*$/.test(name) ? 'detail' : null)
  );
}

/** A record has one of each of these. */
const isOnce = (label: Label): boolean => label === 'severity' || label === 'place' || label === 'title';

/** Whether a field is the first of another record. */
function begins(open: OpenRecord, label: Label, isItem: boolean, indent: number): boolean {
  const { labels } = open.record;
  if (labels.size === 0) return true;
  if (isOnce(label) && labels.has(label)) return true;
  if (!isItem) return false;
  if (holdsItem(open, indent)) return isOnce(label) && fileAbove(open, indent) !== null;
  return !(open.isFlat && open.isItem && !labels.has(label));
}

/** Whether an item of a list stands in a record that is one itself. */
const holdsItem = ({ isItem, indent: outer }: OpenRecord, indent: number): boolean =>
  isItem && indent > outer;

const unquoted = (value: string): string =>
  value
    .trim()
    .replace(/^\*{1,3}\s+/, '')
    .replace(/^(["'`])(.*)\1,?$/, '$2');

/** A note that names what was left out; none where nothing was. */
const notesOf = (what: string, words: readonly string[]): string[] =>
  words.length === 0
    ? []
    : [
        `${words.length} ${what} left out: ${words.map((each) => JSON.stringify(each.slice(0, 200))).join(', ')}`,
      ];

/** Whether a title is a field of a record that says nothing of what is wrong: `id: 1`, `category: security`. */
export function isField(title: string): boolean {
  const { name } = field.exec(title.slice(0, longest.line))?.groups ?? {};
  const label = name === undefined ? null : labelOfField(name, true);
  return label !== null && label !== 'title' && label !== 'explanation' && label !== 'fix';
}
