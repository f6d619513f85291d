import type { Severity } from '../../model/answers/review-schema.ts';
import type { LooseFinding } from '../complete-finding.ts';
import { readLines, readPlace } from '../place.ts';
import { type Label, labelOf } from '../words/labels.ts';
import { markedSeverity, readSeverity } from '../words/read-severity.ts';
import { linesOfXml } from './lines-of-xml.ts';

/** What the lines of one record say. */
interface Record {
  severity: Severity | null;
  path: string | null;
  /** The file that a line above names. */
  readonly around: string | null;
  lines: string;
  readonly words: string[];
  fix: string | null;
  readonly labels: Set<Label>;
}

/** `src/queue.ts:40:5: error: the job is lost`, as compilers write it. */
const compiled =
  /^\s*(?<path>[^\s:'"`<>|]{1,300}\.\w{1,8}):(?<line>\d{1,7})(?::\d{1,7})?\s*[:-]?\s*\[?(?<level>\p{L}{1,20})\]?\s*[:-]\s*(?<words>\S.*)$/u;
/** `::error file=src/queue.ts,line=40::the job is lost`, as a workflow says it. */
const annotated = /^\s*::(?<level>error|warning|notice)\s+(?<fields>[^:]*)::(?<words>.+)$/;
/** `  40:5  error  the job is lost`, below a line with the file. */
const linted = /^\s+(?<line>\d{1,7}):\d{1,7}\s+(?<level>error|warning|info)\s+(?<words>\S.*)$/;
/** `severity: critical`, `- "file": src/queue.ts` */
const field =
  /^\s*(?<item>[-*]\s+)?["'*_]{0,3}(?<name>\p{L}[\p{L} _-]{0,30}?)["'*_]{0,3}\s*[:：=]\s*(?<value>.*)$/u;

/**
 * Reads findings that stand in lines of fields (YAML, `Severity: critical`, XML) or one a line, as compilers write them: forms that
 * are neither JSON nor Markdown. Each has words, and a level or a line.
 */
export function readRecords(answer: string): LooseFinding[] {
  const records: Record[] = [];
  let open: Record | null = null;
  let file: string | null = null;
  for (const line of linesOfXml(answer.slice(0, 200_000))) {
    const single = readSingle(line, file);
    if (single !== null) {
      records.push(single);
      open = null;
      continue;
    }
    file = readPlace(line.trim().replace(/^[`*]+|[`*:]+$/g, ''))[0]?.path ?? file;
    const { item, name = '', value = '' } = field.exec(line)?.groups ?? {};
    const words = name.replace(/[_-]/g, ' ');
    const label = name === '' ? null : (labelOf(words) ?? labelOf(words, 'title'));
    if (label === null) {
      if (item !== undefined || /^\s*[-*](?:\s|$)/.test(line)) open = null;
      if (open?.labels.size && line.trim() !== '' && !/^\s*(?:```|~~~)/.test(line))
        open.words.push(line.trim());
      continue;
    }
    if (open === null || item !== undefined || (isOnce(label) && open.labels.has(label))) {
      open = { severity: null, path: null, around: file, lines: '', words: [], fix: null, labels: new Set() };
      records.push(open);
    }
    put(open, label, unquoted(value));
  }
  return records.flatMap(findingOf);
}

/** A record has one of each of these. */
const isOnce = (label: Label): boolean => label === 'severity' || label === 'place' || label === 'title';

function put(record: Record, label: Label, value: string): void {
  record.labels.add(label);
  if (label === 'severity') record.severity ??= readSeverity(value) ?? markedSeverity(value);
  else if (label === 'place') {
    const [place] = readPlace(value);
    record.path ??= place?.path ?? null;
    if (place?.startLine != null) record.lines ||= `${place.startLine}-${place.endLine ?? place.startLine}`;
  } else if (label === 'line') record.lines ||= value;
  else if (label === 'fix') record.fix ??= value || null;
  else if (!/^[|>][+-]?$/.test(value) && value !== '') record.words.push(value);
}

/** A finding in one line. */
function readSingle(line: string, file: string | null): Record | null {
  const groups = (compiled.exec(line) ?? annotated.exec(line) ?? (file === null ? null : linted.exec(line)))
    ?.groups;
  if (groups === undefined) return null;
  const { path = null, line: at = null, level = '', words = '', fields = '' } = groups;
  const severity = readSeverity(level);
  if (severity === null) return null;
  const named = /\bfile=([^,\s]+)/.exec(fields)?.[1] ?? path ?? file;
  const lines = /\bline=(\d+)/.exec(fields)?.[1] ?? at ?? '';
  return { severity, path: named, around: null, lines, words: [words.trim()], fix: null, labels: new Set() };
}

function findingOf({ severity, path: own, around, lines, words, fix }: Record): LooseFinding[] {
  const [title] = words;
  const path = own ?? around;
  if (title === undefined || !/\S\s+\S|[\u3040-\u9fff\uac00-\ud7af]{4}/.test(title)) return [];
  const [range = null] = path === null ? [] : readLines(lines);
  if (severity === null && range === null) return [];
  return [
    {
      id: null,
      severity: severity ?? 'important',
      kind: null,
      title: title.length <= 200 ? title : `${title.slice(0, 199)}…`,
      path,
      startLine: range?.startLine ?? null,
      endLine: range?.endLine ?? null,
      quote: null,
      explanation: words.join('\n'),
      evidence: [],
      fix,
      patch: null,
    },
  ];
}

const unquoted = (value: string): string => value.trim().replace(/^(["'`])(.*)\1,?$/, '$2');
