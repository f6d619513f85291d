import type { Kind, Severity } from '../../model/answers/review-schema.ts';
import { readKind, readSeverity } from '../vocabulary.ts';

/** What a tag such as `(important, regression)` says. */
export interface Tags {
  readonly severity: Severity | null;
  readonly kind: Kind | null;
}

/** The words that count as a severity where a sentence could stand as well. */
export const severityWord = 'critical|blocker|important|suggestion|high|medium|low|major|minor|nit|p[0-4]';

const isSeverityWord = new RegExp(`^(?:${severityWord})$`, 'i');
const kindWord = /^(regression|gap|pre-?existing)\b|\b(regression|gap|pre-?existing)$/i;
const bracketed = /[*_`]*[([]([^()[\]]*)[)\]][*_`]*/g;
const atEnd = /(?:^|\s)[*_`]*\(([^()\n]*)\)[*_`]*\s*$/;
const atStart = /^[*_`]*\(([^()\n]*)\)[*_`]*\s+[—–-]+\s+/;

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
  let [severity, kind]: [Severity | null, Kind | null] = [null, null];
  for (const part of inside.split(/[,;/]/).map((word) => word.replace(/^[\s*_`]+|[\s*_`]+$/g, ''))) {
    const [, first, last] = kindWord.exec(part) ?? [];
    if (isSeverityWord.test(part)) severity ??= readSeverity(part);
    else kind ??= readKind(first ?? last ?? '');
  }
  return { severity, kind };
}

const isTag = ({ severity, kind }: Tags): boolean => severity !== null || kind !== null;
