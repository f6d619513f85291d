import { toString as textOf } from 'mdast-util-to-string';
import type { Severity } from '../../model/answers/review-schema.ts';
import type { LooseFinding } from '../complete-finding.ts';
import { readSeverityPhrase } from '../words/read-severity.ts';
import { saysDone, saysOpen } from '../words/says-settled.ts';
import { complains, mostlyComplain, onlyPraises } from '../words/tone.ts';
import { headingWords } from '../words/trim-end.ts';
import { isPrompt, readPrompt } from './agent-prompt.ts';
import { assemble, type Draft } from './assemble-finding.ts';
import { type Context, contextOf, pathOf } from './context.ts';
import { type Block, openList } from './document/blocks.ts';
import { isComment as isCommentLine } from './document/comment-lines.ts';
import { blocksOf, holdsFindings, isSection, type Section, sectionsIn } from './document/outline.ts';
import { partsWithRunningNumbers } from './document/running-numbers.ts';
import { draftsIn } from './drafts.ts';
import { readBody } from './finding-body.ts';
import { isComment, isFinding, isFindingByBody, isRecord, wordsOfRecord } from './finding-section.ts';
import { type FindingHead, isNumberedHeading, readHead, shortenTitle } from './heads/finding-head.ts';
import { isOnlyPlaces, readPlaces } from './heads/inline-places.ts';
import { isStruck } from './heads/struck.ts';
import { takeLeads } from './heads/title.ts';

/** What was found, and where it came from. */
export interface FoundFindings {
  readonly findings: readonly LooseFinding[];
  /** Rows of tables, which often repeat findings, table by table. */
  readonly tables: readonly (readonly LooseFinding[])[];
  /** What stands under a severity where findings are told again: in a conclusion, by priority, in what is to be done; and in which part. */
  readonly again: readonly { readonly finding: LooseFinding; readonly part: Context }[];
  /** Points of advice, for a review that has nothing else. */
  readonly advice: readonly {
    readonly finding: LooseFinding;
    readonly isHeading: boolean;
    readonly isPlain: boolean;
  }[];
  /** What is to be done. */
  readonly tasks: readonly { readonly finding: LooseFinding; readonly hasSeverity: boolean }[];
  /** Titles of what is marked as dealt with. */
  readonly settled: readonly string[];
  /** Titles of what names a finding again. */
  readonly repeated: readonly string[];
  /** Sections that must hold findings of a severity, with the number that came out and what stands in them. */
  readonly expected: readonly {
    readonly severity: Severity;
    readonly count: number;
    readonly words: string;
  }[];
  /** Points about code that complain, below titles that tell nothing: where these are most of an answer, its form is not one that is read. */
  readonly unheard: readonly string[];
  readonly notes: readonly string[];
}

/** Finds the findings of a review in its outline: sections, headings, items, paragraphs and rows of tables. */
export function findFindings(root: Section, text: string): FoundFindings {
  const findings: LooseFinding[] = [];
  const tables: LooseFinding[][] = [];
  const again: { finding: LooseFinding; part: Context }[] = [];
  const advice: { finding: LooseFinding; isHeading: boolean; isPlain: boolean }[] = [];
  const tasks: { finding: LooseFinding; hasSeverity: boolean }[] = [];
  const settled: string[] = [];
  const repeated: string[] = [];
  const expected: { severity: Severity; count: number; words: string }[] = [];
  const unheard: string[] = [];
  const notes: string[] = [];

  const add = (draft: Draft, context: Context) => {
    const isSettled = context.isSettled || draft.body.isSettled || isStruck(draft.head);
    if (isSettled) settled.push(draft.head.title);
    else if (isRepeated(draft, context)) repeated.push(draft.head.title);
    else {
      const hasSeverity = draft.head.severity !== null;
      const { isHeading, isPlain } = draft.head;
      keep(assemble(draft, context, context.expects === 'tasks' ? [] : notes), context, findings, {
        hasSeverity,
        isHeading,
        isPlain,
      });
    }
  };

  /** Keeps a finding as what its place in the review makes of it. */
  const keep = (
    finding: LooseFinding,
    part: Context,
    stated: LooseFinding[],
    { hasSeverity, isHeading, isPlain }: { hasSeverity: boolean; isHeading: boolean; isPlain: boolean },
  ) => {
    if (part.expects === 'tasks') tasks.push({ finding, hasSeverity });
    else if (part.expects === 'advice' || isPlain) advice.push({ finding, isHeading, isPlain });
    else if (part.isAgain) again.push({ finding, part });
    else stated.push(finding);
  };
  const numbered = partsWithRunningNumbers(root);
  const count = () => findings.length + tables.flat().length + settled.length + again.length;

  /** Outside of the parts with findings, an id that is taken names the finding again: what to do first, and how. */
  const isRepeated = ({ head }: Draft, { expects }: Context) =>
    expects !== 'findings' &&
    head.id !== null &&
    head.places.length === 0 &&
    findings.some(({ id }) => id === head.id);

  const visit = (section: Section, context: Context) => {
    const before = count();
    readFlat(section, context);
    const depths = depthsOfFindings(section);
    const inner = haveOwnLevels(section) ? { ...context, isGuess: true } : context;
    for (const part of section.parts) {
      if (!isSection(part)) continue;
      const next = contextOf(part, inner);
      if (isPrompt(part.title)) tables.push(promptsIn(part));
      else if (isRecord(part, text)) add(draftOf(part, text), { ...next, severity: null });
      else if (part.topic !== null && !isFindingByBody(part, text) && !isComplaint(part, context))
        visit(part, next);
      else if (
        part.topic === null &&
        next.expects === 'open' &&
        (numbered.has(part) || isLikeItsSiblings(part, depths))
      )
        visit(part, insideGroup(part, { ...next, expects: 'mixed' }));
      else if (part.topic !== null || isFinding(part, next, text))
        add(draftOf(part, text), part.topic === null ? next : aroundOf(part, next, context));
      else visit(part, insideGroup(part, next));
    }
    if (
      section.topic !== null &&
      holdsFindings(section.topic) &&
      context.severity !== null &&
      context.expects === 'findings'
    ) {
      const words = blocksOf(section)
        .map(({ source }) => source)
        .join('\n\n')
        .trim();
      expected.push({
        severity: context.severity,
        count: count() - before,
        words,
      });
    }
  };

  /** What stands directly in a section, before and between the headings below it. */
  const readFlat = (section: Section, context: Context) => {
    const blocks = section.parts.filter((part): part is Block => !isSection(part));
    if (context.expects === 'none') {
      if (context.isSettled) return;
      for (const finding of openIn(blocks, context, text)) again.push({ finding, part: context });
      return;
    }
    // What is ticked off among findings is dealt with.
    if (context.expects === 'findings')
      for (const { node, checked } of blocks.flatMap((block) => openList(block, text)))
        if (checked === true) settled.push(textOf(node));
    const hasHeads =
      context.expects === 'findings' &&
      section.parts.some((part) => isSection(part) && part.topic === null && part.heading !== null);
    // Beside headings of findings a list is an introduction, unless its items are marked.
    const inner: Context = hasHeads ? { ...context, expects: 'mixed' } : context;
    const before = count();
    for (const { draft, table } of draftsIn(blocks, inner, text)) {
      if (draft) add(draft, context);
      const rows: LooseFinding[] = [];
      tables.push(rows);
      for (const row of table ?? []) {
        if (context.isSettled || row.isSettled) settled.push(row.finding.title);
        else {
          const severity = row.finding.severity ?? context.severity;
          const finding = {
            ...row.finding,
            severity: severity ?? 'important',
            path: row.finding.path ?? context.path,
          };
          if (severity === null && context.expects !== 'tasks')
            notes.push(`${JSON.stringify(row.finding.title)} has no severity and was taken as important`);
          keep(finding, context, rows, {
            hasSeverity: row.finding.severity !== null,
            isHeading: false,
            isPlain: false,
          });
        }
      }
    }
    if (context.expects === 'open' && count() === before)
      unheard.push(...blocks.flatMap((block) => complaintsIn(block, text)));
  };

  const isOwnForm = sectionsIn(root).some(({ topic }) => topic?.topic === 'design');
  visit(root, {
    expects: 'open',
    severity: null,
    isGuess: false,
    path: null,
    isSettled: false,
    isAgain: false,
    isWeakness: false,
    isOwnForm,
  });
  return { findings, tables, again, advice, tasks, settled, repeated, expected, unheard, notes };
}

/** What stands where no findings do and says by itself that it is one that is left to do: its level and its lines, and that it is open. */
function openIn(blocks: readonly Block[], context: Context, text: string): LooseFinding[] {
  return blocks
    .flatMap((block) => openList(block, text))
    .flatMap((block) => {
      const head = readHead(block);
      const isOpen =
        isCommentLine(block.source) || block.checked === false || saysOpen(block.source.slice(0, 1_000));
      if (head === null || !isOpen || head.severity === null || saysDone(block.source)) return [];
      const draft: Draft = { head, body: readBody([], text), source: block.source };
      const finding = assemble(draft, { ...context, severity: null, isGuess: false }, []);
      return finding.startLine === null || onlyPraises(block.source) ? [] : [finding];
    });
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

/** Whether the headings right below one say a level each, and not the same: what stands above them is a word, and no level of theirs. */
function haveOwnLevels({ parts }: Section): boolean {
  const levels = parts
    .filter(isSection)
    .map(({ heading }) => (heading === null ? null : (readHead(heading)?.severity ?? null)));
  return levels.length > 2 && !levels.includes(null) && new Set(levels).size > 1;
}

const isNumbered = ({ heading }: Section): boolean =>
  heading?.node.type === 'heading' && isNumberedHeading(heading.node);

/** The depths of the numbered headings right below one that say that findings follow. */
const depthsOfFindings = ({ parts }: Section): ReadonlySet<number> =>
  new Set(
    parts
      .filter(isSection)
      .filter(({ topic }) => holdsFindings(topic) || topic?.topic === 'suspected')
      .filter(isNumbered)
      .map(({ depth }) => depth),
  );

/** The items of a list that name code and say that something is wrong with it. */
const complaintsIn = (block: Block, text: string): string[] =>
  block.node.type !== 'list'
    ? []
    : openList(block, text)
        .filter(
          ({ node, source }) => node.type === 'paragraph' && /`[^`\n]+`/.test(source) && complains(source),
        )
        .map(({ source }) => source);

/** Whether a part that no known title names stands beside parts with findings, and its items complain too. */
function isLikeItsSiblings(part: Section, depths: ReadonlySet<number>): boolean {
  if (!depths.has(part.depth) || !isNumbered(part)) return false;
  if (!part.parts.every((each) => !isSection(each) && /^(?:list|thematicBreak)$/.test(each.node.type)))
    return false;
  const items = blocksOf(part).flatMap(({ node }) => (node.type === 'list' ? node.children : []));
  const isBold = items.filter(
    ({ children: [first] }) => first?.type === 'paragraph' && first.children[0]?.type === 'strong',
  );
  return (
    isBold.length > 1 && isBold.length === items.length && mostlyComplain(items.map((item) => textOf(item)))
  );
}

/**
 * What a heading that stands above findings says about all of them: their file, or their severity. A word that is said of other things
 * too (`Info`, `Notes`) lends its level to what is a finding by itself.
 */
function insideGroup({ heading, title }: Section, around: Context): Context {
  const severity = heading === null ? null : (readHead(heading)?.severity ?? takeLeads(title, true).severity);
  const path = pathOf(title) ?? around.path;
  if (around.expects === 'none' || around.severity !== null) return { ...around, path };
  const weak = readSeverityPhrase(title);
  if (severity === null) return { ...around, path, severity: weak.isPure ? weak.severity : null };
  return {
    ...around,
    path,
    severity,
    expects: around.expects === 'open' || around.expects === 'tasks' ? 'findings' : around.expects,
  };
}

const promptsIn = (section: Section): LooseFinding[] =>
  blocksOf(section).flatMap(({ node }) => (node.type === 'code' ? readPrompt(node.value) : []));

/** Behind a file in a heading, its lines: `src/queue.ts (40-44)`. */
const linesBehind = /^(\S+)\s*[(（[](\d+(?:\s*[-–]\s*\d+)?)[)）\]]\s*$/;

/** The head of a heading that is nothing but the place of a comment is the first sentence of that comment. */
function titled(head: FindingHead, section: Section, explanation: string): FindingHead {
  const title = headingWords(section.heading?.source ?? '').replace(linesBehind, '$1:$2');
  const words = explanation.replace(/\s+/g, ' ').trim();
  if (words === '' || !isComment(section) || !isOnlyPlaces(title)) return head;
  return { ...head, ...shortenTitle(words, '', false), words: '', places: readPlaces(title) };
}

/** A heading with everything below it. */
function draftOf(section: Section, text: string): Draft {
  const heading = section.heading as Block;
  const head = readHead(heading) as FindingHead;
  const body = readBody(blocksOf(section), text);
  const title = isRecord(section, text) ? wordsOfRecord(section).replace(/\*\*/g, '') : '';
  if (title !== '') return { head: { ...head, ...shortenTitle(title, '', false) }, body, source: title };
  return { head: titled(head, section, body.explanation), body, source: textOf(heading.node) };
}
