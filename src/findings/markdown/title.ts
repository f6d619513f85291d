import type { Severity } from '../../model/answers/review-schema.ts';
import { readSeverity } from '../vocabulary.ts';
import { isOnlyPlaces, readPlaces } from './inline-places.ts';
import { dropTags, severityWord } from './tags.ts';

/** What stood before a title. */
export interface Leads {
  readonly id: string | null;
  readonly severity: Severity | null;
  readonly isNumbered: boolean;
  /** The text without them. */
  readonly left: string;
}

const idWord = String.raw`(?:[CISFHMLNBRW]|CRIT|IMP|SUG|BUG|HIGH|MED|LOW|NIT|ISSUE|FINDING)[-–]?\d{1,3}[a-z]?`;

/** What may stand before a title: `I1.`, `[C2]`, `S-3:`, `[CRITICAL]`, `3.`, `Finding 2:`, `High:`, an emoji. */
const leads = [
  String.raw`[[(](?<bracketedId>${idWord})[\])](?:\s*[.:)]|\s*[-–—]+(?=\s))?`,
  String.raw`(?<id>${idWord})(?:\s*[.:)]|\s*[-–—]+(?=\s)|(?=\s*$))`,
  String.raw`[[(](?<bracket>${severityWord})(?:[\s,:-][^\])]*)?[\])]\s*:?`,
  String.raw`(?<word>${severityWord})\s*(?::|\s[-–—]+)(?=\s)`,
  String.raw`(?:finding |issue )?#?(?<number>\d{1,3})\s*[.:)](?=\s|$)`,
  String.raw`\p{Extended_Pictographic}\uFE0F?`,
].map((source) => new RegExp(`^${source}\\s*`, 'iu'));

/** Takes ids, numbers and severities off the front of a title. */
export function takeLeads(text: string): Leads {
  let found: Leads = { id: null, severity: null, isNumbered: false, left: text.trim() };
  for (;;) {
    const match = leads.map((pattern) => pattern.exec(found.left)).find((taken) => taken !== null);
    if (!match) return found;
    const { id, bracketedId = id, bracket, word = bracket, number } = match.groups ?? {};
    found = {
      id: found.id ?? bracketedId?.toUpperCase().replace(/[-–]/, '') ?? null,
      severity: found.severity ?? readSeverity(word ?? ''),
      isNumbered: found.isNumbered || number !== undefined,
      left: found.left.slice(match[0].length),
    };
  }
}

/** Parts a title from the places and tags that stand in front of it or behind it; `behind` is what follows a bold title. */
export function splitTitle(written: string, behind: string): { title: string; tail: string } {
  const front = /^(.{1,200}?)\s+[-–—]+\s+(?=\S)/.exec(written);
  if (front?.[1] && isOnlyPlaces(front[1])) {
    return { ...splitTitle(written.slice(front[0].length), ''), tail: `${front[1]} ${behind}` };
  }
  const needsPlace = readPlaces(behind).length === 0;
  for (const separator of written.matchAll(/\s+(?:[-–—]+|in|at)\s+|\s+(?=[*_`]*\()/g)) {
    const tail = written.slice(separator.index + separator[0].length);
    const words = dropTags(tail);
    const isDash = /[-–—]/.test(separator[0]);
    const isTags = /^[\s*_`—–-]*$/.test(words);
    const isPlaces = isOnlyPlaces(words) && (isDash || (needsPlace && /:\d/.test(words)));
    const beginsWithPlace = isDash && needsPlace && isOnlyPlaces(firstToken(words));
    if (!isTags && !isPlaces && !beginsWithPlace) continue;
    return { title: trimTitle(written.slice(0, separator.index)), tail: `${behind} ${tail}` };
  }
  return { title: trimTitle(written), tail: behind };
}

const firstToken = (markdown: string): string =>
  /^(`[^`]+`|\[[^\]]*\]\([^)]*\)|\S+)/.exec(markdown)?.[0] ?? '';

const trimTitle = (title: string): string => title.trim().replace(/[\s:—–]+$/, '');
