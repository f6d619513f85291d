import type { Heading, Paragraph, Strong } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Place } from '../../model/finding.ts';
import type { Block } from './blocks.ts';
import { isOnlyPlaces, readPlaces } from './inline-places.ts';
import { dropTags, readTags, type Tags } from './tags.ts';
import { splitTitle, takeLeads } from './title.ts';

/** How a head shows itself, surest first; in a section with heads of a surer form, the others are plain text. */
export const headForms = ['id', 'heading', 'number', 'bold'] as const;

/** The first line of a finding, taken apart. */
export interface FindingHead extends Tags {
  readonly form: (typeof headForms)[number];
  readonly id: string | null;
  /** Whether the severity is the head's own lead, as in `[CRITICAL]`, and no tag. */
  readonly isSeverityLeading: boolean;
  /** Markdown of one line. */
  readonly title: string;
  readonly places: readonly Place[];
  /** What stands behind the first line in the same paragraph. */
  readonly remainder: string;
}

/** Words that begin a part of a finding, never a finding. */
const partLabel =
  /^(?:(?:suggested |recommended )?fix|recommendation|suggestion|problem|issue|impact|why|verified|verification|evidence|note|example|before|after|consolidation note|reproduction|details|location|file|severity|risk|scope)\b[^—]{0,24}$/i;

/** Longer first lines are no titles. */
const lengthLimit = 2_000;

/** Reads a block as the head of a finding, or returns null where it cannot be one. */
export function readHead(block: Block): FindingHead | null {
  const { node } = block;
  if (node.type !== 'paragraph' && node.type !== 'heading') return null;
  const { line, bold: leading, remainder } = firstLine(node, block.source);
  if (line.length > lengthLimit) return null;
  const before = takeLeads(leading === null ? line : line.slice(0, leading.start));
  // Bold in the middle of a sentence is emphasis.
  const bold = before.left === '' ? leading : null;
  const inside = takeLeads(bold?.text ?? '');
  // A bold that is only an id (`**I1.** Title`) leaves the title to what follows.
  const isTitleBold = inside.left !== '';
  const written = bold === null ? takeLeads(line).left : isTitleBold ? inside.left : line.slice(bold.end);
  const behind = isTitleBold && bold !== null ? line.slice(bold.end) : '';
  const { title, tail } = splitTitle(written.replace(/^[\s.:—–-]+/, ''), `${behind}\n${remainder.places}`);
  if (title === '' || partLabel.test(title)) return null;

  const tags = readTags(tail);
  const places = readPlaces(tail);
  const id = inside.id ?? before.id;
  const severity = inside.severity ?? before.severity;
  const isMarked = tags.severity !== null || tags.kind !== null || places.length > 0;
  const isProminent = bold !== null || node.type === 'heading';
  const isNumbered =
    block.marker === null ? inside.isNumbered || before.isNumbered : block.marker !== 'bullet';
  const form = (() => {
    if ((id !== null && (isProminent || isMarked)) || (severity !== null && isProminent)) return 'id';
    if (node.type === 'heading') return 'heading';
    if (!isTitleBold) return null;
    return isNumbered ? 'number' : isMarked ? 'bold' : null;
  })();
  if (form === null) return null;
  return {
    form,
    id,
    severity: severity ?? tags.severity,
    isSeverityLeading: severity !== null,
    kind: tags.kind,
    title,
    places,
    remainder: remainder.text,
  };
}

/** Whether a heading begins a finding by its words alone. */
export function isFindingHeading(heading: Heading): boolean {
  const { id, severity } = takeLeads(textOf(heading));
  return id !== null || severity !== null;
}

/** The first line of a block, the bold text near its start, and what follows: first lines of places and tags, then text. */
function firstLine(node: Paragraph | Heading, source: string) {
  const offset = node.children[0]?.position?.start.offset ?? 0;
  const text = node.type === 'heading' ? source.replace(/^#+\s*|\s*#*\s*$/g, '') : source;
  const bold = node.children.slice(0, 2).find((child): child is Strong => child.type === 'strong');
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
