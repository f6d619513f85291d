import { labelOf } from '../words/labels.ts';
import { readSeverityPhrase } from '../words/read-severity.ts';
import { saysNothing } from '../words/says-nothing.ts';
import { approvalMarks } from '../words/severity-words.ts';
import { onlyPraises } from '../words/tone.ts';
import type { Draft } from './assemble-finding.ts';
import { readBody } from './bodies/read-body.ts';
import type { Context } from './context.ts';
import { type Block, openList } from './document/blocks.ts';
import { type FindingHead, hasLevelMark, headForms, readHead, shortenTitle } from './heads/finding-head.ts';
import { readPlaces } from './heads/inline-places.ts';
import { isTickedFinding } from './states/ticked-findings.ts';
import { readTable } from './table-rows.ts';

/** A finding, or a table of them. */
export interface Piece {
  readonly draft?: Draft;
  readonly table?: NonNullable<ReturnType<typeof readTable>>;
}

interface Opened {
  readonly part: Block;
  readonly head: FindingHead | null;
}

/** The findings of some blocks: each reaches from its head to the next. Weaker forms than the strongest are no heads. */
export function* draftsIn(blocks: readonly Block[], context: Context, text: string): Generator<Piece> {
  const opened = blocks.map((block) =>
    openList(block, text).map((part): Opened => ({ part, head: headIn(context, part) })),
  );
  const details = detailsIn(blocks);
  for (const index of details) {
    opened[index] = (opened[index] ?? []).map(({ part }) => ({ part, head: null }));
    const items = opened[index - 1] ?? [];
    const item = items.at(-1);
    // Points that say where make their item a finding.
    const isPlaced = readPlaces(blocks[index]?.source ?? '').some(({ startLine }) => startLine !== null);
    if (item !== undefined && isPlaced && context.expects === 'mixed')
      opened[index - 1] = [...items.slice(0, -1), { ...item, head: readHead(item.part) }];
  }
  const hasOwn = opened.flat().some(({ head }) => head !== null && !head.isPlain);
  if (hasOwn) {
    for (const [index, parts] of opened.entries())
      opened[index] = parts.map((each) => (each.head?.isPlain === true ? { ...each, head: null } : each));
  }
  const forms = new Set(opened.flat().map(({ head }) => head?.form));
  const strongest = headForms.find((form) => forms.has(form));
  if (strongest === undefined && context.expects === 'findings' && context.severity !== null) {
    yield* blocks.flatMap((block) => draftOfProse(block, text));
  }
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
    // A line in bold between lists of findings is the title of the next list.
    const isAfterTitle: boolean =
      isItem(open?.head) && block.node.type === 'list' && isTitle(blocks[index - 1]);
    const isStrong = ({ head }: Opened) =>
      head !== null && (head.form === strongest || head.form === 'comment');
    // Items of one list are alike: where one is a finding, the others are too.
    const isOfItems: boolean =
      isAfterTitle || parts.some((each) => isStrong(each) && each.part.marker !== null);
    const isHead = (each: Opened): boolean =>
      isStrong(each) || (isOfItems && each.part.marker !== null && each.head !== null);
    // A list without heads belongs to a finding as it stands.
    const pieces = parts.some(isHead) ? parts : [{ part: block, head: null }];
    if (isAfterTitle) yield* close();
    for (const each of pieces) {
      if (each.head !== null && isHead(each)) {
        yield* close();
        open = { head: each.head, blocks: remainderOf(each.head, each.part) };
      } else (open as { blocks: Block[] } | null)?.blocks.push(each.part);
    }
  }
  yield* close();
}

/** The lists of points right behind items whose numbers go on from list to list: `1. …`, `- …`, `2. …`, `- …`. */
function detailsIn(blocks: readonly Block[]): number[] {
  const numbered = blocks.flatMap(({ node }, index) =>
    node.type === 'list' && node.ordered ? [{ node, index }] : [],
  );
  const goesOn = numbered.some(({ node }, index) => {
    const before = numbered[index - 1]?.node;
    return before !== undefined && node.start === (before.start ?? 1) + before.children.length;
  });
  if (!goesOn) return [];
  return numbered.flatMap(({ index }) => {
    const next = blocks[index + 1]?.node;
    return next?.type === 'list' && !next.ordered ? [index + 1] : [];
  });
}

/** What stands behind the head in its own paragraph is the first block of the body. */
const remainderOf = ({ remainder }: FindingHead, { node }: Block): Block[] =>
  remainder.trim() === '' ? [] : [{ node, source: remainder.trim(), marker: null }];

/** A paragraph where nothing but findings of one severity stands is one, in whatever form. */
function draftOfProse({ node, source }: Block, text: string): Piece[] {
  const words = source.replace(/\s+/g, ' ').trim();
  const isShort = words.split(' ').length < 4 && !/[\u3040-\u9fff\uac00-\ud7af]{6}/.test(words);
  if (node.type !== 'paragraph' || saysNothing(words) || words.endsWith(':') || isShort) return [];
  const { title, words: whole } = shortenTitle(words, '', false);
  const head: FindingHead = { ...bareHead, title, words: whole };
  return [{ draft: { head, body: readBody([], text), source } }];
}

const bareHead: FindingHead = {
  form: 'item',
  id: null,
  severity: null,
  isSeverityLeading: false,
  marked: null,
  isNumbered: false,
  number: null,
  isTicked: false,
  isItem: false,
  isPlain: false,
  isHeading: false,
  kind: null,
  title: '',
  places: [],
  folder: false,
  words: '',
  remainder: '',
};

/** What may be the head of a finding here. */
export function headIn(context: Context, block: Block): FindingHead | null {
  const { expects, isWeakness } = context;
  const head = readHead(block);
  if (head === null || saysNoFinding(head.title) || isTicked(block, head, context)) return null;
  if (approvalMarks.test(block.source.slice(0, 3))) return null;
  if (expects === 'findings' || expects === 'advice' || expects === 'tasks') return head;
  if (head.severity !== null && head.form !== 'item' && saysEnough(head)) return head;
  if (head.isItem && hasLevelMark(block) && saysEnough(head)) return head;
  if (head.severity !== null && head.places.some(({ startLine }) => startLine !== null)) return head;
  if (head.remainder !== '' && readBody(remainderOf(head, block), '').severity !== null) return head;
  if (head.marked === null && onlyPraises(block.source)) return null;
  const isPlaced = readPlaces(block.source).some(({ startLine }) => startLine !== null);
  // Where nothing else is found, what is called a weakness is a finding.
  const plain = head.isItem ? { ...head, isPlain: true } : null;
  if (expects !== 'mixed') return null;
  return head.form === 'item' && head.places.length === 0 && !startsBold(block) && !isPlaced
    ? isWeakness
      ? plain
      : null
    : head;
}

/** `None.`, `No critical issues were found` */
function saysNoFinding(title: string): boolean {
  const { isNone, isPure, hasNoun } = readSeverityPhrase(title);
  return title.length <= 100 && isNone && (isPure || hasNoun);
}

/** `Critical issues: 2 days` is no finding. */
const saysEnough = ({ title, places }: FindingHead): boolean =>
  places.length > 0 ||
  (!isCount(title) &&
    ((title.match(/\p{L}{2,}/gu) ?? []).length > 1 || /[\u3040-\u9fff\uac00-\ud7af]/.test(title)));

/** `Warnings: 1 (of the linter)`, `警告：1 个（…）` say how many there are. */
const isCount = (title: string): boolean =>
  /^\d{1,4}\s*(?:个|個|件|处|處|项|項|건|개)?\s*(?:$|[(（,，;；])/u.test(title);

/** A box that is ticked is done, unless it marks a finding; one that is not is a finding where nothing else stands, or where it has an id or a severity. */
const isTicked = (
  { node, source, checked }: Block,
  { form, severity }: FindingHead,
  { expects, severity: around, ticksMayMarkFindings }: Context,
): boolean => {
  if (checked === true) {
    const isBelowLevel = expects === 'findings' && (around ?? severity) !== null;
    return !(isBelowLevel && ticksMayMarkFindings && isTickedFinding(source));
  }
  return (
    (checked === false && expects !== 'findings' && expects !== 'tasks' && form !== 'id') ||
    (node.type === 'paragraph' && /^\[[xX]\]/.test(source))
  );
};

const isItem = (head: FindingHead | undefined): boolean => head?.isItem === true;

const isTitle = (block: Block | undefined): boolean =>
  block?.node.type === 'paragraph' &&
  block.node.children.length === 1 &&
  block.node.children[0]?.type === 'strong' &&
  labelOf(block.source) === null;

const startsBold = ({ source }: Block): boolean => source.startsWith('**');
