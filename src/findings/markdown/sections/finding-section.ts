import { toString as textOf } from 'mdast-util-to-string';
import { readPlace } from '../../place.ts';
import { labelOf } from '../../words/labels.ts';
import { readSeverityPhrase } from '../../words/read-severity.ts';
import { requestOf } from '../../words/request-titles.ts';
import { complains } from '../../words/tone.ts';
import { readBody } from '../bodies/read-body.ts';
import { holdsLabel, holdsLabels, isTableOfFields } from '../bodies/starting-labels.ts';
import { type Context, pathOf } from '../context.ts';
import { type Block, openList } from '../document/blocks.ts';
import { blocksOf, holdsFindings, isSection, type Section } from '../document/section.ts';
import { hasLevelMark, readHead } from '../heads/finding-head.ts';
import { readPlaces } from '../heads/inline-places.ts';
import { levelOfBadges } from '../heads/text-head.ts';
import { isCounted } from '../heads/title.ts';
import { readTable } from '../table-rows.ts';

/** Whether a heading that names no section begins a finding, by what it and what stands below it say. */
export function isFinding(section: Section, context: Context, text: string): boolean {
  if (section.heading === null) return false;
  const head = readHead(section.heading);
  if (head === null || (context.expects === 'none' && !hasOwnFields(section, context, text))) return false;
  if (isGroup(section, context, text)) return false;
  if (section.parts.length > 0 && section.parts.every(isGood)) return false;
  if (isComment(section)) return true;
  const [first, ...others] = blocksOf(section);
  // `### Callouts (non-blocking)` above `(none)`
  if (first !== undefined && others.length === 0 && isOnlyNone(textOf(first.node))) return false;
  if (context.expects === 'findings') return true;
  if (context.expects === 'tasks') return head.severity !== null;
  const body = readBody(blocksOf(section), text);
  if (head.isSeverityLeading || head.severity !== null) return true;
  const places = [...head.places, ...body.places];
  const marks =
    Number((head.isNumbered && (!section.isOutlined || section.parts.every(isProse))) || head.id !== null) +
    Number(isCounted(section.title)) +
    Number(places.length > 0 || readPlaces(firstWords(section)).length > 0) +
    Number(body.severity !== null) * 2 +
    Number(head.marked !== null) +
    Number(body.labels.has('explanation') || body.labels.has('fix') || body.labels.has('detail'));
  if (context.expects !== 'open' && !section.isOutlined) return marks >= 1;
  // `3. How it is laid out` may name files too.
  const saysBoth = body.labels.has('fix') && (body.labels.has('explanation') || body.labels.has('detail'));
  return marks >= 2 && (body.severity !== null || saysBoth || complains(wordsOf(section)));
}

/** Whether a part that should hold none says its own level, its place, and what is wrong or what to do. */
function hasOwnFields({ parts }: Section, { isSettled, isAgain }: Context, text: string): boolean {
  if (isSettled || isAgain || parts.some(isSection)) return false;
  const { severity, places, labels } = readBody(parts as readonly Block[], text);
  return severity !== null && places.length > 0 && (labels.has('explanation') || labels.has('fix'));
}

/**
 * Whether a heading stands above findings and is none itself: it is a path or a category; findings stand below it under headings of
 * their own, in a table, or as items with a severity or a place each.
 */
function isGroup(section: Section, context: Context, text: string): boolean {
  const below = partsBelow(section, text);
  const blocks = blocksAbove(section);
  const own = section.heading === null ? null : readHead(section.heading);
  const isMarked = own !== null && ((own.isNumbered && !section.isOutlined) || own.id !== null);
  return (
    (/^\d+\s*[-–]\s*\d+[.):]?\s/.test(section.title) && blocks.some(({ node }) => node.type === 'list')) ||
    below.some((part) => isBeginning(part, isMarked) || part.parts.filter(isSection).length > 1) ||
    (isFile(section.title) && !isComment(section)) ||
    (pathOf(section.title) !== null && below.length > 0) ||
    (section.depth === 1 && below.length > 1) ||
    (!isMarked && isAboveTable(blocks, below)) ||
    blocks.filter(isNumberedBold).length > 1 ||
    blocks.filter(hasId).length > 1 ||
    blocks.some(
      (block) => (readTable(block, text, context.expects === 'findings' && !isMarked)?.length ?? 0) > 1,
    ) ||
    holdsFindingItems(section, blocks, context, isMarked, text)
  );
}

const blocksAbove = ({ parts }: Section): Block[] => parts.filter((part): part is Block => !isSection(part));

/** The parts below a heading that may hold findings: `#### Required fix` below what says that it is grave tells what to do about it. */
function partsBelow(section: Section, text: string): Section[] {
  const below = section.parts.filter(isSection);
  const requests = below.filter(({ title }) => requestOf(title) !== null);
  const [only] = requests;
  if (only === undefined || requests.length > 1 || listsPlaces(only, text)) return below;
  const blocks = blocksAbove(section);
  const head = section.heading === null ? null : readHead(section.heading);
  const severity = head?.severity ?? readBody(blocks, text).severity;
  const isGrave = severity === 'critical' || severity === 'important';
  return isGrave && blocks.length > 0 ? below.filter((part) => part !== only) : below;
}

/** Whether several points of a part have a place or a level each. */
const listsPlaces = (section: Section, text: string): boolean =>
  blocksOf(section)
    .flatMap((block) => openList(block, text))
    .map((item) => readHead(item))
    .filter((head) => head !== null && (head.places.length > 0 || head.severity !== null)).length > 1;

/** A heading above nothing but a table is its title, unless the rows are the fields of one finding. */
const isAboveTable = (blocks: readonly Block[], below: readonly Section[]): boolean =>
  below.length === 0 &&
  blocks.some(({ node }) => node.type === 'table') &&
  blocks.every((block) => /^(?:table|thematicBreak|html)$/.test(block.node.type) && !isTableOfFields(block));

/** A paragraph that begins with an id: `**R2-L1: the lock leaks.**` */
const hasId = (block: Block): boolean =>
  block.node.type === 'paragraph' && block.source.startsWith('**') && (readHead(block)?.id ?? null) !== null;

/** A line in bold with a number or a letter in front, which serves as a heading: `**A. The lock leaks**`. */
function isNumberedBold(block: Block): boolean {
  if (block.node.type !== 'paragraph' || block.node.children.length !== 1) return false;
  if (block.node.children[0]?.type !== 'strong') return false;
  const head = readHead(block);
  return head?.isNumbered === true && head.form === 'number';
}

/** A heading that says by itself that it begins a finding or a part with findings; below a numbered one, steps have numbers too. */
function isBeginning({ topic, heading, title }: Section, isInNumbered: boolean): boolean {
  if (topic !== null) return holdsFindings(topic);
  const head = heading === null ? null : readHead(heading);
  // `### Severity: **high**` is a field of the finding above it.
  if (head === null || labelOf(title.split(/[:：]/, 1)[0] ?? '') !== null) return false;
  if (head.severity !== null || /^\d+(?:[-.]\d+)+[.):]?\s/.test(title) || isCounted(title)) return true;
  return !isInNumbered && (head.id !== null || head.isNumbered || head.places.length > 0);
}

const isFile = (title: string): boolean => pathOf(title) !== null && readPlace(title)[0]?.startLine == null;

/** Whether below a heading stands one comment, which begins with its level: `[high]`, `_Potential issue_ | _Major_`. */
export const isComment = ({ parts: [first] }: Section): boolean => first !== undefined && isBadge(first);

/** Whether a part is one finding as a tool writes it down: fields with its place, then its level, then what it says; or a table of its fields. */
export function isRecord({ heading, parts }: Section, text: string): boolean {
  const [first] = parts;
  if (heading === null || readHead(heading) === null || first === undefined || isSection(first)) return false;
  if (isTableOfFields(first)) return true;
  if (first.node.type !== 'list') return false;
  return parts.some(isBadge) && holdsLabels(first, text) && readBody([first], text).places.length > 0;
}

/** What a comment says, without the fields and the badges above it. */
export const wordsOfRecord = ({ parts }: Section): string => {
  if (!parts.some(isBadge)) return '';
  const words = parts.slice(parts.findIndex(isBadge) + 1).find((part) => !isSection(part));
  return words === undefined || isSection(words) ? '' : words.source;
};

const isBadge = (part: Block | Section): boolean =>
  !isSection(part) &&
  part.node.type === 'paragraph' &&
  levelOfBadges(part.source.split('\n', 1)[0] ?? '') !== null;

/** A list below a heading whose items are findings, and not what one finding consists of. */
function holdsFindingItems(
  { title, parts }: Section,
  blocks: readonly Block[],
  context: Context,
  isMarked: boolean,
  text: string,
): boolean {
  const items = blocks.flatMap((block) => openList(block, text)).filter(({ marker }) => marker !== null);
  const heads = items.flatMap((item) => readHead(item) ?? []);
  if (items.filter(hasLevelMark).length > 1) return true;
  const isOfOne = isMarked && items.some((item) => holdsLabel(item));
  if (!isOfOne && heads.filter(({ id }) => id !== null).length > 1) return true;
  if (!isOfOne && heads.some(({ severity, title: words }) => severity !== null && / \S/.test(words)))
    return true;
  const [first] = blocks;
  // A list of boxes below a title is what is open and what is done.
  if (first?.node.type === 'list' && items.filter(({ checked }) => checked != null).length > 1) return true;
  if (isMarked || context.expects !== 'findings') return false;
  const isCategory = title.split(/\s+/).length <= 3;
  const [only] = blocks;
  const isAlone = parts.length === 1 && only?.node.type === 'list' && !holdsLabels(only, text);
  if (isCategory && isAlone && items.length > 1) return true;
  const placed = heads.filter((head) => head.places.length > 0 || (head.form === 'number' && isCategory));
  return placed.length > 1 || (placed.length === 1 && isAlone);
}

/** `None.`, but not `Current: none` */
const isOnlyNone = (text: string): boolean => !/[:：]\s*\S/.test(text) && readSeverityPhrase(text).isNone;

/** Whether a part tells of what is good or done: `### ✅ Error handling`. */
const isGood = (part: Block | Section): boolean =>
  isSection(part) && (part.topic?.topic === 'closed' || part.topic?.topic === 'strengths');

/** Whether a part is no list, table or section. */
const isProse = (part: Block | Section): boolean =>
  !isSection(part) && part.node.type !== 'list' && part.node.type !== 'table';

const wordsOf = (section: Section): string =>
  [section.title, ...blocksOf(section).map(({ source }) => source)].join('\n').slice(0, 4_000);

const firstWords = (section: Section): string =>
  section.parts
    .filter((part): part is Block => !isSection(part))
    .slice(0, 1)
    .map(({ source }) => source.slice(0, 300))
    .join('');

/**
 * Whether a heading that sounds like a part of a review is one of a finding: below it stand a severity of its own, or what is wrong
 * and what to do about it.
 */
export function isFindingByBody(section: Section, text: string): boolean {
  const { heading, topic, parts } = section;
  if (heading === null || topic === null || topic.isSure) return false;
  const head = readHead(heading);
  // `Verified: the lock is released` heads what was looked at.
  if (head === null) return false;
  if (isComment(section)) return true;
  const { severity, labels } = readBody(blocksAbove(section), text);
  if (parts.some(isSection))
    return severity !== null && !partsBelow(section, text).some((part) => isBeginning(part, false));
  const isAboveProse = parts.length > 0 && parts.every(isProse);
  // `🔴 The job is lost — src/queue.ts` above prose: the mark and the place are those of one finding.
  const isPlaced = head.places.length > 0 && isAboveProse;
  // So is `🔴 The job is lost when it stops`, a sentence with a mark in front.
  const isSentence = head.marked !== null && isAboveProse && !topic.isPure && / \S+ /.test(head.title);
  return (
    isPlaced ||
    isSentence ||
    severity !== null ||
    (labels.has('fix') && (labels.has('explanation') || labels.has('detail')))
  );
}
