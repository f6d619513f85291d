import { toString as textOf } from 'mdast-util-to-string';
import type { LooseFinding } from '../complete-finding.ts';
import { complains } from '../words/tone.ts';
import { isPrompt, readPrompt } from './agent-prompt.ts';
import { type Context, contextOf, insideGroup } from './context.ts';
import { type Block, openList } from './document/blocks.ts';
import { partsWithRunningNumbers } from './document/running-numbers.ts';
import { blocksOf, holdsFindings, isSection, type Section, sectionsIn } from './document/section.ts';
import { draftsIn, headIn } from './drafts.ts';
import { Collection, type FoundFindings } from './found-findings.ts';
import { readHead } from './heads/finding-head.ts';
import { isFinding, isFindingByBody, isRecord } from './sections/finding-section.ts';
import { complaintsIn, openIn } from './sections/open-points.ts';
import { draftOf } from './sections/section-draft.ts';
import { depthsOfFindings, haveOwnLevels, isLikeItsSiblings } from './sections/sibling-parts.ts';
import { hasOpenBoxes, ticksMayMarkFindings } from './states/boxes.ts';
import { readStates } from './states/states-told-elsewhere.ts';

const nothingKnown: Omit<Context, 'isOwnForm' | 'hasOpenBoxes' | 'ticksMayMarkFindings'> = {
  expects: 'open',
  severity: null,
  isGuess: false,
  path: null,
  isSettled: false,
  isAgain: false,
  isWeakness: false,
};

/** Finds the findings of a review in its outline: sections, headings, items, paragraphs and rows of tables. */
export function findFindings(root: Section, text: string): FoundFindings {
  const collection = new Collection(readStates(root));
  const isOwnForm = sectionsIn(root).some(({ topic }) => topic?.topic === 'design');
  const known = {
    ...nothingKnown,
    isOwnForm,
    hasOpenBoxes: hasOpenBoxes(root, text),
    ticksMayMarkFindings: ticksMayMarkFindings(root, text),
  };
  visit(root, known, { collection, text, numbered: partsWithRunningNumbers(root) });
  return collection.found;
}

/** What is known of the whole review while its sections are walked. */
interface Walk {
  readonly collection: Collection;
  readonly text: string;
  /** Parts whose headings are numbered on below others. */
  readonly numbered: ReturnType<typeof partsWithRunningNumbers>;
}

function visit(section: Section, context: Context, walk: Walk): void {
  const { collection } = walk;
  const before = collection.count();
  readFlat(section, context, walk);
  const depths = depthsOfFindings(section);
  const inner = haveOwnLevels(section) ? { ...context, isGuess: true } : context;
  for (const part of section.parts) if (isSection(part)) visitPart(part, inner, context, depths, walk);
  const { severity, expects } = context;
  if (section.topic === null || !holdsFindings(section.topic) || severity === null || expects !== 'findings')
    return;
  const words = blocksOf(section)
    .map(({ source }) => source)
    .join('\n\n')
    .trim();
  collection.expect({ severity, count: collection.count() - before, words });
}

/** Takes a part for a finding, or looks into it. */
function visitPart(
  part: Section,
  inner: Context,
  outer: Context,
  depths: ReadonlySet<number>,
  walk: Walk,
): void {
  const { collection, text, numbered } = walk;
  const next = contextOf(part, inner);
  const isGroup = () =>
    part.topic === null && next.expects === 'open' && (numbered.has(part) || isLikeItsSiblings(part, depths));
  if (isPrompt(part.title)) collection.addPrompts(promptsIn(part));
  else if (isRecord(part, text)) collection.add(draftOf(part, text), { ...next, severity: null });
  else if (part.topic !== null && !isFindingByBody(part, text) && !isComplaint(part, outer))
    visit(part, next, walk);
  else if (isGroup()) visit(part, insideGroup(part, { ...next, expects: 'mixed' }), walk);
  else if (part.topic !== null || isFinding(part, next, text))
    collection.add(draftOf(part, text), part.topic === null ? next : aroundOf(part, next, outer));
  else visit(part, insideGroup(part, next), walk);
}

/** What stands directly in a section, before and between the headings below it. */
function readFlat(section: Section, context: Context, { collection, text }: Walk): void {
  const blocks = section.parts.filter((part): part is Block => !isSection(part));
  if (context.expects === 'none') {
    if (context.isSettled) return;
    for (const finding of openIn(blocks, context, text)) collection.addAgain(finding, context);
    return;
  }
  const hasHeads =
    context.expects === 'findings' &&
    section.parts.some((part) => isSection(part) && part.topic === null && part.heading !== null);
  // Beside headings of findings a list is an introduction, unless its items are marked.
  const inner: Context = hasHeads ? { ...context, expects: 'mixed' } : context;
  // What is ticked off among findings is dealt with, where the tick does not mark a finding.
  if (context.expects === 'findings')
    for (const block of blocks.flatMap((each) => openList(each, text)))
      if (block.checked === true && headIn(inner, block) === null) collection.addSettled(textOf(block.node));
  const before = collection.count();
  for (const { draft, table } of draftsIn(blocks, inner, text)) {
    if (draft) collection.add(draft, context);
    collection.addRows(table ?? [], context);
  }
  if (context.expects === 'open' && collection.count() === before)
    collection.addUnheard(blocks.flatMap((block) => complaintsIn(block, text)));
}

/** Among findings a sentence that complains is one of them, whatever word of a part of a review stands in it. */
function isComplaint({ heading, title, topic, parts }: Section, { expects }: Context): boolean {
  if (heading === null || topic?.isSure !== false || expects !== 'findings') return false;
  const isPart = holdsFindings(topic) || topic.topic === 'suspected' || parts.some(isSection);
  return !isPart && title.trim().split(/\s+/).length > 3 && complains(title) && readHead(heading) !== null;
}

/** What stands around a finding whose title sounds like a part of a review, which it does not end. */
const aroundOf = ({ topic }: Section, inner: Context, outer: Context): Context =>
  holdsFindings(topic) || topic?.topic === 'suspected' ? inner : outer;

const promptsIn = (section: Section): LooseFinding[] =>
  blocksOf(section).flatMap(({ node }) => (node.type === 'code' ? readPrompt(node.value) : []));
