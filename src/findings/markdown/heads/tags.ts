import type { Kind, Severity } from '../../../model/answers/review-schema.ts';
import { readSeverityPhrase } from '../../words/read-severity.ts';
import { readKind } from '../../words/vocabulary.ts';

/** What a tag such as `(important, regression)` says. */
export interface Tags {
  readonly severity: Severity | null;
  readonly kind: Kind | null;
}

const kindWord = /^(regression|gap|pre-?existing)\b|\b(regression|gap|pre-?existing)$/i;
const bracketed = /[*_`]*[([（【]([^()[\]（）【】]*)[)\]）】][*_`]*/g;
const atEnd = /(?:^|\s)[*_`]*\(([^()\n]*)\)[*_`]*\s*$/;
const atStart = /^[*_`]*\(([^()\n]*)\)[*_`]*\s+[—–-]+\s+/;

/** Words that name a level but are said of many things; as a tag or in front of a title they name none. */
const said =
  /^(?:notes?|notice|questions?|thoughts?|todo|consider|could|style|info|information|recommendations?|recommended|hints?|optional|should|block|key|small|tiny|typo|chore|required changes|highest|advisory|documented|fyi|参考|任意|情報|必須|注意|一般|主要|中|高|低)$/i;

/** The severity that a word in brackets or in front of a title stands for. */
export function severityOfTag(words: string, isLabel = false): Severity | null {
  const text = words.trim();
  if (text === '' || text.length > 60 || /[.=<>$\\]/.test(text)) return null;
  if (said.test(text) && !(isLabel && /^[中高低]$/.test(text))) return null;
  const { severity, isPure } = readSeverityPhrase(text);
  if (isPure) return /\p{L}/u.test(text) ? severity : null;
  // `Low — UX`, `Medium/Low, correctness`
  const first = /^(.{1,30}?)\s*(?:[,;:/]|\s[—–-])\s*\S/.exec(text)?.[1];
  return first === undefined || said.test(first) ? null : severityOfTag(first);
}

/** Reads the tags in a line, wherever they stand: `(important, regression)`, `*(gap)*`, `` `(nit)` ``. */
export function readTags(line: string): Tags {
  let tags: Tags = { severity: null, kind: null };
  for (const [, inside = ''] of line.matchAll(bracketed)) {
    const read = readTag(inside);
    tags = { severity: tags.severity ?? read.severity, kind: tags.kind ?? read.kind };
  }
  return tags;
}

/** A text without its tags. */
export const dropTags = (text: string): string =>
  text.replace(bracketed, (tag, inside: string) => (isTag(readTag(inside)) ? '' : tag));

/** Takes a whole tag, severity and all, off the end or the start of a paragraph, where some agents put it. */
export function takeTag(paragraph: string): { readonly text: string; readonly tags: Tags | null } {
  for (const pattern of [atEnd, atStart]) {
    const tags = readTag(pattern.exec(paragraph)?.[1] ?? '');
    if (tags.severity !== null) return { text: paragraph.replace(pattern, '').trimEnd(), tags };
  }
  return { text: paragraph, tags: null };
}

function readTag(inside: string): Tags {
  let [severity, kind]: [Severity | null, Kind | null] = [severityOfTag(inside), null];
  for (const part of inside.split(/[,;/]/).map((word) => word.replace(/^[\s*_`]+|[\s*_`]+$/g, ''))) {
    const [, first, last] = kindWord.exec(part) ?? [];
    severity ??= severityOfTag(part);
    kind ??= readKind(first ?? last ?? '');
  }
  return { severity, kind };
}

const isTag = ({ severity, kind }: Tags): boolean => severity !== null || kind !== null;
