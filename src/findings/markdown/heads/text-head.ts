import { type Severity, severities } from '../../../model/answers/review-schema.ts';
import type { Place } from '../../../model/finding.ts';
import { markedSeverity } from '../../words/read-severity.ts';
import { readPlaces } from './inline-places.ts';
import { readTags, severityOfTag } from './tags.ts';
import { takeLeads } from './title.ts';

/** What the first words of a text say, where it has no fields: its title, its severity and its place. */
export interface TextHead {
  readonly title: string;
  readonly severity: Severity | null;
  readonly place: Place | null;
}

/** A line of badges: images and words in italics or bold, with bars between them. */
const badges = /!\[[^\]\n]{1,60}\]\([^)\n]{0,300}\)|<[^<>\n]{1,200}>|[_*`|[\]()]+/g;
const images = /!\[([^\]\n]{1,60})\]\([^)\n]{0,300}\)/g;

/** Reads the start of a text of one finding: badges, a level in front, a title in bold or a first sentence. */
export function readTextHead(written: string): TextHead {
  const lines = written
    .slice(0, 4_000)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  let severity: Severity | null = null;
  let index = 0;
  for (; index < Math.min(3, lines.length - 1); index++) {
    const line = lines[index] as string;
    const said = badgesOf(line);
    if (said === null) break;
    severity ??= said;
  }
  const line = (lines[index] ?? '')
    .replace(images, (_, words: string) => `[${words.replace(/\s*badge$/i, '')}]`)
    .replace(/<[^<>]{0,200}>/g, '');
  const bold = /^\*\*(.+?)\*\*/.exec(line)?.[1];
  const outer = takeLeads(line.replace(/^#+\s*/, ''));
  const inner = takeLeads(bold ?? outer.left);
  return {
    title: oneLine(inner.left || outer.left || line),
    severity:
      severity ??
      outer.severity ??
      inner.severity ??
      readTags(bold ?? '').severity ??
      outer.marked ??
      inner.marked,
    place: readPlaces(lines.join('\n').slice(0, 1_000)).find(({ startLine }) => startLine !== null) ?? null,
  };
}

/** What a comment is about, beside which a level may stand: `Potential issue | Minor`. */
const category = /^(?:potential issue|refactor suggestion|suggestion|issue|bug)\b/i;

const worstOf = (words: readonly string[]): Severity | null => {
  const levels = words.map((part) => severityOfTag(part));
  return severities.find((level) => levels.includes(level)) ?? null;
};

/** The worst severity that a line of badges names; null where the line is something else. */
function badgesOf(line: string): Severity | null {
  if (!/[_*|![]/.test(line) || line.length > 600) return null;
  const alts = [...line.matchAll(images)].map(([, words = '']) =>
    words.replace(/[\s-]*(?:badge|priority)$/i, ''),
  );
  const words = line
    .replace(badges, '\n')
    .split('\n')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (words.some((part) => part.length > 40)) return null;
  const told = [...alts, ...words].map((part) => part.replace(/^[^\p{L}]+/u, ''));
  const named = worstOf(told.filter((part) => !category.test(part))) ?? worstOf(told);
  return named ?? (words.length > 1 ? markedSeverity(line) : null);
}

/** The level that a line of nothing but badges names in words: `[high]`, `_Potential issue_ | _Major_`; no field such as `**Status**: failed`. */
export const levelOfBadges = (line: string): Severity | null =>
  /[:：]|^\s*[^\s_*[|!]/.test(line) ? null : badgesOf(line);

/** The first line of a text, cut at the end of a sentence when it is long. */
function oneLine(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  if (line.length <= 160) return line;
  return /^.{20,160}?[.;](?=\s)/.exec(line)?.[0] ?? `${line.slice(0, 157)}…`;
}
