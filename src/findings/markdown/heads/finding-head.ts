import type { Heading, Paragraph, Strong } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Severity } from '../../../model/answers/review-schema.ts';
import type { Place } from '../../../model/finding.ts';
import { readLines } from '../../place.ts';
import { labelOf } from '../../words/labels.ts';
import { markedSeverity } from '../../words/read-severity.ts';
import { headingWords } from '../../words/trim-end.ts';
import type { Block } from '../document/blocks.ts';
import { isComment, withoutMark } from '../document/comment-lines.ts';
import { isOnlyPlaces, readPlaces } from './inline-places.ts';
import { dropTags, readTags, type Tags } from './tags.ts';
import { splitTitle, takeLeads, wordsOfTail } from './title.ts';

/**
 * How a head shows itself, surest first; in a section with heads of a surer form, the others are plain text. `item` is an item of a
 * list without any mark, which only counts where nothing but findings is to be expected. A `comment` is one beside those of any form.
 */
export const headForms = ['id', 'heading', 'number', 'bold', 'placed', 'item', 'comment'] as const;

/** The first line of a finding, taken apart. */
export interface FindingHead extends Tags {
  readonly form: (typeof headForms)[number];
  readonly id: string | null;
  /** Whether the severity is the head's own lead, as in `[CRITICAL]`, and no tag. */
  readonly isSeverityLeading: boolean;
  /** The severity of a mark such as 🔴, for heads that say none in words. */
  readonly marked: Severity | null;
  readonly isNumbered: boolean;
  readonly isItem: boolean;
  /** Counts only where nothing else is found. */
  readonly isPlain: boolean;
  readonly isHeading: boolean;
  /** Markdown of one line. */
  readonly title: string;
  readonly places: readonly Place[];
  /** Whether a folder (`src/queue/`) stands behind the title instead of a file. */
  readonly folder: boolean;
  /** What the first line says behind the title, its places and its tags. */
  readonly words: string;
  /** What stands behind the first line in the same paragraph. */
  readonly remainder: string;
}

/** Words that begin a part of a finding, never a finding. */
const partLabel =
  /^(?:(?:suggested |recommended )?fix|recommendation|suggestion|problem|issue|impact|why|verified|verification|evidence|note|example|before|after|consolidation note|reproduction|details|location|file|severity|risk|scope)\b[^—]{0,24}$/i;

/** Longer first lines are no titles. */
const lengthLimit = 4_000;
const titleLimit = 200;

/** Reads a block as the head of a finding, or returns null where it cannot be one. */
export function readHead(block: Block): FindingHead | null {
  const { node } = block;
  if (node.type !== 'paragraph' && node.type !== 'heading') return null;
  const { line, bold: leading, remainder } = firstLine(node, withoutMark(block.source));
  if (line.length > lengthLimit) return null;
  const before = takeLeads(leading === null ? line : line.slice(0, leading.start), node.type === 'heading');
  // Bold in the middle of a sentence is emphasis.
  const bold = before.left === '' ? leading : null;
  const inside = takeLeads(bold?.text ?? '');
  // A bold that is only an id (`**I1.** Title`) leaves the title to what follows.
  const isTitleBold = inside.left !== '';
  const rest = bold === null ? null : takeLeads(line.slice(bold.end).replace(/^[\s.:：—–-]+/, ''));
  const isHeading = node.type === 'heading';
  const plain = takeLeads(line, isHeading);
  const written = bold === null ? plain.left : isTitleBold ? inside.left : (rest?.left ?? '');
  const behind = isTitleBold && bold !== null ? line.slice(bold.end) : '';
  const split = splitTitle(written.replace(/^[\s.:：—–-]+/, ''), `${behind}\n${remainder.places}`);
  if (split.title === '' || partLabel.test(split.title)) return null;
  // `### Root cause` and `1.3 根因分析` head a part of a finding.
  if (node.type === 'heading' && labelOf(split.title) !== null) return null;
  if (
    isTitleBold &&
    labelOf(inside.left) !== null &&
    /^[\s*]*[:：]|[:：]$/.test(behind.slice(0, 3) || inside.left)
  )
    return null;

  const tags = readTags(split.tail);
  const named = readPlaces(split.tail);
  const leads =
    bold === null ? [plain] : isTitleBold ? [inside, before] : [inside, before, ...(rest ? [rest] : [])];
  const first = <T>(of: (each: (typeof leads)[number]) => T | null): T | null =>
    leads.map(of).find((value) => value !== null) ?? null;
  const lines = first((each) => each.lines);
  const places =
    named.length > 0 || lines === null ? named : readLines(lines).map((range) => ({ path: '', ...range }));
  const id = first((each) => each.id);
  const severity = first((each) => each.severity);
  const isMarked =
    tags.severity !== null || tags.kind !== null || places.length > 0 || beginsWithField(remainder.text);
  const isProminent = bold !== null || node.type === 'heading';
  const isItem = block.marker !== null;
  const isNumbered = isItem ? block.marker !== 'bullet' : leads.some((each) => each.isNumbered);
  const form = ((): FindingHead['form'] | null => {
    if (isComment(block.source)) return 'comment';
    if (id !== null && (isProminent || isMarked)) return 'id';
    if (severity !== null && (isProminent || isItem || places.length > 0)) return 'id';
    if (node.type === 'heading') return 'heading';
    if (isTitleBold && isNumbered) return 'number';
    if (isTitleBold && isMarked) return 'bold';
    if (severity !== null) return 'placed';
    return isItem ? 'item' : null;
  })();
  if (form === null) return null;
  const { title, words } = shortenTitle(
    split.title,
    wordsOfTail(split.tail.split('\n')[0] ?? ''),
    isTitleBold,
  );
  return {
    form,
    id,
    severity: severity ?? tags.severity,
    isSeverityLeading: severity !== null,
    marked: first((each) => each.marked) ?? markBehind(split.title),
    isNumbered,
    isItem,
    isPlain: false,
    isHeading,
    kind: tags.kind,
    title,
    places,
    folder: places.length === 0 && /(?:^|\s)`[^`\s]+\/`/.test(split.tail),
    words,
    remainder: remainder.text,
  };
}

/** Whether the mark of a level leads a block; ⚠ and ❌ stand before many things. */
export const hasLevelMark = ({ source }: Block): boolean => /^[*_\s]*[🔴🟠🟡🔵⚪]/u.test(source);

/** The level of a mark behind a title: `The lock leaks 🔴`. */
const markBehind = (title: string): Severity | null =>
  markedSeverity(/\s([🔴🟠🟡🟢🔵⚪🟥🟧🟨🟩🟦])\s*$/u.exec(title)?.[1] ?? '');

/** `Severity: high`, `**Location:** a.ts:3` right below a bold line make it the title of a finding. */
const beginsWithField = (text: string): boolean => {
  const name = /^[\s*_-]*(\p{L}[\p{L} ]{1,24}?)[*_]*\s*[:：]/u.exec(text)?.[1];
  const label = name === undefined ? null : labelOf(name);
  return label === 'severity' || label === 'place';
};

/** A title that is a whole paragraph becomes its first sentence, and the paragraph what explains it. */
export function shortenTitle(
  title: string,
  words: string,
  isBold: boolean,
): { title: string; words: string } {
  if (isBold || title.length <= 120) return { title, words };
  const sentence = /^.{20,}?[.;。；](?=\s|[\u3040-\u9fff\uac00-\ud7af]|$)/s.exec(title)?.[0] ?? title;
  const whole = words === '' ? title : `${title} — ${words}`;
  return {
    title: sentence.length <= titleLimit ? sentence : `${sentence.slice(0, titleLimit - 1)}…`,
    words: whole,
  };
}

/** Whether a heading begins a finding by its words alone. */
export function isFindingHeading(heading: Heading): boolean {
  const { id, severity, left } = takeLeads(textOf(heading), true);
  return (id !== null || severity !== null) && left !== '';
}

/** Whether a heading has a number in front. */
export const isNumberedHeading = (heading: Heading): boolean => takeLeads(textOf(heading), true).isNumbered;

/** Whether a block, or the first item of a list, shows that it is the head of a finding. */
export function isHeadOfForm(block: Block): boolean {
  const { node } = block;
  if (node.type !== 'list') return (readHead(block)?.form ?? 'item') !== 'item';
  const first = node.children[0]?.children[0];
  if (first?.type !== 'paragraph') return false;
  return first.children[0]?.type === 'strong';
}

/** The first line of a block, the bold text near its start, and what follows: first lines of places and tags, then text. */
function firstLine(node: Paragraph | Heading, source: string) {
  const offset = node.children[0]?.position?.start.offset ?? 0;
  const text = node.type === 'heading' ? headingWords(source) : source;
  const bold = node.children.slice(0, 3).find((child): child is Strong => child.type === 'strong');
  const start = (bold?.position?.start.offset ?? 0) - offset;
  const end = (bold?.position?.end.offset ?? 0) - offset;
  const [line = '', ...lines] = bold ? text.slice(end).split('\n') : text.split('\n');
  const firstOfText = lines.findIndex(
    (next) => !isOnlyPlaces(dropTags(next)) && !/^[\s*_`]*$/.test(dropTags(next)),
  );
  const count = firstOfText < 0 ? lines.length : firstOfText;
  return {
    line: bold ? text.slice(0, end) + line : line,
    bold: bold ? { start, end, text: text.slice(start + 2, end - 2).replace(/\s*\n\s*/g, ' ') } : null,
    remainder: { places: lines.slice(0, count).join('\n'), text: lines.slice(count).join('\n') },
  };
}
