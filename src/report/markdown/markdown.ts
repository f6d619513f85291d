import type { Root, Text } from 'mdast';
import { defaultHandlers, type Handle } from 'mdast-util-to-markdown';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import type { Report } from '../../model/report/report-schema.ts';
import { composeDocument } from './document.ts';
import { wholeReport } from './sections/section.ts';
import { presentReport } from './visible-text.ts';

/** Text in which nothing could need an escape, wherever it stands. */
const harmless = /^(?:[A-Za-z0-9 ,;'"·—–−…%]|(?<=\w)-(?=\w)|(?<=[A-Za-z])[.:](?= |$))*$/;

/** Most text is harmless, and most of the stringifier's time goes into finding that out with some forty patterns. */
const text: Handle = (node: Text, parent, state, info) => {
  const { value } = node;
  const isPadded =
    (info.before === '\n' && value.startsWith(' ')) || (info.after === '\n' && value.endsWith(' '));
  return !isPadded && harmless.test(value) ? value : defaultHandlers.text(node, parent, state, info);
};

const stringifier = unified()
  .use(remarkGfm, { tablePipeAlign: false })
  .use(remarkStringify, {
    bullet: '-',
    emphasis: '_',
    fence: '`',
    fences: true,
    rule: '-',
    listItemIndent: 'one',
    handlers: { text },
  })
  .freeze();

/** A tree as GitHub-flavoured Markdown. */
export const stringifyDocument = (tree: Root): string => stringifier.stringify(tree);

/** `report.md`: the whole report; everything from outside is escaped. */
export const renderMarkdown = (report: Report): string =>
  stringifyDocument(composeDocument(presentReport(report), wholeReport));
