import { toString as textOf } from 'mdast-util-to-string';
import type { Severity } from '../../model/answers/review-schema.ts';
import type { Place } from '../../model/finding.ts';
import type { LooseFinding } from '../complete-finding.ts';
import { readPlace } from '../place.ts';
import { readSeverityPhrase } from '../words/read-severity.ts';
import { approvalMarks } from '../words/severity-words.ts';
import { isPrompt, readPrompt } from './agent-prompt.ts';
import { assemble, type Draft } from './assemble-finding.ts';
import { type Block, openList } from './blocks.ts';
import { readBody } from './finding-body.ts';
import { type FindingHead, headForms, readHead } from './finding-head.ts';
import { readPlaces } from './inline-places.ts';
import { blocksOf, holdsFindings, isSection, type Section, sectionsIn } from './outline.ts';
import { readTable } from './table-rows.ts';

/**
 * What is to be expected where: `findings` and nothing else; findings among other things (`mixed`); anything (`open`), of which only
 * what names its severity counts; what repeats findings (`advice`), which counts where nothing else does; nothing (`none`).
 */
type Expectation = 'findings' | 'mixed' | 'open' | 'advice' | 'none';

interface Context {
  readonly expects: Expectation;
  readonly severity: Severity | null;
  /** The file that a heading names. */
  readonly path: string | null;
  /** A heading says that what follows is dealt with. */
  readonly isSettled: boolean;
  /** The review has a part about design, whose concerns are no findings. */
  readonly isOwnForm: boolean;
}

/** What was found, and where it came from. */
export interface FoundFindings {
  readonly findings: readonly LooseFinding[];
  /** Rows of tables, which often repeat findings. */
  readonly rows: readonly LooseFinding[];
  /** Points of advice, for a review that has nothing else. */
  readonly advice: readonly LooseFinding[];
  /** Titles of what is marked as dealt with. */
  readonly settled: readonly string[];
  /** Sections that must hold findings of a severity, with the number that came out and what stands in them. */
  readonly expected: readonly {
    readonly severity: Severity;
    readonly count: number;
    readonly words: string;
  }[];
  readonly notes: readonly string[];
}

/** Finds the findings of a review in its outline: sections, headings, items, paragraphs and rows of tables. */
export function findFindings(root: Section, text: string): FoundFindings {
  const findings: LooseFinding[] = [];
  const rows: LooseFinding[] = [];
  const advice: LooseFinding[] = [];
  const settled: string[] = [];
  const expected: { severity: Severity; count: number; words: string }[] = [];
  const notes: string[] = [];

  const add = (draft: Draft, context: Context) => {
    const isSettled = context.isSettled || draft.body.isSettled || isStruck(draft.head);
    if (isSettled) settled.push(draft.head.title);
    else (context.expects === 'advice' ? advice : findings).push(assemble(draft, context, notes));
  };

  const visit = (section: Section, context: Context) => {
    const before = findings.length + rows.length + settled.length;
    readFlat(section, context);
    for (const part of section.parts) {
      if (!isSection(part)) continue;
      const next = contextOf(part, context);
      if (part.topic !== null) visit(part, next);
      else if (isPrompt(part.title)) rows.push(...promptsIn(part));
      else if (isFinding(part, next, text)) add(draftOf(part, text), next);
      else visit(part, { ...next, path: pathOf(part.title) ?? next.path });
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
        count: findings.length + rows.length + settled.length - before,
        words,
      });
    }
  };

  /** What stands directly in a section, before and between the headings below it. */
  const readFlat = (section: Section, context: Context) => {
    if (context.expects === 'none') return;
    const blocks = section.parts.filter((part): part is Block => !isSection(part));
    const hasHeads =
      context.expects === 'findings' &&
      section.parts.some((part) => isSection(part) && part.topic === null && part.heading !== null);
    // Beside headings of findings a list is an introduction, unless its items are marked.
    const inner: Context = hasHeads ? { ...context, expects: 'mixed' } : context;
    for (const { draft, table } of draftsIn(blocks, inner, text)) {
      if (draft) add(draft, context);
      for (const row of table ?? []) {
        if (context.isSettled || row.isSettled) settled.push(row.finding.title);
        else {
          const severity = row.finding.severity ?? context.severity;
          if (severity === null)
            notes.push(`${JSON.stringify(row.finding.title)} has no severity and was taken as important`);
          (context.expects === 'advice' ? advice : rows).push({
            ...row.finding,
            severity: severity ?? 'important',
            path: row.finding.path ?? context.path,
          });
        }
      }
    }
  };

  const isOwnForm = sectionsIn(root).some(({ topic }) => topic?.topic === 'design');
  visit(root, { expects: 'open', severity: null, path: null, isSettled: false, isOwnForm });
  return { findings, rows, advice, settled, expected, notes };
}

const promptsIn = (section: Section): LooseFinding[] =>
  blocksOf(section).flatMap(({ node }) => (node.type === 'code' ? readPrompt(node.value) : []));

/** What a section's heading changes in what is expected. */
function contextOf({ topic, title, isFold }: Section, around: Context): Context {
  if (topic === null) return isFold && pathOf(title) !== null ? { ...around, path: pathOf(title) } : around;
  const isSettled = around.isSettled || (/\p{L}/u.test(title) && saysAllSettled(title));
  if (around.expects === 'none' && !topic.isSure) return { ...around, isSettled };
  switch (topic.topic) {
    case 'critical':
    case 'important':
    case 'suggestion':
      return { ...around, expects: 'findings', severity: topic.topic, isSettled };
    case 'findings':
      return { ...around, expects: 'findings', isSettled };
    case 'concerns':
      if (around.isOwnForm) return { ...around, expects: 'none', isSettled };
      return { ...around, expects: 'mixed', isSettled };
    case 'suspected':
      return { ...around, expects: around.expects === 'none' ? 'none' : 'mixed', isSettled };
    case 'recommendations':
      return {
        ...around,
        expects: around.expects === 'none' ? 'none' : 'advice',
        severity: 'suggestion',
        isSettled,
      };
    case 'other':
      return { ...around, expects: 'open', severity: null, isSettled };
    default:
      return { ...around, expects: 'none', isSettled };
  }
}

/** `Bugs Found (15 total — all fixed)` */
const saysAllSettled = (title: string): boolean => {
  const { isSettled, isNone } = readSeverityPhrase(title);
  return isSettled && !isNone && !/\b(?:to be|not|un|should be|must be|needs? to be)\b/i.test(title);
};

/** A heading that is nothing but a path. */
function pathOf(title: string): string | null {
  const bare = title
    .replace(/\s*\(\d+\)\s*$/, '')
    .replace(/^[`*]+|[`*:]+$/g, '')
    .replace(/^(?:file|datei|fichier|archivo|文件|ファイル|파일)\s*[:：]\s*/i, '');
  return readPlace(bare)[0]?.path ?? null;
}

const isStruck = ({ title }: FindingHead): boolean =>
  /^~~.*~~/s.test(title) || approvalMarks.test(title) || endsSettled(title);

const endsSettled = (title: string): boolean => {
  const end = /(?:[*_(（[]|\s[—–-]+\s|⚠️?)\s*([^*_()（）[\]—–]{2,20})[*_)）\]]*\s*$/u.exec(title)?.[1];
  if (end === undefined) return false;
  const { isSettled, isPure, isNone } = readSeverityPhrase(end);
  return isSettled && isPure && !isNone;
};

/** Whether a heading that names no section begins a finding, by what it and what stands below it say. */
function isFinding(section: Section, context: Context, text: string): boolean {
  if (section.heading === null || context.expects === 'none') return false;
  const head = readHead(section.heading);
  if (head === null || isGroup(section, context, text)) return false;
  if (context.expects === 'findings') return true;
  const body = readBody(blocksOf(section), text);
  if (head.isSeverityLeading || head.severity !== null) return true;
  const places = [...head.places, ...body.places];
  const marks =
    Number(head.isNumbered || head.id !== null) +
    Number(places.length > 0 || readPlaces(firstWords(section)).length > 0) +
    Number(body.severity !== null) * 2 +
    Number(head.marked !== null) +
    Number(body.labels.has('explanation') || body.labels.has('fix') || body.labels.has('detail'));
  return marks >= (context.expects === 'open' ? 2 : 1);
}

/** A heading of findings: it is a path, findings stand below it under headings of their own, or its list holds several. */
function isGroup(section: Section, context: Context, text: string): boolean {
  const below = section.parts.filter(isSection);
  if (below.some((part) => part.topic !== null && holdsFindings(part.topic))) return true;
  const heads = below.map((part) => (part.heading === null ? null : readHead(part.heading)));
  if (
    heads.filter(
      (head) =>
        head !== null &&
        (head.id !== null || head.isNumbered || head.severity !== null || head.places.length > 0),
    ).length >= 1 &&
    readHead(section.heading as Block)?.isNumbered !== true
  )
    return true;
  if (pathOf(section.title) !== null && readPlace(section.title)[0]?.startLine == null) return true;
  const blocks = section.parts.filter((part): part is Block => !isSection(part));
  if (blocks.some((block) => (readTable(block, text, false)?.length ?? 0) > 1)) return true;
  if (readHead(section.heading as Block)?.id != null || readHead(section.heading as Block)?.isNumbered)
    return false;
  const items = blocks.flatMap((block) => openList(block, text)).filter(({ marker }) => marker !== null);
  const marked = items.filter((item) => {
    const head = readHead(item);
    return (
      head !== null &&
      (head.severity !== null ||
        (context.expects === 'findings' &&
          (head.places.length > 0 || (head.form === 'number' && section.title.split(/\s+/).length <= 3))))
    );
  });
  return (
    marked.length > 1 ||
    (marked.length === 1 && items.length === 1 && context.expects === 'findings' && blocks.length === 1)
  );
}

const firstWords = (section: Section): string =>
  section.parts
    .filter((part): part is Block => !isSection(part))
    .slice(0, 1)
    .map(({ source }) => source.slice(0, 300))
    .join('');

/** A heading with everything below it. */
function draftOf(section: Section, text: string): Draft {
  const heading = section.heading as Block;
  const head = readHead(heading) as FindingHead;
  return { head, body: readBody(blocksOf(section), text), source: textOf(heading.node) };
}

interface Piece {
  readonly draft?: Draft;
  readonly table?: NonNullable<ReturnType<typeof readTable>>;
}

/** The findings of some blocks: each reaches from its head to the next. Weaker forms than the strongest are no heads. */
function* draftsIn(blocks: readonly Block[], context: Context, text: string): Generator<Piece> {
  const opened = blocks.map((block) =>
    openList(block, text).map((part) => ({ part, head: headIn(context, part, text) })),
  );
  const forms = new Set(opened.flat().map(({ head }) => head?.form));
  const strongest = headForms.find((form) => forms.has(form));
  let open: { head: FindingHead; blocks: Block[] } | null = null;
  const close = function* (): Generator<Piece> {
    if (open !== null) yield { draft: { head: open.head, body: readBody(open.blocks, text), source: '' } };
    open = null;
  };
  for (const [index, parts] of opened.entries()) {
    const block = blocks[index] as Block;
    const table = readTable(block, text, context.expects === 'findings');
    if (table !== null && table.length > 0 && open === null) {
      yield { table };
      continue;
    }
    const hasHead = parts.some(({ head }) => head !== null && counts(head, strongest));
    // A list without heads belongs to a finding as it stands.
    for (const { part, head } of hasHead ? parts : [{ part: block, head: null }]) {
      if (head !== null && counts(head, strongest)) {
        yield* close();
        open = { head, blocks: remainderOf(head, part) };
      } else (open as { blocks: Block[] } | null)?.blocks.push(part);
    }
  }
  yield* close();
}

/** Items of one list are alike: where one has a mark, the others are findings too. */
const counts = (head: FindingHead, strongest: FindingHead['form'] | undefined): boolean =>
  head.form === strongest;

/** What stands behind the head in its own paragraph is the first block of the body. */
const remainderOf = ({ remainder }: FindingHead, { node }: Block): Block[] =>
  remainder.trim() === '' ? [] : [{ node, source: remainder.trim(), marker: null }];

/** `None.`, `No critical issues were found` */
const saysNothing = (title: string): boolean => {
  const { isNone, isPure, hasNoun } = readSeverityPhrase(title);
  return title.length <= 100 && isNone && (isPure || hasNoun);
};

/** What may be the head of a finding here. */
function headIn({ expects }: Context, block: Block, _text: string): FindingHead | null {
  const head = readHead(block);
  if (head === null || saysNothing(head.title) || /^\[[ xX]\]/.test(block.source)) return null;
  if (approvalMarks.test(block.source.slice(0, 3))) return null;
  if (expects === 'findings' || expects === 'advice') return head;
  if (head.severity !== null && head.form !== 'item') return head;
  if (expects !== 'mixed') return null;
  return head.form === 'item' &&
    head.places.length === 0 &&
    !startsBold(block) &&
    readPlaces(block.source).every(({ startLine }) => startLine === null)
    ? null
    : head;
}

const startsBold = ({ source }: Block): boolean => source.startsWith('**');

export type { Place };
