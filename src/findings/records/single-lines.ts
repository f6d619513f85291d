import { readSeverity } from '../words/read-severity.ts';
import { saysDone } from '../words/says-settled.ts';
import { isTold, noLead, readLead } from './comment-lead.ts';
import { emptyRecord, type FieldRecord } from './field-record.ts';

/** `src/queue.ts:40:5: error: the job is lost`, as compilers write it. */
const compiled =
  /^\s*(?<path>[^\s:'"`<>|]{1,300}\.\w{1,8}):(?<line>\d{1,7})(?::\d{1,7})?\s*(?:[:-]\s*)?\[?(?<level>\p{L}{1,20})\]?\s*[:-]\s*(?<words>\S.*)$/u;
/** `::error file=src/queue.ts,line=40::the job is lost`, as a workflow says it. */
const annotated = /^\s*::(?<level>error|warning|notice)(?:\s+(?<fields>[^:\s][^:]*)?)?::(?<words>.+)$/;
/** `  40:5  error  the job is lost`, below a line with the file. */
const linted = /^\s+(?<line>\d{1,7}):\d{1,7}\s+(?<level>error|warning|info)\s+(?<words>\S.*)$/;

/** A finding in one line, below a line that may name its file. */
export function readSingleLine(line: string, file: string | null): FieldRecord | null {
  const groups = (compiled.exec(line) ?? annotated.exec(line) ?? (file === null ? null : linted.exec(line)))
    ?.groups;
  if (groups === undefined) return null;
  const { path = null, line: at = null, level = '', words = '', fields = '' } = groups;
  const severity = readSeverity(level);
  if (severity === null) return null;
  return {
    ...emptyRecord(file),
    severity,
    path: /\bfile=([^,\s]+)/.exec(fields)?.[1] ?? path,
    lines: /\bline=(\d+)/.exec(fields)?.[1] ?? at ?? '',
    words: [words.trim()],
  };
}

/** `[CRITICAL] src/queue.ts:40 – the job is lost`, in any order. */
export function readCommentLine(line: string, file: string | null): FieldRecord | null {
  if (/^\s*[-+*#|>]/.test(line) || saysDone(line)) return null;
  const { severity, place, words } = readLead(line, noLead);
  if (severity === null || place === null || !isTold(words)) return null;
  return {
    ...emptyRecord(file),
    severity,
    path: place.path,
    lines: `${place.startLine}-${place.endLine}`,
    words: [words],
  };
}
