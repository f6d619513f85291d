import { readSeverityPhrase } from '../../words/read-severity.ts';
import { saysOnlySettled, saysOpen, saysSurelySettled } from '../../words/says-settled.ts';
import { approvalMarks } from '../../words/severity-words.ts';
import { complains } from '../../words/tone.ts';
import type { FindingHead } from './finding-head.ts';

/** Whether a head says that its finding is dealt with: struck through, approved of, or settled in front of its words or behind them. */
export const isStruck = ({ title, words }: Pick<FindingHead, 'title' | 'words'>): boolean =>
  isStruckThrough(title) ||
  isApproved(title) ||
  endsSettled(title) ||
  startsSettled(title) ||
  pointsAtSettled(title) ||
  pointsAtSettled(words);

/** `~~The lock leaks~~ (fixed)`, but not `~~High~~ Critical: the lock leaks`. */
function isStruckThrough(title: string): boolean {
  const struck = /^~~(.*)~~/s.exec(title)?.[1];
  if (struck === undefined) return false;
  const { severity, isPure } = readSeverityPhrase(struck);
  return severity === null || !isPure;
}

/** A mark in front, behind, or before words such as `fixed`; inside of a sentence it is what the sentence speaks of. */
function isApproved(title: string): boolean {
  const at = approvalMarks.exec(title)?.index;
  if (at === undefined) return false;
  const [before, behind] = [title.slice(0, at), title.slice(at).replace(/^\P{L}+/u, '')];
  return !/[\p{L}\p{N}]/u.test(before) || !/\p{L}/u.test(behind) || saysSurelySettled(behind);
}

/** `Interest formula — correct` is what was looked at; of a finding with a level or an id it says that the finding is right. */
export const saysCorrect = ({ id, title }: Pick<FindingHead, 'id' | 'title'>): boolean =>
  id === null && !complains(title) && /(?:[(（[]|\s[—–-]+\s)\s*correct[)）\]]?\s*$/i.test(title);

/** `… → **Fixed**`; `open → closed` are states of something. */
function pointsAtSettled(text: string): boolean {
  const [, before = '', end = ''] =
    /(\S*)\s*(?:→|⇒|[-=]>)\s*([^→⇒>]{2,32}?)\s*$/.exec(text.slice(-200)) ?? [];
  return !/^\W*\p{Ll}/u.test(end) && !saysOpen(before) && saysOnlySettled(end);
}

/** `… (VALID - Fixed)`, `… — resolved` */
const endsSettled = (title: string): boolean => {
  const end =
    /(?:[*_(（[]|\s[—–-]+\s|\p{Extended_Pictographic}\uFE0F?)\s*([^*_()（）[\]—–]{2,32})[*_)）\]]*\s*$/u.exec(
      title,
    )?.[1];
  if (end === undefined) return false;
  // `Connections are never *closed*` lays stress on a word of its sentence.
  if (/[*_]+\s*\p{Ll}[^*_()（）[\]—–]*[*_]+\s*$/u.test(title.slice(-80))) return false;
  return [end, ...end.split(/\s[-/|]\s/)].some((words) => {
    const { isSettled, isPure, isNone } = readSeverityPhrase(words);
    return isPure && (isSettled || isNone);
  });
};

const goesOn = /^[*_]*[[(（【]\p{Lu}[^\])）】]{0,24}[\])）】][*_]*\s+\p{Ll}/u;

/** `RESOLVED: Low: …`, `[Fixed] …` */
const startsSettled = (title: string): boolean => {
  const [, bracketed, named = bracketed] =
    /^[*_`]*(?:[[(（【]([^()[\]（）【】]{2,24})[\])）】]|([\p{L} ]{2,24})[:：])/u.exec(title) ?? [];
  if (named === undefined) return false;
  // `[DONE] marker crashes the stream`: what goes on in small letters is a sentence, and in code it is a value.
  if (bracketed !== undefined && (title.startsWith('`') || goesOn.test(title))) return false;
  const { isSettled, isPure } = readSeverityPhrase(named);
  return isPure && isSettled;
};
