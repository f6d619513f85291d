import type { Heading } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Severity } from '../../../model/answers/review-schema.ts';
import type { Place } from '../../../model/finding.ts';
import { readLines } from '../../place.ts';
import { labelOf } from '../../words/labels.ts';
import { markedSeverity } from '../../words/read-severity.ts';
import { complains } from '../../words/tone.ts';
import type { Block } from '../document/blocks.ts';
import { isComment, withoutMark } from '../document/comment-lines.ts';
import { readPlaces } from './inline-places.ts';
import { readTags, type Tags } from './tags.ts';
import { type Leads, takeLeads, wordsOfTail } from './title.ts';
import { readTitleLine, type TitleLine } from './title-line.ts';

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
  readonly number: string | null;
  /** A box in front of its title is ticked. */
  readonly isTicked: boolean;
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
  /^(?:(?:estimated|total) (?:time|effort|duration)|(?:suggested |recommended )?fix|recommendation|suggestion|problem|issue|impact|why|verified|verification|evidence|note|example|before|after|consolidation note|reproduction|details|location|file|severity|risk|scope)\b[^—]{0,24}$/i;

const titleLimit = 200;

/** Reads a block as the head of a finding, or returns null where it cannot be one. */
export function readHead(block: Block): FindingHead | null {
  const { node } = block;
  if (node.type !== 'paragraph' && node.type !== 'heading') return null;
  const isHeading = node.type === 'heading';
  const line = readTitleLine(node, withoutMark(block.source));
  if (line === null || headsPart(line, isHeading)) return null;
  const tags = readTags(line.tail);
  const places = placesOf(line);
  const id = firstOf(line, (leads) => leads.id);
  const severity = firstOf(line, (leads) => leads.severity);
  const isItem = block.marker !== null;
  const isNumbered = isItem ? block.marker !== 'bullet' : line.leads.some((leads) => leads.isNumbered);
  const form = formOf({
    isComment: isComment(block.source),
    hasId: id !== null,
    hasSeverity: severity !== null,
    hasPlace: places.length > 0,
    isTagged: tags.severity !== null || tags.kind !== null || beginsWithField(line.remainder),
    hasBold: line.hasBold,
    isTitleBold: line.isTitleBold,
    isHeading,
    isNumbered,
    isItem,
  });
  if (form === null) return null;
  const behind = wordsOfTail(line.tail.split('\n')[0] ?? '');
  return {
    form,
    id,
    severity: severity ?? tags.severity,
    isSeverityLeading: severity !== null,
    marked: firstOf(line, (leads) => leads.marked) ?? markBehind(line.title),
    isNumbered,
    number: firstOf(line, (leads) => leads.number),
    isTicked: line.leads.some((leads) => leads.isTicked),
    isItem,
    isPlain: false,
    isHeading,
    kind: tags.kind,
    ...shortenTitle(line.title, behind, line.isTitleBold),
    places,
    folder: places.length === 0 && /(?:^|\s)`[^`\s]+\/`/.test(line.tail),
    remainder: line.remainder,
  };
}

/** What the surest of the leads of a line says that says anything. */
const firstOf = <T>({ leads }: TitleLine, of: (leads: Leads) => T | null): T | null =>
  leads.map(of).find((value) => value !== null) ?? null;

/** Whether a line is the label of a part of a finding: `**Fix:**`, `### Root cause`, `1.3 根因分析`. */
const headsPart = ({ title, isLabel }: TitleLine, isHeading: boolean): boolean =>
  isLabel ||
  title === '' ||
  (partLabel.test(title) && !isOfCode(title)) ||
  (isHeading && labelOf(title) !== null);

/** `File handle leaks on errors` begins with the word of a label and complains of code. */
const isOfCode = (title: string): boolean =>
  /^(?:estimated|total|file|scope|location|details)\b[^:：]*$/i.test(title) && complains(title);

/** The places behind the title, else the lines before it, whose file is named elsewhere. */
function placesOf(line: TitleLine): readonly Place[] {
  const named = readPlaces(line.tail);
  const lines = named.length > 0 ? null : (firstOf(line, (leads) => leads.lines) ?? linesBehind(line.title));
  return lines === null ? named : readLines(lines).map((range) => ({ path: '', ...range }));
}

/** What a block shows of a head of a finding. */
interface Marks {
  readonly isComment: boolean;
  readonly hasId: boolean;
  readonly hasSeverity: boolean;
  readonly hasPlace: boolean;
  readonly isTagged: boolean;
  readonly hasBold: boolean;
  readonly isTitleBold: boolean;
  readonly isHeading: boolean;
  readonly isNumbered: boolean;
  readonly isItem: boolean;
}

/** The surest form that the marks of a block make; null where they make none. */
function formOf(marks: Marks): FindingHead['form'] | null {
  const isProminent = marks.hasBold || marks.isHeading;
  const isMarked = marks.isTagged || marks.hasPlace;
  if (marks.isComment) return 'comment';
  if (marks.hasId && (isProminent || isMarked)) return 'id';
  if (marks.hasSeverity && (isProminent || marks.isItem || marks.hasPlace)) return 'id';
  if (marks.isHeading) return 'heading';
  if (marks.isTitleBold && marks.isNumbered) return 'number';
  if (marks.isTitleBold && isMarked) return 'bold';
  if (marks.hasSeverity) return 'placed';
  return marks.isItem ? 'item' : null;
}

/** Whether the mark of a level leads a block; ⚠ and ❌ stand before many things. */
export const hasLevelMark = ({ source }: Block): boolean => /^[*_\s]*[🔴🟠🟡🔵⚪]/u.test(source);

/** Lines in brackets behind a title, whose file stands elsewhere: `The lock leaks (lines 12-14)`. */
const linesBehind = (title: string): string | null =>
  /[(（](?:lines?|zeilen?|lignes?|l[ií]neas?|linhas?|righe|regels?|строк[аи]?|라인|줄|行|L)\s*(\d[\d\s,–-]{0,40})[)）]$/iu.exec(
    title,
  )?.[1] ?? null;

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
