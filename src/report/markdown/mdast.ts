import type {
  BlockContent,
  Code,
  Emphasis,
  Heading,
  InlineCode,
  Link,
  List,
  ListItem,
  Paragraph,
  PhrasingContent,
  RootContent,
  Strong,
  Table,
  Text,
} from 'mdast';

/** Phrasing content, or a string that we wrote ourselves. */
export type Phrase = PhrasingContent | string;
/** Phrases, and lists of them. */
type Phrases = Phrase | readonly Phrases[];

/** Plain text; what it means in Markdown is escaped when it is written. */
export const text = (value: string): Text => ({ type: 'text', value });
/** Bold words. */
export const strong = (...phrases: Phrases[]): Strong => ({ type: 'strong', children: phrasing(phrases) });
/** Emphasised words. */
export const emphasis = (...phrases: Phrases[]): Emphasis => ({
  type: 'emphasis',
  children: phrasing(phrases),
});
/** A paragraph. */
export const paragraph = (...phrases: Phrases[]): Paragraph => ({
  type: 'paragraph',
  children: phrasing(phrases),
});
/** A heading; 1 is the title of a document. */
export const heading = (depth: Heading['depth'], ...phrases: Phrases[]): Heading => ({
  type: 'heading',
  depth,
  children: phrasing(phrases),
});

/** Neighbouring texts become one: each costs the stringifier some forty patterns. */
function phrasing(phrases: readonly Phrases[]): PhrasingContent[] {
  const merged: PhrasingContent[] = [];
  append(merged, phrases);
  return merged;
}

function append(merged: PhrasingContent[], phrases: Phrases): void {
  if (typeof phrases !== 'string' && !('type' in phrases)) {
    for (const phrase of phrases) append(merged, phrase);
    return;
  }
  const node: PhrasingContent = typeof phrases === 'string' ? text(phrases) : phrases;
  const last = merged.at(-1);
  if (node.type === 'text' && last?.type === 'text')
    merged[merged.length - 1] = text(last.value + node.value);
  else if (node.type !== 'text' || node.value !== '') merged.push(node);
}

/** Text of one line set as code: paths, commands, names from outside. */
export const code = (value: string): InlineCode => ({
  type: 'inlineCode',
  value: value.replace(/\s*\n\s*/g, ' ').trim() || ' ',
});

/** A code block; the language is a plain word or nothing. */
export const codeBlock = (value: string, language: string | null): Code => ({
  type: 'code',
  lang: language,
  value,
});

/** A link, or what it would say where there is no address. */
export const linkTo = (url: string | null, label: PhrasingContent): PhrasingContent =>
  url === null ? label : ({ type: 'link', url, children: [label] } as Link);

/** A list with an entry per element, each of one or more blocks. */
export const list = (entries: readonly (readonly BlockContent[])[], ordered = false): List => ({
  type: 'list',
  ordered,
  spread: false,
  children: entries.map(
    (children): ListItem => ({ type: 'listItem', spread: children.length > 1, children: [...children] }),
  ),
});

/** A table whose first row is its head; cells are phrases. */
export const table = (
  rows: readonly (readonly (readonly Phrase[])[])[],
  align: readonly ('left' | 'right' | 'center' | null)[] = [],
): Table => ({
  type: 'table',
  align: [...align],
  children: rows.map((cells) => ({
    type: 'tableRow',
    children: cells.map((cell) => ({ type: 'tableCell', children: phrasing(cell) })),
  })),
});

/** Phrases with a separator between them; empty ones are left out. */
export function joinPhrases(parts: readonly (readonly Phrase[])[], separator: Phrase): Phrase[] {
  const joined: Phrase[] = [];
  for (const part of parts) {
    if (part.length === 0) continue;
    if (joined.length > 0) joined.push(separator);
    joined.push(...part);
  }
  return joined;
}

/** A line break inside a table cell, which Markdown cannot say otherwise. */
export const cellBreak: PhrasingContent = { type: 'html', value: '<br>' };

/** Blocks behind a line that unfolds them, where HTML is shown; nothing where there are none. The title is our own. */
export const folded = (title: string, blocks: readonly RootContent[]): RootContent[] =>
  blocks.length === 0
    ? []
    : [
        { type: 'html', value: `<details>\n<summary>${title}</summary>` },
        ...blocks,
        { type: 'html', value: '</details>' },
      ];
