import { readTokens } from '../../words/phrases.ts';
import { readSeverityPhrase } from '../../words/read-severity.ts';
import { severityPhrases } from '../../words/severity-words.ts';

/** What an answer says about a finding away from it. */
export interface State {
  /** As `plainName` has it. */
  readonly name: string;
  readonly isSettled: boolean;
  /** What is said beside it about its finding; empty where nothing is. */
  readonly words: string;
}

const id = String.raw`(?:#\d{1,3}|[A-Z]{1,8}[-–_]?\d{1,4}[a-z]?)`;
/** Ids in a row, as the source of a pattern: `C1, H2–H4 and L1`. */
export const ids = String.raw`${id}(?:\s*(?:[,&/、]|and|und|et|y|e|и|和|through|to|bis|[-–—])+\s*${id})*`;

/** An id without what is written in one way or another: `c-1` and `C1` are one, `C1-1` and `C11` are two. */
export const plainName = (name: string): string =>
  name
    .toUpperCase()
    .replace(/[#\s]/g, '')
    .replace(/(?<=[A-Z])[-–_]+(?=\d)/g, '');

/** The ids of a list, with those between the ends of a range: `C1, H2–H4`. */
export function namesIn(list: string): string[] {
  return list.split(/\s*(?:[,&/、]|\b(?:and|und|et|y|e)\b|и|和)\s*/).flatMap((part) => {
    const range =
      /^([A-Z]{1,8}[-–_]?)(\d{1,4})\s*(?:[-–—]|through|to|bis)\s*([A-Z]{1,8}[-–_]?)(\d{1,4})$/.exec(part);
    if (range === null) return /^#?[A-Z]{0,8}[-–_]?\d{1,4}[a-z]?$/.test(part) ? [plainName(part)] : [];
    const [, letters = '', first = '', ofLast = '', last = ''] = range;
    const count = Number(last) - Number(first);
    if (plainName(letters) !== plainName(ofLast) || count < 0 || count > 100) return [];
    return Array.from({ length: count + 1 }, (_, at) => plainName(`${letters}${Number(first) + at}`));
  });
}

/** The ids that a text names anywhere. */
export const namedIn = (text: string): string[] =>
  (text.match(/(?<![\p{L}\p{N}])[A-Z]{1,8}[-–_]?\d{1,4}[a-z]?(?![\p{L}\p{N}])/gu) ?? []).map(plainName);

/** Says that a finding was looked at, or that its defect stays: a review says it of what is left to do. */
const leavesDefect =
  /^(?:accepted|mitigated|intended|intentional|by design|as designed|design decision|won'?t fix)\b|保留|維持現狀|维持现状|不实施|不修复|设计决策|有意设计/i;

/**
 * Whether a phrase says that findings are dealt with, and can't be meant otherwise: `all fixed`, `已修复的问题`, but not `Fixed before
 * merge`, which asks for it, nor `accepted`.
 */
export function saysRepaired(phrase: string): boolean {
  const { isSettled, isPure, isNone } = readSeverityPhrase(phrase);
  if (!isSettled || !isPure || isNone || leavesDefect.test(phrase.trim())) return false;
  return readTokens(phrase, severityPhrases).every(
    ({ role, text }) =>
      (role !== 'filler' && role !== 'label') || /^(?:all|now|的|个|все|los|las)$/.test(text),
  );
}

/** Words for what is finished, which a step of a review is too. */
export const isWorkDone = (phrase: string): boolean =>
  /^\P{L}*(?:all |now |already )?(?:done|completed?|closed|addressed|implemented|erledigt|完了|완료|已完成|已处理|已處理)\b/iu.test(
    phrase,
  ) || /^\P{L}*(?:完了|완료|已完成|已处理|已處理)/u.test(phrase);
