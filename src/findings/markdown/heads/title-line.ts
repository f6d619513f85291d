import type { Heading, Paragraph, Strong } from 'mdast';
import { labelOf } from '../../words/labels.ts';
import { headingWords } from '../../words/trim-end.ts';
import { isOnlyPlaces } from './inline-places.ts';
import { dropTags } from './tags.ts';
import { type Leads, splitTitle, takeLeads } from './title.ts';

/** The first line of a block, parted into what stands before its title, the title, and what stands behind it. */
export interface TitleLine {
  /** The surest first. */
  readonly leads: readonly Leads[];
  readonly title: string;
  /** Behind the title, with the lines of places and tags below it. */
  readonly tail: string;
  /** Whether the line begins with a bold text, which may be its title. */
  readonly hasBold: boolean;
  readonly isTitleBold: boolean;
  /** Whether the bold text is a label: `**Fix:**`. */
  readonly isLabel: boolean;
  /** What stands below the line in the same block. */
  readonly remainder: string;
}

/** Longer first lines are no titles. */
const lengthLimit = 4_000;
/** What may stand between a bold text and its title. */
const dash = /^[\s.:：—–-]+/;

/** Parts the first line of a paragraph or a heading; null where it is too long. */
export function readTitleLine(node: Paragraph | Heading, source: string): TitleLine | null {
  const { line, bold, remainder } = firstLine(node, source);
  if (line.length > lengthLimit) return null;
  const before = takeLeads(bold === null ? line : line.slice(0, bold.start), node.type === 'heading');
  // Bold in the middle of a sentence is emphasis.
  const isBold = bold !== null && before.left === '';
  const parts = isBold ? partsOfBold(line, bold, before) : partsOfPlain(line, node.type === 'heading');
  const { title, tail } = splitTitle(parts.written.replace(dash, ''), `${parts.behind}\n${remainder.places}`);
  const { leads, isTitleBold, isLabel } = parts;
  return { leads, title, tail, hasBold: isBold, isTitleBold, isLabel, remainder: remainder.text };
}

interface Parts extends Pick<TitleLine, 'leads' | 'isTitleBold' | 'isLabel'> {
  /** From the title on, as far as the bold text goes where it is the title. */
  readonly written: string;
  readonly behind: string;
}

function partsOfPlain(line: string, isHeading: boolean): Parts {
  const leads = takeLeads(line, isHeading);
  return { leads: [leads], written: leads.left, behind: '', isTitleBold: false, isLabel: false };
}

function partsOfBold(line: string, bold: Bold, before: Leads): Parts {
  const inside = takeLeads(bold.text);
  const behind = line.slice(bold.end);
  if (inside.left !== '') {
    const isLabel =
      labelOf(inside.left) !== null && /^[\s*]*[:：]|[:：]$/.test(behind.slice(0, 3) || inside.left);
    return { leads: [inside, before], written: inside.left, behind, isTitleBold: true, isLabel };
  }
  // A bold that is only an id (`**I1.** Title`) leaves the title to what follows.
  const rest = takeLeads(behind.replace(dash, ''));
  return {
    leads: [inside, before, rest],
    written: rest.left,
    behind: '',
    isTitleBold: false,
    isLabel: false,
  };
}

/** A bold text near the start of a line, and where it stands in it, marks included. */
interface Bold {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The first line of a block, the bold text near its start, and what follows: first lines of places and tags, then text. */
function firstLine(
  node: Paragraph | Heading,
  source: string,
): {
  readonly line: string;
  readonly bold: Bold | null;
  readonly remainder: { readonly places: string; readonly text: string };
} {
  const offset = node.children[0]?.position?.start.offset ?? 0;
  const text = node.type === 'heading' ? headingWords(source) : source;
  const bold = node.children.slice(0, 3).find((child): child is Strong => child.type === 'strong');
  const start = (bold?.position?.start.offset ?? 0) - offset;
  const end = (bold?.position?.end.offset ?? 0) - offset;
  const [line = '', ...lines] = bold ? text.slice(end).split('\n') : text.split('\n');
  const firstOfText = lines.findIndex(
    (next) => !isOnlyPlaces(dropTags(next)) && !/^[\s*_`]*$/.test(dropTags(next)),
  );
  const count = firstOfText < 0 ? lines.length : firstOfText;
  return {
    line: bold ? text.slice(0, end) + line : line,
    bold: bold ? { start, end, text: text.slice(start + 2, end - 2).replace(/\s*\n\s*/g, ' ') } : null,
    remainder: { places: lines.slice(0, count).join('\n'), text: lines.slice(count).join('\n') },
  };
}
