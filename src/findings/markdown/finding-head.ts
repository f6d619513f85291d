import type { Heading, Paragraph, Strong } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Place } from '../finding.ts';
import type { Kind, Severity } from '../review-schema.ts';
import { readKind, readSeverity } from '../vocabulary.ts';
import type { Block } from './blocks.ts';
import { isOnlyPlaces, readPlaces } from './inline-places.ts';

/** How a head shows itself, strongest first; a section's weaker forms are plain text when it has stronger ones. */
export const headForms = ['id', 'heading', 'number', 'bold'] as const;

/** The first line of a finding, taken apart. */
export interface FindingHead {
  readonly id: string | null;
  readonly severity: Severity | null;
  readonly kind: Kind | null;
  /** Markdown of one line. */
  readonly title: string;
  readonly places: readonly Place[];
  readonly form: (typeof headForms)[number];
  /** What stands behind the first line in the same paragraph. */
  readonly remainder: string;
}

const severityWord = 'critical|blocker|important|suggestion|high|medium|low|major|minor|nit|p[0-4]';
const canonicalKind = /^(regression|gap|pre-?existing|enhancement)\b/i;

/** What may stand before a title: `I1.`, `[CRITICAL]`, `(S2)`, `3.`, `Finding 2:`, `High:`, an emoji. */
const lead = new RegExp(
  [
    String.raw`^[[(]?(?<id>[CIS][-–]?\d{1,3}[a-z]?)[\])]?(?:\s*[.:)]|\s*[-–—]+(?=\s)|(?=\s*$)|(?<=[\])]))\s*`,
    String.raw`^[[(](?<bracket>${severityWord})(?:[\s,:-][^\])]*)?[\])]\s*:?\s*`,
    String.raw`^(?<word>${severityWord})\s*(?::|\s[-–—]+)\s+`,
    String.raw`^(?:finding |issue )?#?(?<number>\d{1,3})\s*[.:)]\s+`,
    String.raw`^\p{Extended_Pictographic}\uFE0F?\s*`,
  ].join('|'),
  'iu',
);

/** Words that begin a part of a finding, never a finding. */
const partLabel =
  /^(fix|suggested fix|recommendation|problem|impact|why|verified|verification|evidence|note|example|before|after|consolidation note|reproduction|details|location|file|severity|risk|scope)\b[^—]{0,24}:?$/i;

/** Reads a block as the head of a finding, or returns null where it cannot be one. */
export function readHead(block: Block): FindingHead | null {
  const { node } = block;
  if (node.type !== 'paragraph' && node.type !== 'heading') return null;
  const { line, bold: leading, remainder } = firstLine(node, block.source);
  const before = takeLeads(leading === null ? line : line.slice(0, leading.start));
  // Bold in the middle of a sentence is emphasis.
  const bold = before.left === '' ? leading : null;
  const inside = takeLeads(bold?.text ?? '');
  // A bold that is only an id (`**I1.** Title`) leaves the title to what follows.
  const isTitleBold = inside.left !== '';
  const written = bold === null ? takeLeads(line).left : isTitleBold ? inside.left : line.slice(bold.end);
  const behind = bold !== null && isTitleBold ? line.slice(bold.end) : '';
  const { title, tail } = splitTitle(written.replace(/^[\s.:—–-]+/, ''), behind);
  if (title === '' || partLabel.test(title)) return null;
  const tags = readTags(tail);
  const places = readPlaces(tail);
  const id = inside.id ?? before.id;
  const severity = inside.severity ?? before.severity;
  const isNumbered = block.marker !== null ? block.marker !== 'bullet' : (inside.number ?? before.number);
  const isMarked = tags.severity !== null || tags.kind !== null || places.length > 0;
  const form =
    (id !== null && (isTitleBold || isMarked || bold !== null || node.type === 'heading')) ||
    severity !== null
      ? 'id'
      : node.type === 'heading'
        ? 'heading'
        : isTitleBold && isNumbered
          ? 'number'
          : isTitleBold && isMarked
            ? 'bold'
            : null;
  if (form === null) return null;
  return { id, severity: tags.severity ?? severity, kind: tags.kind, title, places, form, remainder };
}

/** Whether a heading begins a finding by its form alone. */
export function isFindingHeading(heading: Heading): boolean {
  const { id, severity } = takeLeads(textOf(heading));
  return id !== null || severity !== null;
}

interface Leads {
  readonly id: string | null;
  readonly severity: Severity | null;
  readonly number: boolean;
  readonly left: string;
}

function takeLeads(text: string): Leads {
  let [id, severity, number, left]: [string | null, Severity | null, boolean, string] = [
    null,
    null,
    false,
    text.trim(),
  ];
  for (let match = lead.exec(left); match !== null && match[0] !== ''; match = lead.exec(left)) {
    const groups = match.groups ?? {};
    id ??= groups.id?.toUpperCase().replace(/[-–]/, '') ?? null;
    severity ??= readSeverity(groups.bracket ?? groups.word ?? '');
    number ||= groups.number !== undefined;
    left = left.slice(match[0].length);
  }
  return { id, severity, number, left };
}

/** The first line of a block, with the place of the bold text that begins it (or stands behind a lead). */
function firstLine(node: Paragraph | Heading, source: string) {
  const offset = node.children[0]?.position?.start.offset ?? 0;
  const text = node.type === 'heading' ? source.replace(/^#+\s*|\s*#*\s*$/g, '') : source;
  const bold = node.children.slice(0, 2).find((child): child is Strong => child.type === 'strong');
  const start = (bold?.position?.start.offset ?? 0) - offset;
  const end = (bold?.position?.end.offset ?? 0) - offset;
  const newline = text.indexOf('\n', bold === undefined ? 0 : end);
  const line = newline < 0 ? text : text.slice(0, newline);
  return {
    line,
    bold:
      bold === undefined
        ? null
        : { start, end, text: line.slice(start + 2, end - 2).replace(/\s*\n\s*/g, ' ') },
    remainder: newline < 0 ? '' : text.slice(newline + 1),
  };
}

/** Parts the words of a title from the places and tags that stand in, before or behind it. */
function splitTitle(written: string, behind: string): { title: string; tail: string } {
  let title = written.trim();
  let tail = behind;
  const separators = /\s+(?:[-–—]+|in|at)\s+|\s+(?=\()/g;
  for (const separator of title.matchAll(separators)) {
    const rest = title.slice(separator.index + separator[0].length);
    const words = rest.replace(tagPattern, (tag) =>
      readTags(tag).severity || readTags(tag).kind ? '' : tag,
    );
    const isTail = isOnlyPlaces(words) || words.replace(/[\s*`—–-]+/g, '') === '';
    const beginsWithPlace = behind === '' && /[-–—]/.test(separator[0]) && startsWithPlace(rest);
    if (!isTail && !beginsWithPlace) continue;
    tail = `${rest} ${tail}`;
    title = title.slice(0, separator.index);
    break;
  }
  const first = /^(\S+)\s+[-–—]+\s+(.+)$/s.exec(title);
  if (first?.[1] && first[2] && isOnlyPlaces(first[1]) && /[:/]/.test(first[1])) {
    title = first[2];
    tail = `${first[1]} ${tail}`;
  }
  return { title: title.replace(/[\s:—–]+$/, ''), tail };
}

const startsWithPlace = (markdown: string): boolean =>
  isOnlyPlaces(/^(`[^`]+`|\[[^\]]*\]\([^)]*\)|\S+)/.exec(markdown)?.[0] ?? '');

const tagPattern = /[*_`]*[([]([^()[\]]*)[)\]][*_`]*/g;

/** Reads `(important, regression)` tags wherever they stand in a line. */
function readTags(line: string): { severity: Severity | null; kind: Kind | null } {
  let [severity, kind]: [Severity | null, Kind | null] = [null, null];
  for (const [, inside = ''] of line.matchAll(tagPattern)) {
    for (const part of inside.split(/[,;/]/).map((word) => word.trim())) {
      if (new RegExp(`^(${severityWord})$`, 'i').test(part)) severity ??= readSeverity(part);
      else if (canonicalKind.test(part)) kind ??= readKind(canonicalKind.exec(part)?.[1] ?? '');
      else kind ??= readKind(/\b(regression|gap|pre-existing)$/.exec(part)?.[1] ?? '');
    }
  }
  return { severity, kind };
}
