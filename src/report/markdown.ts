import type { Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { composeDocument } from './document.ts';
import type { Report } from './report-schema.ts';
import { wholeReport } from './sections/section.ts';
import { presentReport } from './visible-text.ts';

const stringifier = unified()
  .use(remarkGfm, { tablePipeAlign: false })
  .use(remarkStringify, {
    bullet: '-',
    emphasis: '_',
    fence: '`',
    fences: true,
    rule: '-',
    listItemIndent: 'one',
  })
  .freeze();

/** A tree as GitHub-flavoured Markdown. */
export const stringifyDocument = (tree: Root): string => stringifier.stringify(tree);

/** `report.md`: the whole report; everything from outside is escaped. */
export const renderMarkdown = (report: Report): string =>
  stringifyDocument(composeDocument(presentReport(report), wholeReport));
