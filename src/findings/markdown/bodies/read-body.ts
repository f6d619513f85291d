import type { Code, Table } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { labelOf } from '../../words/labels.ts';
import { saysOnlySettled } from '../../words/says-settled.ts';
import { headingWords } from '../../words/trim-end.ts';
import { type Block, openList } from '../document/blocks.ts';
import { takeTag } from '../heads/tags.ts';
import { levelOfBadges } from '../heads/text-head.ts';
import { linesOfItem, placesOfField } from './fields.ts';
import { addPlaces, type BodySoFar, emptyBody, type FindingBody, wholeBody } from './finding-body.ts';
import { readParagraph, readWords } from './read-words.ts';
import { holdsLabels, isTableOfFields } from './starting-labels.ts';

/** Sorts the blocks below a head: the first code is the quote, `Fix:` begins the fix, `Verified via` the evidence. */
export function readBody(blocks: readonly Block[], text: string): FindingBody {
  const body = emptyBody();
  for (const block of blocks) readBlock(block, body, text);
  return wholeBody(body);
}

/** Takes a block into a body by its kind. */
function readBlock(block: Block, body: BodySoFar, text: string): void {
  const { node, source } = block;
  if (node.type === 'thematicBreak' || node.type === 'html') return;
  if (node.type === 'code') readCode(node, source, body);
  else if (node.type === 'heading') readSubheading(source, body);
  else if (node.type === 'paragraph') readTagged(source, body);
  else if (node.type === 'list' && (body.expectsPlaces || holdsLabels(block, text)))
    readListOfFields(block, body, text);
  else if (node.type === 'table' && isTableOfFields(block)) readTableOfFields(node, body);
  else keepAsWritten(block, body, text);
}

const codeOfFix = /\b(?:suggestion|diff|patch)\b/;
const leadsToFix =
  /(?:\b(?:fix|should be|instead|like this|replace|change (?:it )?to|use|consider|guard|for example|e\.g\.|correct(?:ed)?|better|recommend\w*|suggest\w*|proposed?)\b|こう|修正|建议|改为|수정)[^\n]{0,80}[:：]\s*$/i;

/** Code is what its name says, else the patch, the quote, or a paragraph of the fix or of the part that it stands in. */
function readCode({ lang, meta, value }: Code, source: string, body: BodySoFar): void {
  const language = lang ?? '';
  if (value.trim() === '' || body.fences.take(language, meta ?? '', value)) return;
  if (body.expectsPrompt) {
    body.expectsPrompt = false;
    return;
  }
  const isExplaining = body.part === 'explanation';
  const isDiff = codeOfFix.test(language) || /^(--- |@@ )/m.test(value);
  const isProposal = isDiff || (isExplaining && leadsToFix.test(body.above));
  if (isDiff && language !== 'suggestion' && body.patch === null && body.part === 'fix') body.patch = value;
  else if (!isProposal && body.quote === null && isExplaining) body.quote = value;
  else body.parts[isProposal && isExplaining ? 'fix' : body.part].push(source);
}

/** A heading is a label, or a title in the explanation. */
function readSubheading(source: string, body: BodySoFar): void {
  const title = headingWords(source);
  if (labelOf(title) !== null) {
    readParagraph(`${title.replace(/[:：]\s*$/, '')}:`, body);
    return;
  }
  body.parts.explanation.push(source);
  body.part = 'explanation';
  body.expectsPlaces = false;
  body.above = '';
}

/** A paragraph, with the tag at one of its ends and, above the first one, a line of badges. */
function readTagged(source: string, body: BodySoFar): void {
  const { text, tags } = takeTag(source);
  body.tags ??= tags;
  if (text === '') return;
  const words = body.isAtStart ? takeBadges(text, body) : text;
  body.isAtStart = false;
  if (words !== '') readWords(words, body);
}

function takeBadges(text: string, body: BodySoFar): string {
  const [line = '', ...rest] = text.split('\n');
  const severity = levelOfBadges(line);
  if (severity === null) return text;
  body.tags ??= { severity, kind: null };
  return rest.join('\n');
}

function readListOfFields(list: Block, body: BodySoFar, text: string): void {
  for (const item of openList(list, text)) readItem(item, body, text);
  body.expectsPlaces = false;
}

/** An item is a place, the lines of the file above it, or words like any other. */
function readItem(item: Block, body: BodySoFar, text: string): void {
  const { node, source } = item;
  const { expectsPlaces, places } = body;
  if (node.type === 'paragraph') {
    const named = expectsPlaces ? placesOfField(source) : [];
    if (named.length > 0) addPlaces(body, named);
    else readWords(source, body);
  } else if (node.type === 'list' && expectsPlaces && places.length > 0)
    addPlaces(
      body,
      openList(item, text).flatMap((line) => linesOfItem(line.source, places)),
    );
  else body.parts[body.part].push(source);
}

function readTableOfFields({ children }: Table, body: BodySoFar): void {
  for (const row of children) readParagraph(row.children.map((cell) => textOf(cell)).join(': '), body);
  body.part = 'explanation';
}

/** A list without labels, a table, a quotation: a paragraph of the part that it stands in. */
function keepAsWritten(block: Block, body: BodySoFar, text: string): void {
  body.isToldSettled ||= endsSettled(openList(block, text));
  body.parts[body.part].push(block.source);
}

/** Whether the last of some items says that all is done; `- open` above `- done` are states of something. */
function endsSettled(items: readonly Block[]): boolean {
  const last = items.at(-1);
  return (
    last !== undefined &&
    saysOnlySettled(last.source) &&
    items.slice(0, -1).every(({ source }) => /\s|[:：]/.test(source.trim()))
  );
}
