import type { ListItem, Paragraph, Parents, Root, RootContent, Text } from 'mdast';
import { defaultHandlers, type Handle } from 'mdast-util-to-markdown';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import type { Report } from '../../model/report/report-schema.ts';
import { composeDocument } from './document.ts';
import { isHarmless, writePlainParagraph } from './plain-paragraph.ts';
import { wholeReport } from './sections/section.ts';
import { presentReport } from './visible-text.ts';

/** Most text is harmless, and most of the stringifier's time goes into finding that out with some forty patterns. */
const text: Handle = (node: Text, parent, state, info) => {
  const { value } = node;
  const isPadded =
    (info.before === '\n' && value.startsWith(' ')) || (info.after === '\n' && value.endsWith(' '));
  return !isPadded && isHarmless(value) ? value : defaultHandlers.text(node, parent, state, info);
};

const paragraph: Handle = (node: Paragraph, parent: Parents | undefined, state, info) => {
  const box = boxOf(node, parent);
  const plain = writePlainParagraph(node);
  if (plain !== null) return box + plain;
  const tracker = state.createTracker(info);
  tracker.move(box);
  const content = node.children.length > 0 || box === '' ? node : { ...node, children: [space] };
  return box + defaultHandlers.paragraph(content, parent, state, { ...info, ...tracker.current() });
};

const space: Text = { type: 'text', value: ' ' };

/** Most entries are one plain paragraph, in which nothing is to be moved in. */
const listItem: Handle = (node: ListItem, parent: Parents | undefined, state, info) => {
  const [first] = node.children;
  if (
    first?.type === 'paragraph' &&
    node.children.length === 1 &&
    parent?.type === 'list' &&
    !parent.ordered
  ) {
    const plain = writePlainParagraph(first);
    if (plain !== null) return `${state.bulletCurrent} ${boxOf(first, node)}${plain}`;
  }
  return defaultHandlers.listItem(node, parent, state, info);
};

/** The box of a task stands before the first words of its entry; our handler takes the place of the one that would write it. */
function boxOf(node: Paragraph, parent: Parents | undefined): string {
  if (parent?.type !== 'listItem' || typeof parent.checked !== 'boolean') return '';
  if (parent.children.find(({ type }) => type === 'paragraph') !== node) return '';
  return parent.checked ? '[x] ' : '[ ] ';
}

const stringifier = unified()
  .use(remarkGfm, { tablePipeAlign: false })
  .use(remarkStringify, {
    bullet: '-',
    emphasis: '_',
    fence: '`',
    fences: true,
    rule: '-',
    listItemIndent: 'one',
    handlers: { text, paragraph, listItem },
  })
  .freeze();

/** A tree as GitHub-flavoured Markdown. */
export const stringifyDocument = (tree: Root): string => stringifier.stringify(tree);

/** A document's trees as one text. */
export function writeDocument(trees: Iterable<RootContent[]>): string {
  const texts: string[] = [];
  for (const children of trees)
    if (children.length > 0) texts.push(stringifyDocument({ type: 'root', children }));
  return texts.join('\n');
}

/** `report.md`: the whole report; everything from outside is escaped. */
export const renderMarkdown = (report: Report): string =>
  writeDocument(composeDocument(presentReport(report), wholeReport));
