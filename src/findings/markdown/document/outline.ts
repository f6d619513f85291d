import type { Heading } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { severities } from '../../../model/answers/review-schema.ts';
import { type TitleTopic, topicOf } from '../../words/section-titles.ts';
import { isFindingHeading, isNumberedHeading } from '../heads/finding-head.ts';
import { isCounted, takeLeads } from '../heads/title.ts';
import { type Block, parseBlocks } from './blocks.ts';
import { outlinedIn } from './numbering.ts';
import { OpenSections } from './open-sections.ts';
import { folds } from './prepare.ts';
import { holdsFindings, isSection, type Section, sectionOf } from './section.ts';
import { beginsSection, boldTitle, depthOfLine, isPlainTitle, readLead } from './title-lines.ts';

/** Sorts the blocks of a review under its headings, its folds, and the bold lines that are the name of a section. */
export function outline(blocks: readonly Block[]): Section {
  const open = new OpenSections();
  const outlined = outlinedIn(blocks);
  const items: ItemsSoFar = { depth: 0, last: { number: Number.NaN, depth: 0 } };
  for (const [index, block] of blocks.entries()) {
    const { node } = block;
    if (node.type === 'html' && folds.test(node.value)) readFolds(node.value, open);
    else if (node.type === 'heading') readHeading({ ...block, node }, outlined.has(block), items, open);
    else if (!readTitleLine(block, blocks[index + 1], open)) readPlain(block, open);
  }
  return open.root;
}

function readFolds(html: string, open: OpenSections): void {
  for (const { title } of folds.read(html)) {
    if (title === null) open.leaveFold();
    else open.begin(foldOf(title));
  }
}

/** A fold, which is a heading too where a level leads its title: `🔴 Critical: the lock leaks`. */
function foldOf(title: string): Section {
  const topic = topicOf(title);
  const { severity, left } = takeLeads(title);
  const isFinding = severity !== null && topic?.isSure !== true && /\S\s+\S/.test(left);
  const [heading = null] = isFinding ? parseBlocks(`###### ${title.replace(/\n/g, ' ')}`) : [];
  return sectionOf({ heading, title, topic: isFinding ? null : topic, depth: 0, isFold: true });
}

/** The headings above that are items: findings, or numbered where findings are expected. */
interface ItemsSoFar {
  /** Of those that the next one belongs to; 0 where it belongs to none. */
  depth: number;
  /** The last one with its number; NaN where it has none. */
  last: { readonly number: number; readonly depth: number };
}

function readHeading(
  block: Block & { readonly node: Heading },
  isOutlined: boolean,
  items: ItemsSoFar,
  open: OpenSections,
): void {
  const { depth } = block.node;
  const title = textOf(block.node);
  const isFinding = isFindingHeading(block.node);
  const known = isCounted(title) && takeLeads(title, true).left !== '' ? null : topicOf(title);
  const isItem = isFinding || (isNumberedHeading(block.node) && !isOutlined && open.some(expectsItems));
  const number = Number(/^\P{L}*?(\d{1,3})[.)]\s/u.exec(title)?.[1] ?? Number.NaN);
  // `2. Test coverage` behind `1. The lock leaks` is one of them.
  const isBesideItems = items.depth === depth && !holdsFindings(known);
  const isOneOfItems = isItem && (isBesideItems || runsOn(number, depth, items, open));
  if (isItem) items.last = { number, depth };
  const isPart = !isItem || (known?.isSure === true && !isOneOfItems);
  const topic = isPart ? ofTitle(known, depth, open.root) : null;
  if (depth <= items.depth || topic === null) items.depth = isItem && topic === null ? depth : 0;
  open.leave(depth, { isFinding: isFinding && topic === null, isNumbered: isItem && topic === null });
  open.begin(sectionOf({ heading: block, title, topic, depth, isOutlined }));
}

/** Numbers of findings run on below the next level: `### 4. …`, `## Medium`, `### 5. Error handling`. */
const runsOn = (number: number, depth: number, { last }: ItemsSoFar, open: OpenSections): boolean =>
  number === last.number + 1 && depth === last.depth && open.some(({ topic }) => holdsFindings(topic));

/** The first heading of the first level is the title of the whole, which closes nothing and is no part. */
function ofTitle(topic: TitleTopic | null, depth: number, root: Section): TitleTopic | null {
  const isWhole = depth === 1 && !root.parts.some((part) => isSection(part) && part.depth === 1);
  if (topic === null || !isWhole || severities.some((severity) => severity === topic.topic)) return topic;
  const holds = topic.topic === 'findings' || topic.topic === 'suspected';
  return holds ? { topic: 'suspected', isSure: false } : null;
}

/** Whether the numbered headings below a heading are findings or advice, whatever words they hold. */
const expectsItems = ({ topic, heading }: Section): boolean =>
  holdsFindings(topic) ||
  topic?.topic === 'suspected' ||
  topic?.topic === 'recommendations' ||
  (heading?.node.type === 'heading' && isFindingHeading(heading.node));

/** Begins a section where a line is its title; false where it is none. */
function readTitleLine(block: Block, next: Block | undefined, open: OpenSections): boolean {
  const title = boldTitle(block, next);
  if (title === null) return false;
  const topic = topicOf(title);
  const isPlain = isPlainTitle(block, next);
  const isKnown = topic?.isSure === true || (topic?.isPure === true && next?.node.type === 'list');
  const begin = (of: TitleTopic, depth: number): true => {
    open.leave(depth);
    open.begin(sectionOf({ heading: block, title, topic: of, depth }));
    return true;
  };
  if (topic !== null && isKnown && beginsSection(title, topic, open.innermost, next))
    return begin(topic, isPlain ? depthOfLine.plain : depthOfLine.bold);
  // Where such lines are titles, the next one ends the part, whatever it says.
  if (isPlain && topic?.isSure !== true && open.innermost.depth === depthOfLine.plain)
    return begin(topic ?? { topic: 'other', isSure: true }, depthOfLine.plain);
  return false;
}

/** Any other block is a part of the innermost section, or one of its own that begins with its title. */
function readPlain(block: Block, open: OpenSections): void {
  const led = readLead(block);
  if (led !== null) {
    open.leave(depthOfLine.bold);
    open.begin(sectionOf({ heading: null, title: led.title, topic: led.topic, depth: depthOfLine.bold }));
  }
  open.add(led?.block ?? block);
}
