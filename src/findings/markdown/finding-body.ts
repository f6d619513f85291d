import { toString as textOf } from 'mdast-util-to-string';
import type { Repro, ReviewEvidence, Severity } from '../../model/answers/review-schema.ts';
import type { Place } from '../../model/finding.ts';
import { noEvidence } from '../json/coerce-finding.ts';
import { readLines } from '../place.ts';
import { type Label, labelOf } from '../words/labels.ts';
import { readSeverityPhrase } from '../words/read-severity.ts';
import { saysOnlySettled, saysOpen, saysSettled } from '../words/says-settled.ts';
import { headingWords } from '../words/trim-end.ts';
import { readKind } from '../words/vocabulary.ts';
import { type Block, openList } from './document/blocks.ts';
import { readPlaces } from './heads/inline-places.ts';
import { type Tags, takeTag } from './heads/tags.ts';
import { levelOfBadges } from './heads/text-head.ts';
import { createNamedFences } from './named-fences.ts';

/** What stands below the head of a finding. */
export interface FindingBody {
  readonly quote: string | null;
  readonly explanation: string;
  readonly evidence: readonly ReviewEvidence[];
  readonly fix: string | null;
  readonly patch: string | null;
  readonly repro: Repro | null;
  readonly mutation: string | null;
  /** From lines such as `**File:** a.ts:12` and `**Severity:** high`, for heads that say neither. */
  readonly places: readonly Place[];
  readonly severity: Severity | null;
  /** A tag at the end or the start of a paragraph, or a line such as `Classification: gap`. */
  readonly tags: Tags | null;
  /** What its labels say that there is. */
  readonly labels: ReadonlySet<Label>;
  /** Whether it says that the matter is dealt with: `Status: fixed`. */
  readonly isSettled: boolean;
}

type Part = 'explanation' | 'fix' | 'evidence';
const partOf: Partial<Record<Label, Part>> = {
  explanation: 'explanation',
  title: 'explanation',
  detail: 'explanation',
  quote: 'explanation',
  fix: 'fix',
  evidence: 'evidence',
};

/** `Fix:`, `**Fix:**`, `**Fix**:`, `*Verified via*`, `1. Fix:`, … at the start of a paragraph. */
const label =
  /^(?:[*_]{1,3})?(?<name>[\p{Lu}\p{Lo}][\p{L}\p{N} /'’&-]{0,32}?)(?:\s*[(（][^)）]{0,60}[)）])?(?:[:：][*_]{0,3}|[*_]{1,3}\s?[:：]|[*_]{2}(?=\s*$)|\s[—–-]{1,2}\s?[*_]{2})(?:(?<=：[*_]{0,3})|(?=\s|$|[\u3040-\u9fff\uac00-\ud7af`*[]))\s*/u;
const sentenceOfEvidence = /^[*_]{0,3}Verified\b/;
const codeOfFix = /\b(?:suggestion|diff|patch)\b/;
const leadsToFix =
  /(?:\b(?:fix|should be|instead|like this|replace|change (?:it )?to|use|consider|guard|for example|e\.g\.|correct(?:ed)?|better|recommend\w*|suggest\w*|proposed?)\b|こう|修正|建议|改为|수정)[^\n]{0,80}[:：]\s*$/i;

/** Sorts the blocks below a head: the first code is the quote, `Fix:` begins the fix, `Verified via` the evidence. */
export function readBody(blocks: readonly Block[], text: string): FindingBody {
  const parts: Record<Part, string[]> = { explanation: [], fix: [], evidence: [] };
  const places: Place[] = [];
  const labels = new Set<Label>();
  let part = 'explanation' as Part;
  let isPrompt = false;
  let wantsPlaces = false;
  let quote: string | null = null;
  const fences = createNamedFences();
  let patch: string | null = null;
  let severity: Severity | null = null;
  let tags: Tags | null = null;
  let isSettled = false;
  /** In words of their own, which others behind them may take back. */
  let isToldSettled = false;
  let last = '';
  // Badges stand above the first paragraph.
  let isFirst = true;

  const readWords = (paragraph: string) => {
    if (saysOnlySettled(paragraph)) isToldSettled = true;
    else if (isToldSettled && saysOpen(paragraph)) isToldSettled = false;
    const found = label.exec(paragraph);
    const meaning = found === null ? null : labelOf(found.groups?.name ?? '');
    const words = paragraph.slice(found?.[0].length ?? 0).trim();
    if (meaning !== null) {
      labels.add(meaning);
      isPrompt = meaning === 'prompt';
    }
    wantsPlaces = meaning === 'place' && words === '';
    if (meaning === 'place') {
      const named = placesOfField(words);
      const lines = named.length === 0 && onlyLines.test(words) ? linesOfField(words, places) : [];
      for (const place of [...named, ...lines]) places.push(place);
      if (named.length + lines.length === 0 && words !== '') parts.explanation.push(paragraph);
    } else if (meaning === 'line') {
      for (const place of linesOfField(words, places)) places.push(place);
    } else if (meaning === 'severity') severity ??= severityOfField(words);
    else if (meaning === 'kind')
      tags ??= { severity: null, kind: readKind(words.replace(/[*`.]/g, '').split(/[,;(]/)[0] ?? '') };
    else if (meaning === 'status') isSettled ||= saysSettled(words);
    else {
      const isEvidence = sentenceOfEvidence.test(paragraph);
      const named = meaning === null ? undefined : partOf[meaning];
      if (named !== undefined) part = named;
      else if (isEvidence) part = 'evidence';
      else if (found !== null) part = 'explanation';
      const isPlain = meaning === null || meaning === 'detail' || meaning === 'quote' || meaning === 'title';
      if (isPlain ? paragraph : words) parts[part].push(isPlain ? paragraph : words);
      if (isEvidence && meaning === null) part = 'explanation';
    }
    last = paragraph;
  };

  for (const block of blocks) {
    const { node, source } = block;
    if (node.type === 'thematicBreak' || node.type === 'html') continue;
    if (node.type === 'code') {
      if (node.value.trim() === '') continue;
      if (fences.take(node.lang ?? '', node.meta ?? '', node.value)) continue;
      if (isPrompt) {
        isPrompt = false;
        continue;
      }
      const isDiff = codeOfFix.test(node.lang ?? '') || /^(--- |@@ )/m.test(node.value);
      const isProposal = isDiff || (part === 'explanation' && leadsToFix.test(last));
      if (isDiff && node.lang !== 'suggestion' && patch === null && part === 'fix') patch = node.value;
      else if (!isProposal && quote === null && part === 'explanation') quote = node.value;
      else parts[isProposal && part === 'explanation' ? 'fix' : part].push(source);
      continue;
    }
    if (node.type === 'list' && (wantsPlaces || holdsLabels(block, text))) {
      for (const item of openList(block, text)) {
        if (wantsPlaces && item.node.type === 'paragraph' && placesOfField(item.source).length > 0) {
          for (const place of placesOfField(item.source)) places.push(place);
        } else if (item.node.type === 'paragraph') {
          const kept: boolean = wantsPlaces;
          for (const paragraph of splitAtLabels(item.source)) readWords(paragraph);
          wantsPlaces ||= kept && readPlaces(item.source).length > 0;
        } else if (wantsPlaces && places.length > 0 && item.node.type === 'list') {
          const lines = openList(item, text).flatMap(({ source: words }) => linesOfItem(words, places));
          for (const place of lines) places.push(place);
        } else parts[part].push(item.source);
      }
      wantsPlaces = false;
      continue;
    }
    if (node.type === 'heading') {
      const title = headingWords(source);
      const meaning = labelOf(title);
      if (meaning === null) parts.explanation.push(source);
      readWords(meaning === null ? '' : `${title.replace(/[:：]\s*$/, '')}:`);
      if (meaning === null) part = 'explanation';
      continue;
    }
    if (node.type === 'table' && isTableOfFields(block)) {
      for (const row of node.children) readWords(row.children.map((cell) => textOf(cell)).join(': '));
      part = 'explanation';
      continue;
    }
    if (node.type !== 'paragraph') {
      const items = openList(block, text);
      const lastItem = items.at(-1);
      // `- open` above `- done` are states of something.
      isToldSettled ||=
        lastItem !== undefined &&
        saysOnlySettled(lastItem.source) &&
        items.slice(0, -1).every((item) => /\s|[:：]/.test(item.source.trim()));
      parts[part].push(source);
      continue;
    }
    const untagged = takeTag(source);
    tags ??= untagged.tags;
    if (untagged.text === '') continue;
    const [line = '', ...rest] = untagged.text.split('\n');
    const badge = isFirst ? levelOfBadges(line) : null;
    isFirst = false;
    if (badge !== null) tags ??= { severity: badge, kind: null };
    const words = badge === null ? untagged.text : rest.join('\n');
    if (words === '') continue;
    for (const paragraph of splitAtLabels(words)) readWords(paragraph);
  }
  const told = parts.evidence.map((words) => ({ ...noEvidence, text: words }));
  const evidence = [...told, ...fences.evidence()];
  const fix = parts.fix.filter(Boolean).join('\n\n');
  return {
    quote,
    explanation: parts.explanation.filter(Boolean).join('\n\n'),
    evidence,
    fix: fix || null,
    patch: fences.patch() ?? patch,
    repro: fences.repro(),
    mutation: fences.mutation(),
    places,
    severity,
    tags,
    labels,
    isSettled: isSettled || isToldSettled,
  };
}

/** A table of two columns whose rows are fields of one finding: `| Severity | high |`. */
export function isTableOfFields({ node }: Block): boolean {
  if (node.type !== 'table' || node.children.some(({ children }) => children.length !== 2)) return false;
  const labels = node.children.map(({ children: [name] }) =>
    name === undefined ? null : labelOf(textOf(name)),
  );
  return labels.includes('severity') && labels.filter((each) => each !== null).length >= 3;
}

/** A list whose first item begins with the label of a part, or most of whose items are fields. */
export function holdsLabels(block: Block, text: string): boolean {
  const items = openList(block, text);
  const [first] = items;
  if (first === undefined) return false;
  return (
    holdsLabel(first) ||
    (items.every(({ source }) => label.test(source)) && items.filter(holdsLabel).length > 1)
  );
}

/** Whether a paragraph or an item begins with the label of a part. */
export function holdsLabel({ source }: Block): boolean {
  const name = label.exec(source)?.groups?.name;
  return name !== undefined && labelOf(name) !== null;
}

/** Lines with a word around them count where the path stands elsewhere; a path in a field may lack its marks. */
const placesOfField = (words: string): Place[] => {
  const places = readPlaces(words);
  const bare = /^[*_`]*([^\s*_`,;]+\.\w{1,10})[*_`]*(?:[\s,;]|$)/.exec(words)?.[1];
  return places.length > 0 || bare === undefined ? places : [{ path: bare, startLine: null, endLine: null }];
};

/** Where the heading names the file, a place may be lines alone: `Line 12-14`, `第12行`. */
const onlyLines =
  /^[*_`\s]*(?:at |on |around )?(?:lines?|zeilen?|lignes?|l[ií]neas?|linhas?|righe|regels?|строк[аеиу]|라인|줄|第|L)\s*\d/iu;

function linesOfField(words: string, known: readonly Place[]): Place[] {
  const whole = readPlaces(words).filter(({ startLine }) => startLine !== null);
  if (whole.length > 0) return whole;
  const path = known.at(-1)?.path ?? '';
  return readLines(words.replace(/[*`]/g, '').replace(/^\D*/, '')).map((range) => ({ path, ...range }));
}

/** Lines in an item below the item of their file: `line 12: the pool`, `第72-73行：…` */
const linesOfItem = (words: string, known: readonly Place[]): Place[] =>
  linesOfField(
    /^\W*(?:(?:lines?|L|第)\s*)?\d+(?:\s*[-–]\s*\d+)?(?=\s*(?:行|[:：]|$))/iu.exec(words)?.[0] ?? '',
    known,
  );

function severityOfField(words: string): Severity | null {
  const text = words.replace(/[*_`]/g, '').trim();
  const { severity, isPure } = readSeverityPhrase(text);
  if (severity !== null && isPure) return severity;
  return readSeverityPhrase(text.split(/[\s,;:(（—–.]/, 1)[0] ?? '').severity ?? severity;
}

/** `Severity: high | Location: a.ts:3` */
const betweenFields = /\s+[|·•]\s+(?=[*_]{0,2}\p{Lu}[\p{L} ]{1,20}[*_]{0,2}[:：])/u;

/** Breaks a paragraph before each line, and each field in a line, that begins with a label. */
function splitAtLabels(paragraph: string): string[] {
  const pieces: string[] = [];
  for (const line of paragraph.split('\n').flatMap((each) => each.split(betweenFields))) {
    const last = pieces.length - 1;
    if (last < 0 || label.test(line)) pieces.push(line);
    else pieces[last] += `\n${line}`;
  }
  return pieces;
}
