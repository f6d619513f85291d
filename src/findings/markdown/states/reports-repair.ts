import { beginsWithPastChange } from '../../words/past-change.ts';
import type { Draft } from '../assemble-finding.ts';

/** `The lock was held too long. Fix: Moved the release.` in one paragraph; what is suggested has another label. */
const fixInLine =
  /(?:^|[.;!?]\s+)[*_]{0,2}(?:Fix(?: applied)?|Resolution)(?:[:：][*_]{0,2}|[*_]{2}[:：])\s+/u;

/** Takes back that all was done. */
const limits =
  /\b(?:but|however|although|except|not|never|still|part(?:ly|ial|ially)|only|should|must|needs?|to ?do|follow[- ]?ups?)\b|n['’]t\b/i;
const past = /\b(?:was|were|did|had|wasn['’]t|weren['’]t|didn['’]t|hadn['’]t)\b/i;
/** `The check was removed` tells what the change under review does. */
const changeUnderReview =
  /\b(?:was|were)\s+(?:\w+ly\s+)?(?:removed|dropped|deleted|introduced|added|changed|moved|replaced|renamed|reverted|disabled|refactored|rewritten|commented)\b/gi;
const present =
  /\b(?:is|are|am|do|does|has|have|can|cannot|could|will|would|may|might|must|should|shall|needs?|still|now|currently|today)\b|\b(?:isn|aren|don|doesn|hasn|haven|can|couldn|won|wouldn|mustn|shouldn)['’]t\b/i;

/**
 * Whether a finding reports what was repaired: its fix begins with a change that was made, and its problem is told in the past. What
 * comes with evidence, a reproduction or a patch is left to do.
 */
export function reportsRepair({ head, body }: Draft): boolean {
  if (body.evidence.length > 0 || body.repro !== null || body.patch !== null) return false;
  const told = [head.title, head.words, body.explanation].filter(Boolean).join('\n').slice(0, 4_000);
  const [inLine, ...fixes] = told.split(fixInLine);
  if (body.fix !== null && fixes.length > 0) return false;
  const fix = body.fix ?? fixes.join(' ');
  const problem = body.fix === null ? (inLine ?? '') : told;
  return beginsWithPastChange(fix) && !limits.test(fix.slice(0, 4_000)) && isToldInPast(problem);
}

/** A part of a sentence without a verb of the past may be in the present, unless it is too short for one. */
function isToldInPast(problem: string): boolean {
  const clauses = problem
    .replace(/`[^`\n]*`|(?<!\S)\S+\.\w\S*/g, ' x ')
    .split(/[.,;:!?()\n。，；：]|\s[-–—]+\s|\b(?:so|and|but|yet|which|because)\b/i)
    .map((clause) => clause.replace(changeUnderReview, ' ').replace(/[*_~]/g, '').trim());
  return (
    clauses.some((clause) => past.test(clause)) &&
    clauses.every((clause) => !present.test(clause) && (past.test(clause) || isFragment(clause)))
  );
}

/** `Retry loop`; a word that ends with s may be a verb: `The lock leaks`. */
function isFragment(clause: string): boolean {
  const words = clause.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length <= 3 && !words.some((word) => /[^s]s$/i.test(word));
}
