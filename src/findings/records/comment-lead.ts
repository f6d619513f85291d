import type { Severity } from '../../model/answers/review-schema.ts';
import type { Place } from '../../model/finding.ts';
import { severityOfTag } from '../markdown/heads/tags.ts';
import { markedSeverity, readSeverity } from '../words/read-severity.ts';

/** What stands before a comment in a list, which Markdown does not know. */
export const bullet = /^(?:[•▪◦●‣▸►]\s*|[a-h]\)\s+)(?=\S)/u;
/** The number of a comment. */
export const numbered = /^[*_]{0,2}(?:\d{1,3}[.)]|[(（]\d{1,3}[)）])\s+/;
const separator = /^[\s|:：·•,，—–-]+/u;
const place =
  /^(?<path>[^\s:'"<>|()[\]【】*]+\.\w{1,10})(?::L?|#L|[*_`]*(?:\s+|,\s*)\(?(?:lines?\s+|L))(?<from>\d{1,7})(?:\s*[-–]\s*L?(?<to>\d{1,7}))?(?::\d{1,7})?\)?(?![\w.])/;
const bracketed = /^[[【(（](?<word>[^[\]【】()（）\n]{1,40})[\]】)）]/;
/** No level is longer, with what stands right behind it. */
const longestLevel = 60;
/** `CRITICAL`, which needs nothing behind it; `Must fix:`, which does. */
const loud = /^(?<word>[\p{Lu}\p{N}]+)[*_`]*(?=[\s|·:：—–-]|$)/u;
const labelled = /^(?<word>\p{L}[\p{L}\p{N}]*(?:[ -]\p{L}+)*)[*_`]*(?<end>\s*[:：|·—–]|\s+-\s|\s*$)/u;
const mark = /^[🔴🟠🟡🟢🔵⚪🟥🟧🟨🟩🟦🚨⛔🛑]\uFE0F?/u;

/** What leads a comment: its level and its place, in any order. */
export interface Lead {
  readonly severity: Severity | null;
  readonly place: Place | null;
  /** What stands behind them. */
  readonly words: string;
}

/** A lead of nothing. */
export const noLead: Lead = { severity: null, place: null, words: '' };

/** Whether words are more than one. */
export const isTold = (words: string): boolean =>
  /\p{L}\S*\s+\S*\p{L}|[\u3040-\u9fff\uac00-\ud7af]{4}/u.test(words);

/** Takes the level and the place off the front of a line, as far as they are not known: `[Critical] src/a.ts:3 – the job is lost`. */
export function readLead(line: string, known: Lead): Lead {
  let { severity, place: at } = known;
  let left = line.trim().replace(bullet, '').replace(numbered, '');
  for (let times = 0; times < 6; times++) {
    const bare = left.replace(/^[*_`~]+/, '').replace(separator, '');
    const taken =
      (severity === null ? takeLevel(bare, at !== null) : null) ?? (at === null ? takePlace(bare) : null);
    if (taken === null) break;
    severity ??= taken.severity;
    at ??= taken.place;
    left = taken.words.replace(/^[*_`]+/, '').replace(separator, '');
  }
  return { severity, place: at, words: left.replace(/^[*_`\s]+$/, '').replace(/^(.*)\*\*$/, '$1') };
}

function takeLevel(text: string, isPlaced: boolean): Lead | null {
  const marked = mark.exec(text)?.[0];
  if (marked !== undefined)
    return { severity: markedSeverity(marked), place: null, words: text.slice(marked.length) };
  const inBrackets = bracketed.exec(text);
  const found = inBrackets ?? conventional.exec(text) ?? labelled.exec(text.slice(0, longestLevel));
  const written = found?.groups?.word ?? '';
  // `src/a.ts:3: note: …`, as compilers write it
  const compiled = isPlaced && /[:：]/.test(found?.groups?.end ?? '') ? readSeverity(written) : null;
  const named = severityOfTag(written, true) ?? compiled;
  if (found !== null && named !== null)
    return { severity: named, place: null, words: text.slice(found[0].length) };
  const shout = loud.exec(text.slice(0, longestLevel));
  const word = shout?.groups?.word ?? '';
  const level = ofLogs.test(word) ? null : severityOfTag(word, true);
  if (shout === null || level === null) return null;
  return { severity: level, place: null, words: text.slice(shout[0].length) };
}

/** With nothing around them a program writes these, and not who looks at it. */
const ofLogs = /^(?:ERROR|WARN|WARNING|INFO|NOTE|FATAL)$/;

/** `issue (blocking):`, as conventional comments begin. */
const conventional = /^(?<word>[a-z]{3,12} \([a-z-]{3,20}\)):/;

function takePlace(text: string): Lead | null {
  const found = place.exec(text);
  const { path = '', from = '', to = from } = found?.groups ?? {};
  if (found === null || /^\w+:\/\//.test(path)) return null;
  const [start, end] = [Number(from), Number(to)].sort((one, other) => one - other) as [number, number];
  if (start < 1) return null;
  return {
    severity: null,
    place: { path, startLine: start, endLine: end },
    words: text.slice(found[0].length),
  };
}
