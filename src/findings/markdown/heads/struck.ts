import { readSeverityPhrase } from '../../words/read-severity.ts';
import { saysOnlySettled, saysOpen } from '../../words/says-settled.ts';
import { approvalMarks } from '../../words/severity-words.ts';
import type { FindingHead } from './finding-head.ts';

/** Whether a head says that its finding is dealt with: struck through, approved of, or settled in front of its words or behind them. */
export const isStruck = ({
  title,
  words,
  isTicked,
}: Pick<FindingHead, 'title' | 'words' | 'isTicked'>): boolean =>
  isTicked ||
  /^~~.*~~/s.test(title) ||
  approvalMarks.test(title) ||
  endsSettled(title) ||
  startsSettled(title) ||
  pointsAtSettled(title) ||
  pointsAtSettled(words);

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
  return [end, ...end.split(/\s[-/|]\s/)].some((words) => {
    const { isSettled, isPure, isNone } = readSeverityPhrase(words);
    return (isPure && (isSettled || isNone)) || /^correct$/i.test(words.trim());
  });
};

/** `RESOLVED: Low: …`, `[Fixed] …` */
const startsSettled = (title: string): boolean => {
  const [, bracketed, named = bracketed] =
    /^[*_`]*(?:[[(（【]([^()[\]（）【】]{2,24})[\])）】]|([\p{L} ]{2,24})[:：])/u.exec(title) ?? [];
  if (named === undefined) return false;
  const { isSettled, isPure } = readSeverityPhrase(named);
  return isPure && isSettled;
};
