import { toString as textOf } from 'mdast-util-to-string';
import { severities } from '../../../model/answers/review-schema.ts';
import { labelOf } from '../../words/labels.ts';
import { type TitleTopic, topicOf } from '../../words/section-titles.ts';
import { isFindingHeading, isHeadOfForm, isNumberedHeading } from '../heads/finding-head.ts';
import { isCounted, takeLeads } from '../heads/title.ts';
import { type Block, parseBlocks } from './blocks.ts';
import { outlinedIn } from './numbering.ts';
import { folds } from './prepare.ts';

/** A part of a review: what stands below one heading, with the parts below that. */
export interface Section {
  /** Null for the whole and for a fold (`<details>`). */
  readonly heading: Block | null;
  readonly title: string;
  /** What its title tells, if anything. */
  readonly topic: TitleTopic | null;
  /** Of its heading, 1 to 6; 7 for a bold line that serves as one, 0 for the whole and for a fold. */
  readonly depth: number;
  readonly isFold: boolean;
  /** The number in front of its title is that of the document's outline, and not of a finding. */
  readonly isOutlined: boolean;
  readonly parts: (Block | Section)[];
}

/** Whether a part of a section has parts of its own. */
export const isSection = (part: Block | Section): part is Section => 'parts' in part;

const boldDepth = 7;
/** Of a line without any mark that stands above a list. */
const plainDepth = 8;

/** Sorts the blocks of a review under its headings, its folds, and the bold lines that are the name of a section. */
export function outline(blocks: readonly Block[]): Section {
  const root = sectionOf(null, '', null, 0, false);
  let open: Section[] = [root];
  const top = () => open.at(-1) as Section;
  const begin = (section: Section) => {
    top().parts.push(section);
    open.push(section);
  };
  /** Leaves what a heading of this depth ends; a fold ends at its own end only. */
  const leave = (depth: number, isFinding: boolean, isNumbered = false) => {
    while (top().depth >= depth && !top().isFold && open.length > 1) {
      if (
        (isFinding || (isNumbered && isLevelOver(top(), depth))) &&
        top().depth === depth &&
        holdsFindings(top().topic)
      )
        return;
      open.pop();
    }
  };
  let itemDepth = 0;
  /** Numbers of findings run on below the next level: `### 4. …`, `## Medium`, `### 5. Error handling`. */
  let last = { number: Number.NaN, depth: 0 };
  const outlined = outlinedIn(blocks);
  for (const [index, block] of blocks.entries()) {
    const { node } = block;
    if (node.type === 'html' && folds.test(node.value)) {
      for (const { title } of folds.read(node.value)) {
        if (title !== null) begin(foldOf(title));
        else if (open.some(({ isFold }) => isFold)) {
          while (!top().isFold) open.pop();
          open.pop();
        }
      }
    } else if (node.type === 'heading') {
      const title = textOf(node);
      const isFinding = isFindingHeading(node);
      const known = isCounted(title) && takeLeads(title, true).left !== '' ? null : topicOf(title);
      const isOutlined = outlined.has(block);
      const isItem = isFinding || (isNumberedHeading(node) && !isOutlined && open.some(expectsItems));
      // `2. Test coverage` behind `1. The lock leaks` is one of them.
      const number = Number(/^\P{L}*?(\d{1,3})[.)]\s/u.exec(title)?.[1] ?? Number.NaN);
      const runsOn =
        number === last.number + 1 &&
        node.depth === last.depth &&
        open.some(({ topic }) => holdsFindings(topic));
      const isOneOfItems = isItem && ((itemDepth === node.depth && !holdsFindings(known)) || runsOn);
      if (isItem) last = { number, depth: node.depth };
      const topic = (known?.isSure && !isOneOfItems) || !isItem ? ofTitle(known, node.depth, root) : null;
      if (node.depth <= itemDepth || topic === null) itemDepth = isItem && topic === null ? node.depth : 0;
      leave(node.depth, isFinding && topic === null, isItem && topic === null);
      begin({ ...sectionOf(block, title, topic, node.depth, false), isOutlined });
    } else {
      const title = boldTitle(block, blocks[index + 1]);
      const topic = title === null ? null : topicOf(title);
      const isKnown =
        topic?.isSure === true || (topic?.isPure === true && blocks[index + 1]?.node.type === 'list');
      if (
        title !== null &&
        topic !== null &&
        isKnown &&
        beginsSection(title, topic, top(), blocks[index + 1])
      ) {
        const depth = isPlainTitle(block, blocks[index + 1]) ? plainDepth : boldDepth;
        leave(depth, false);
        begin(sectionOf(block, title, topic, depth, false));
        continue;
      }
      const isPlain = title !== null && isPlainTitle(block, blocks[index + 1]);
      if (isPlain && topic?.isSure !== true && top().depth === plainDepth) {
        // Where such lines are titles, the next one ends the part, whatever it says.
        leave(plainDepth, false);
        begin(sectionOf(block, title, topic ?? { topic: 'other', isSure: true }, plainDepth, false));
        continue;
      }
      const led = readLead(block);
      if (led !== null) {
        leave(boldDepth, false);
        begin(sectionOf(null, led.title, led.topic, boldDepth, false));
      }
      top().parts.push(led?.block ?? block);
    }
  }
  open = [];
  return root;
}

/** A level without a number, below which only headings of the same depth have stood: `### High`, `### 1. …`, `### 2. …`. */
const isLevelOver = ({ topic, heading, parts }: Section, depth: number): boolean =>
  topic?.isSure === true &&
  heading?.node.type === 'heading' &&
  !isNumberedHeading(heading.node) &&
  parts.every((part) => isSection(part) && part.depth === depth);

const sectionOf = (
  heading: Block | null,
  title: string,
  topic: TitleTopic | null,
  depth: number,
  isFold: boolean,
): Section => ({ heading, title, topic, depth, isFold, isOutlined: false, parts: [] });

/** A fold, which is a heading too where a level leads its title: `🔴 Critical: the lock leaks`. */
function foldOf(title: string): Section {
  const topic = topicOf(title);
  const { severity, left } = takeLeads(title);
  const isFinding = severity !== null && topic?.isSure !== true && /\S\s+\S/.test(left);
  const [heading = null] = isFinding ? parseBlocks(`###### ${title.replace(/\n/g, ' ')}`) : [];
  return sectionOf(heading, title, isFinding ? null : topic, 0, true);
}

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

/** Whether a heading says that findings follow. */
export const holdsFindings = (topic: TitleTopic | null): boolean =>
  topic !== null && (topic.topic === 'findings' || severities.some((severity) => severity === topic.topic));

/**
 * Whether a bold line is a title: not the label of a part of a finding, such as `**Recommendation**:`, unless heads of findings
 * follow it.
 */
function beginsSection(
  title: string,
  { topic }: TitleTopic,
  around: Section,
  next: Block | undefined,
): boolean {
  const isInFinding =
    around.depth > 0 && around.depth < boldDepth && around.heading !== null && around.topic === null;
  const label = labelOf(title);
  if (label === null && !isInFinding) return true;
  if (next === undefined || !isHeadOfForm(next)) return false;
  return !isInFinding || (label === null && topic !== 'closed');
}

/** The text of a paragraph that is nothing but bold, ends with a colon, or stands above a list. */
function boldTitle({ node }: Block, next: Block | undefined): string | null {
  if (node.type !== 'paragraph') return null;
  const text = textOf(node);
  if (text.length > 60 || text.includes('\n')) return null;
  const isBold = node.children.every(
    (child) => child.type === 'strong' || textOf(child).trim().replace(/[:：]/, '') === '',
  );
  return isBold || isPlainTitle({ node }, next) || /[:：]$/.test(text) ? text : null;
}

/** A short line without a mark right above a list. */
function isPlainTitle({ node }: Pick<Block, 'node'>, next: Block | undefined): boolean {
  if (node.type !== 'paragraph' || next?.node.type !== 'list') return false;
  const text = textOf(node);
  const isPlain = node.children.every((child) => child.type === 'text');
  return isPlain && text.length <= 40 && !/[.!?。\n]|[:：]$/.test(text);
}

/** A section of one paragraph that begins with its own title: `**Strengths** — The lock is held briefly.` */
function readLead(
  block: Block,
): { readonly title: string; readonly topic: TitleTopic; readonly block: Block } | null {
  if (block.node.type !== 'paragraph') return null;
  const [, title = '', text = ''] = /^\*\*([^*]+?):?\*\*\s*(?::|[—–-]+)?\s+(\S.*)$/s.exec(block.source) ?? [];
  const topic = topicOf(title);
  const isLead = topic?.isSure && (topic.topic === 'concerns' || topic.topic === 'strengths');
  return isLead ? { title, topic, block: { ...block, source: text } } : null;
}

/** Every block of a section in order, headings included, without the parts that `isApart` names. */
export function blocksOf(section: Section, isApart: (part: Section) => boolean = () => false): Block[] {
  return section.parts.flatMap((part): Block[] => {
    if (!isSection(part)) return [part];
    if (isApart(part)) return [];
    return [...(part.heading === null ? [] : [part.heading]), ...blocksOf(part, isApart)];
  });
}

/** Every section at any depth, itself first. */
export const sectionsIn = (section: Section): Section[] => [
  section,
  ...section.parts.filter(isSection).flatMap(sectionsIn),
];
