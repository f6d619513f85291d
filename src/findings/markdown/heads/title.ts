import type { Severity } from '../../../model/answers/review-schema.ts';
import { labelOf } from '../../words/labels.ts';
import { markedSeverity, readSeverityPhrase } from '../../words/read-severity.ts';
import { trimEndOf } from '../../words/trim-end.ts';
import { isOnlyPlaces, readPlaces } from './inline-places.ts';
import { dropTags, severityOfTag } from './tags.ts';

/** What stood before a title. */
export interface Leads {
  readonly id: string | null;
  readonly severity: Severity | null;
  /** What a mark such as 🔴 stands for, where no word says it. */
  readonly marked: Severity | null;
  readonly isNumbered: boolean;
  /** The number in front, where it is one: `3. The lock leaks`. */
  readonly number: string | null;
  /** A box that is ticked: `[x]`. */
  readonly isTicked: boolean;
  /** Lines without a file, as below the heading of a file: `9-12`. */
  readonly lines: string | null;
  /** The text without them. */
  readonly left: string;
}

const idWord = String.raw`(?:[CISFHMLNBRW]|CRIT|IMP|SUG|BUG|HIGH|MED|LOW|NIT|ISSUE|FINDING)[-–]?\d{1,3}[a-z]?`;
/** Ids of other templates: `SEC-1`, `CR-012`, `R6-L1`, `CR-2026-07-003`, `bug_004`. */
const otherId = String.raw`(?:[A-Z]{1,8}[-–_]?\d{1,4}(?:[-–_.][A-Z]{0,3}\d{1,4}){0,4}[a-z]?|[a-z]{2,10}_\d{1,4})`;
const countWord =
  'finding|issue|problem|bug|violation|defect|risk|vulnerability|error|warning|item|concern|comment|hallazgo|problema|befund|fund|constat|achado|问题|缺陷|发现|新发现|改进|漏洞|建议|指摘|問題|課題|문제|이슈|проблема';

const counted = new RegExp(String.raw`^(?:${countWord})\s?#?\d`, 'iu');
/** A few words with a number behind them, and a title: `🔴 Critical problem #1: the lock leaks`. */
const namedAndCounted = /^(\P{N}{3,40}?)\s*#?\d{1,3}(?:\.\d{1,3})?\s*(?:[:：]|[-–—]\s)\s*\S/u;

/** Whether a title counts findings: `Issue 3.1: the lock leaks`; a level may stand beside the word for them. */
export function isCounted(title: string): boolean {
  const bare = title.trim();
  if (counted.test(bare)) return true;
  const named = namedAndCounted.exec(bare)?.[1];
  if (named === undefined) return false;
  const { isPure, hasNoun, isNone, isSettled } = readSeverityPhrase(named);
  return isPure && hasNoun && !isNone && !isSettled;
}

/** What may stand before a title: `I1.`, `[C2]`, `S-3:`, `[CRITICAL]`, `3.`, `Finding 2:`, `High:`, an emoji. */
const leads = [
  new RegExp(String.raw`^[*_]*[[(](?<bracketedId>${idWord})[\])](?:\s*[.:)]|\s*[-–—]+(?=\s))?\s*`, 'iu'),
  new RegExp(String.raw`^(?<id>${idWord})(?:\s*[.:)]|\s*[-–—]+(?=\s)|(?=\s*$))\s*`, 'iu'),
  /^[*_]*\[(?<number>\d{1,3})\]\s+/u,
  /^(?:`(?<lines>\d+(?:-\d+)?)`|(?:[Aa]round )?[Ll]ines? (?<wordy>\d+(?:\s*[-–]\s*\d+)?))\s*[:：]\s*/u,
  /^[*_`]*[[(【（](?<word>[^()[\]【】（）\n]{1,60})[)\]】）][*_`]*\s*[:：]?(?:\s*[-–—]+(?=\s))?\s*/u,
  /^[*_]{0,2}`(?<word>[^`\n]{1,40})`[*_]{0,2}\s*(?:[:：]|[-–—]+(?=\s))?\s*/u,
  /^\*\*(?<word>[^*\n]{1,40}?)[:：]?\*\*\s*(?:[:：]|[-–—]+(?=\s))?\s*/u,
  /^(?<label>[\p{L}\p{N}][\p{L}\p{N} /_-]{0,40}?(?:\s*\([^()\n]{1,40}\))?)\s*(?::(?=\s|\*|$)|[：，](?!\d)|\s[-–—]+(?=\s))[*_]*\s*/u,
  /^(?<word>[\p{L}\p{N}][\p{L}\p{N} /_-]{0,40})$/u,
  /^(?<id>[A-Z]{1,2}[-–]?\d{1,2})$/u,
  // `A. The lock leaks`, as an outline has it
  /^(?<number>[A-H])[.)]\s+(?=[\p{Lu}\p{Lo}"“‘`])/u,
  new RegExp(String.raw`^\[(?<bracketedId>${otherId})\]\s*[.:)]?\s*`, 'u'),
  new RegExp(String.raw`^(?<id>${otherId})(?:\s*[.:)：](?=\s)|：|\s+[-–—·|]+(?=\s))\s*`, 'u'),
  new RegExp(
    String.raw`^(?:(?:${countWord}) ?)?#?(?<number>\d{1,3}(?:[-.]\d{1,3})*)\s*(?:[.:)、．：]|[-–—]+(?=\s))(?=\s|[*（(]|\p{L}|$)\s*`,
    'iu',
  ),
  /^`?\[(?<box>[ xX✓✔])\]`?\s+(?=\S)/u,
  /^(?<mark>[\p{Extended_Pictographic}🔴-🟫]\uFE0F?)\s*/u,
];

/** Before the title of a heading: `3.1 The lock leaks`, `#3 The lock leaks`, `二、…`. */
const outlineNumber =
  /^(?<mark>\p{Extended_Pictographic}\uFE0F?\s*)?(?:\d{1,2}(?:\.\d{1,2})+\s+(?=\D)|#\d{1,3}\s+(?=\S)|[一二三四五六七八九十]{1,3}[、．.]\s*)/u;

/** Takes ids, numbers and severities off the front of a title, and of a heading the number of its part. */
export function takeLeads(written: string, isHeading = false): Leads {
  const text = isHeading ? written.trim().replace(outlineNumber, '$<mark>') : written;
  let found: Leads = {
    id: null,
    severity: null,
    marked: null,
    isNumbered: text !== written && text !== written.trim(),
    number: text === written ? null : (/^\P{L}*?#(\d{1,3})\s/u.exec(written)?.[1] ?? null),
    isTicked: false,
    lines: null,
    left: text.trim(),
  };
  for (let times = 0; times < 8; times++) {
    const taken = takeLead(found);
    if (taken === null) return found;
    found = taken;
  }
  return found;
}

function takeLead(found: Leads): Leads | null {
  for (const lead of leads) {
    const match = lead.exec(found.left);
    if (match === null) continue;
    const {
      id,
      bracketedId = id,
      label,
      word = label,
      number,
      box,
      mark,
      wordy,
      lines = wordy,
    } = match.groups ?? {};
    // A label such as `Suggestion:` belongs to a finding and leads none; `suggestion (non-blocking):` does.
    const isPart = label !== undefined && labelOf(label) !== null && !/[(（]|^nit/i.test(label);
    const named = word === undefined || isPart ? null : severityOfTag(word, label !== undefined);
    // So does `Recommended action`.
    const severity =
      named === 'suggestion' && / /.test(word ?? '') && labelOf(word ?? '') !== null ? null : named;
    // `5. Error handling improvements` is a title, though its words are those of levels.
    const isWhole =
      found.isNumbered && match[0].length === found.left.length && /\S\s+\S+\s+\S/.test(word ?? '');
    if (word !== undefined && (severity === null || isWhole)) continue;
    // `P1. The lock leaks` names a level and no finding.
    const ofId = bracketedId === undefined ? null : severityOfTag(bracketedId);
    const ownId = ofId === null ? bracketedId : undefined;
    return {
      id: found.id ?? ownId?.toUpperCase().replace(/^([A-Z]+)[-–]/, '$1') ?? null,
      severity: found.severity ?? severity ?? ofId,
      marked: found.marked ?? (mark === undefined ? null : markedSeverity(mark)),
      isNumbered: found.isNumbered || number !== undefined,
      number: found.number ?? (/^\d+$/.test(number ?? '') ? (number ?? null) : null),
      isTicked: found.isTicked || /\S/.test(box ?? ''),
      lines: found.lines ?? lines ?? null,
      left: found.left.slice(match[0].length),
    };
  }
  return null;
}

/** No title is longer; in more than this nobody looks for places and tags. */
const longestTitle = 1_000;

/** Parts a title from the places and tags that stand in front of it or behind it; `behind` is what follows a bold title. */
export function splitTitle(written: string, behind: string): { title: string; tail: string } {
  if (written.length > longestTitle) return { title: trimTitle(written), tail: behind };
  const front = /^(.{1,200}?)\s+[-–—]+\s+(?=\S)/.exec(written);
  if (front?.[1] && isOnlyPlaces(front[1])) {
    return { ...splitTitle(written.slice(front[0].length), ''), tail: `${front[1]} ${behind}` };
  }
  const level =
    /^(.*?\S)\s+[-–—]+\s+[*_`[]*([^*_`[\]()（）]{2,30}?)\s*(?:[(（][^()（）]*[)）])?[*_`\]]*\s*$/.exec(
      written,
    );
  if (level?.[1] && level[2] && severityOfTag(level[2]) !== null) {
    const { title, tail } = splitTitle(level[1], behind);
    return { title, tail: `${tail} (${level[2]})` };
  }
  const needsPlace = readPlaces(behind).length === 0;
  for (const separator of written.matchAll(/\s+(?:[-–—·]+|in|at)\s+|\s+(?=[*_`]*\()|\s*(?=[（【])/g)) {
    const tail = written.slice(separator.index + separator[0].length);
    const words = dropTags(tail);
    const isDash = /[-–—·]/.test(separator[0]);
    const isTags = /^(?:[\s*_`:：.—–-]|\p{Extended_Pictographic}\uFE0F?)*$/u.test(words);
    const isPlaces = isOnlyPlaces(words) && (isDash || (needsPlace && /:\d/.test(words)));
    const beginsWithPlace = isDash && needsPlace && isOnlyPlaces(firstToken(words));
    if (!isTags && !isPlaces && !beginsWithPlace) continue;
    return { title: trimTitle(written.slice(0, separator.index)), tail: `${behind} ${tail}` };
  }
  return { title: trimTitle(written), tail: behind };
}

const firstToken = (markdown: string): string =>
  /^(`[^`]+`|\[[^\]]*\]\([^)]*\)|\S+)/.exec(markdown)?.[0] ?? '';

const trimTitle = (title: string): string => trimEndOf(title.trim(), ':—–');

/** What a tail says beside its places and tags: `— a.ts:12 (nit) — the lock stays held` leaves the last part. */
export function wordsOfTail(tail: string): string {
  let left = tail.trim();
  for (let times = 0; times < 12; times++) {
    const before = left;
    left = left.replace(/^[\s:：—–,;|*_-]+/, '');
    const token = firstToken(left);
    const brackets = /^[*_`]*\(([^()\n]*)\)[*_`]*/.exec(left)?.[0];
    const folder = /^`[^`\s]+\/`/.exec(left)?.[0];
    if (folder) left = left.slice(folder.length);
    else if (brackets && (dropTags(brackets) === '' || isOnlyPlaces(brackets)))
      left = left.slice(brackets.length);
    else if (token !== '' && (isOnlyPlaces(token) || isOnlyPlaces(token.replace(/[,;:]$/, ''))))
      left = left.slice(token.length).replace(/^,?\s*\(?(?:at )?lines?\s+L?\d+(?:\s*[-–]\s*L?\d+)?\)?/i, '');
    if (left === before) break;
  }
  return /\p{L}+[^\p{L}]+\p{L}+/u.test(left) || /[\u3040-\u9fff\uac00-\ud7af]{4}/.test(left) ? left : '';
}
