import type { Severity } from '../../model/answers/review-schema.ts';
import type { LooseFinding } from '../complete-finding.ts';
import { readSeverity } from '../words/read-severity.ts';

/** Whether a fold holds a review once more, in words for an agent that is to mend what it says. */
export const isPrompt = (title: string): boolean =>
  /\bprompt for\b.*\bagents?\b|\bfix all\b.*\bagents?\b/i.test(title);

const file = /^\s*In [`'"]?@?(?<path>[^\s`'"]+?)[`'"]?:?\s*$/;
const task =
  /^\s*(?:[-*]\s+)?(?:In [`'"]?@?(?<path>[^\s`'"]+?)[`'"]?,?\s+)?(?:at |around )?lines? (?<from>\d{1,9})(?:\s*(?:-|–|to)\s*(?<to>\d{1,9}))?\s*[,:]?\s*(?<words>.*)$/i;
const group = /^\s*(?<level>[\p{L} -]{3,30}) comments?:\s*$/u;

/** Reads such a text: files in lines of their own (``In `@src/a.ts`:``), and below them lines with what is wrong there. */
export function readPrompt(text: string): LooseFinding[] {
  const tasks: { path: string; from: number; to: number; severity: Severity; words: string }[] = [];
  let path: string | null = null;
  let severity: Severity = 'important';
  let isOpen = false;
  for (const line of text.split('\n')) {
    const groups = file.exec(line)?.groups ?? null;
    const level = group.exec(line)?.groups?.level;
    const { from, to = from, words = '', path: own = path } = task.exec(line)?.groups ?? {};
    if (groups !== null) path = groups.path ?? null;
    else if (level !== undefined) severity = readSeverity(level) ?? 'important';
    else if (own && from !== undefined)
      tasks.push({ path: own, from: Number(from), to: Number(to), severity, words });
    else if (isOpen && line.trim() !== '') (tasks.at(-1) as { words: string }).words += ` ${line.trim()}`;
    isOpen =
      groups === null &&
      level === undefined &&
      line.trim() !== '' &&
      (isOpen || from !== undefined) &&
      tasks.length > 0;
  }
  return tasks.map(({ path: at, from, to, severity: named, words }) => ({
    id: null,
    severity: named,
    kind: null,
    title:
      /^.{10,160}?[.;](?=\s|$)/.exec(words)?.[0] ?? (words.length <= 160 ? words : `${words.slice(0, 159)}…`),
    path: at,
    startLine: Math.min(from, to) || null,
    endLine: Math.max(from, to) || null,
    quote: null,
    explanation: words,
    evidence: [],
    fix: null,
    patch: null,
  }));
}
