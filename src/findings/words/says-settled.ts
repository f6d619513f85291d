import { readSeverityPhrase } from './read-severity.ts';
import { approvalMarks } from './severity-words.ts';

/** Whether a status says that nothing is left to do. */
export function saysSettled(words: string): boolean {
  const text = words.replace(/[*_`~]/g, '').trim();
  const first = text.split(/[.,;:(（—–。，]/, 1)[0] ?? '';
  const { isSettled, isNone } = readSeverityPhrase(first);
  return (isSettled && !isNone) || /^✅|^correct[oa]?\b/iu.test(text);
}

/** Whether a line says that the matter is dealt with, and nothing else: `**Fixed** ✅`. */
export function saysOnlySettled(line: string): boolean {
  // `**Open/Closed:**` is a label, and a principle.
  if (line.length > 40 || /[/:：]/.test(line)) return false;
  const { isSettled, isNone, isPure } = readSeverityPhrase(line);
  return isSettled && isPure && !isNone;
}

/** Behind a word such as `fixed`: in which commit, round or way. */
const where = /\s+(?:in|by|with|as|since|at|on|via)\s.*$/iu;

/**
 * Whether a status says that nothing is left to do, and nothing that could be meant otherwise: `Fixed in 0a1b2c3`, but not `Completed
 * analysis`, `should have been addressed` or `accepted`, which findings are too.
 */
export function saysSurelySettled(status: string): boolean {
  const first =
    status
      .replace(/[*_`~]/g, '')
      .trim()
      .split(/[.,;:(（—–。，]/, 1)[0] ?? '';
  const { isSettled, isNone, isPure, severity } = readSeverityPhrase(
    first.replace(where, '').replace(/^(?:already|now)\s+/i, ''),
  );
  return (
    isSettled && isPure && !isNone && severity === null && !/^accepted$/i.test(first) && !saysOpen(status)
  );
}

/** Words that say that something is left to do. */
const open =
  /\b(?:open|unresolved|unfixed|unaddressed|still|persists?|remains?|remaining|partial(?:ly)?|reopened|regressed)\b|\bnot (?:yet )?(?:been )?(?:fixed|resolved|addressed|done)\b|未修复|未解决|未対応|미해결/i;

/** Whether a status, or a line with one, says that something is left to do. */
export const saysOpen = (words: string): boolean => open.test(words);

/** What stands between dashes, brackets and the like, but for code. */
const partsOf = (line: string): string[] =>
  line
    .replace(/`[^`\n]*`/g, ' ')
    .split(/\s[-–—]+\s|[()（）[\]|→:：,;]/)
    .filter((part) => /[\p{L}\p{N}]/u.test(part));

/** Whether the first or the last part of a line, between dashes, brackets and the like, says that the rest is dealt with. */
export function saysDone(line: string): boolean {
  if (approvalMarks.test(line)) return true;
  const parts = partsOf(line);
  return !saysOpen(line) && [parts[0], parts.at(-1)].some((part) => saysSurelySettled(part ?? ''));
}

/** Words for what is left to do that are said of other things too: `the open file`, `remaining jobs`. */
const openToo = /^\W*(?:open|remaining|partial(?:ly)?)\W*$/i;

/** Whether a line says of its matter, and of nothing in it, that it is left to do. */
export const saysStillOpen = (line: string): boolean =>
  saysOpen(line.replace(/\b(?:open|remaining|partial)\b/gi, '')) ||
  partsOf(line).some((part) => openToo.test(part));
