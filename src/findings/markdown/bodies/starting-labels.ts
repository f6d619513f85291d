import { toString as textOf } from 'mdast-util-to-string';
import { type Label, labelOf } from '../../words/labels.ts';
import { type Block, openList } from '../document/blocks.ts';

/** `Fix:`, `**Fix:**`, `**Fix**:`, `*Verified via*`, `1. Fix:`, … at the start of a paragraph. */
const startingLabel =
  /^(?:[*_]{1,3})?(?<name>[\p{Lu}\p{Lo}][\p{L}\p{N} /'’&-]{0,32}?)(?:\s*[(（][^)）]{0,60}[)）])?(?:[:：][*_]{0,3}|[*_]{1,3}\s?[:：]|[*_]{2}(?=\s*$)|\s[—–-]{1,2}\s?[*_]{2})(?:(?<=：[*_]{0,3})|(?=\s|$|[\u3040-\u9fff\uac00-\ud7af`*[]))\s*/u;

/** What a paragraph begins with: a known label, another one, or none; and the words behind it. */
export interface Labelled {
  readonly label: Label | null;
  readonly isLabelled: boolean;
  readonly words: string;
}

/** Reads the label at the start of a paragraph. */
export function readLabel(paragraph: string): Labelled {
  const found = startingLabel.exec(paragraph);
  return {
    label: found === null ? null : labelOf(found.groups?.name ?? ''),
    isLabelled: found !== null,
    words: paragraph.slice(found?.[0].length ?? 0).trim(),
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
    (items.every(({ source }) => startingLabel.test(source)) && items.filter(holdsLabel).length > 1)
  );
}

/** Whether a paragraph or an item begins with the label of a part. */
export function holdsLabel({ source }: Block): boolean {
  return readLabel(source).label !== null;
}

/** `Severity: high | Location: a.ts:3` */
const betweenFields = /\s+[|·•]\s+(?=[*_]{0,2}\p{Lu}[\p{L} ]{1,20}[*_]{0,2}[:：])/u;

/** Breaks a paragraph before each line, and each field in a line, that begins with a label. */
export function splitAtLabels(paragraph: string): string[] {
  const pieces: string[] = [];
  for (const line of paragraph.split('\n').flatMap((each) => each.split(betweenFields))) {
    const last = pieces.length - 1;
    if (last < 0 || startingLabel.test(line)) pieces.push(line);
    else pieces[last] += `\n${line}`;
  }
  return pieces;
}
