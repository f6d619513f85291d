import type { Root as HtmlRoot } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toString as htmlText } from 'hast-util-to-string';
import type { Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { expect } from 'vitest';
import { unpack } from './unpack.ts';

const parser = unified().use(remarkParse).use(remarkGfm).freeze();

/** Controls and characters that hide or reorder text. */
export const unseen =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Surrogate}/u;

/** All the HTML that our Markdown may hold: a break in a cell, and folds with our own titles. */
const ownHtml = /^(<br>|<details>\n<summary>[\w ,]+<\/summary>|<\/details>)$/;

/** Expects of a report's Markdown that its headings are ours, its links known, and that nothing in it acts. */
export function expectSoundMarkdown(markdown: string, titles: readonly string[], address: RegExp): Root {
  const tree = parser.parse(markdown);
  const headings: string[] = [];
  visit(tree, (node, _, parent) => {
    if (node.type === 'html') expect(node.value).toMatch(ownHtml);
    if (node.type === 'link') expect(node.url).toMatch(address);
    expect(['image', 'imageReference', 'definition', 'footnoteDefinition']).not.toContain(node.type);
    if (node.type === 'text' && parent?.type !== 'link')
      expect(node.value).not.toMatch(/@\w|#\d|https?:|www\.|\$|:\w+:/);
    if (node.type === 'heading' && node.depth <= 2) {
      expect(parent?.type).toBe('root');
      headings.push(textOf(node));
    }
  });
  expect(headings.slice(1)).toEqual(titles);
  expect(markdown).not.toMatch(unseen);
  return tree;
}

const elements = new Set([
  ...[
    'html',
    'head',
    'meta',
    'title',
    'style',
    'script',
    'body',
    'header',
    'nav',
    'main',
    'footer',
    'section',
    'article',
  ],
  ...[
    'a',
    'div',
    'span',
    'p',
    'h1',
    'h2',
    'h3',
    'h4',
    'ul',
    'ol',
    'li',
    'dl',
    'dt',
    'dd',
    'blockquote',
    'pre',
    'code',
  ],
  ...['strong', 'em', 'del', 'b', 'br', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'details', 'summary'],
  ...[
    'form',
    'fieldset',
    'legend',
    'label',
    'input',
    'button',
    'figure',
    'figcaption',
    'dialog',
    'kbd',
    'template',
    'wbr',
    'noscript',
  ],
  ...['svg', 'desc', 'text', 'rect', 'circle'],
]);
const attributes =
  /^(lang|charSet|httpEquiv|content|name|id|className|href|title|aria\w+|role|tabIndex|open|hidden|type|value|scope|colSpan|checked|disabled|align|start|placeholder|method|data(Severity|Kind|Agent|Ruling|State|Blocking|Folder|Do|Copy|Line|Sign|Value|Packed)|x|y|cx|cy|r|rx|width|height|textAnchor)$/;

/** Expects of a report's page that it consists of our elements and attributes, packed ones too, one style and our scripts. */
export function expectSoundPage(html: string, address: RegExp): HtmlRoot {
  const tree = fromHtml(html);
  const unpacked: HtmlRoot = { type: 'root', children: unpack(tree) };
  const counts = { script: 0, style: 0 };
  visit({ type: 'root', children: [...tree.children, ...unpacked.children] }, 'element', (element) => {
    if (!elements.has(element.tagName)) expect(element).toBe('an element of ours');
    for (const [name, value] of Object.entries(element.properties)) {
      if (!attributes.test(name)) expect(element).toBe('without foreign attributes');
      if (name === 'href' && !String(value).startsWith('#')) expect(value).toMatch(address);
    }
    if (element.tagName === 'template')
      for (const child of element.content?.children ?? []) expect(child.type).toBe('text');
    if (element.tagName === 'script' || element.tagName === 'style') counts[element.tagName]++;
  });
  expect(counts).toEqual({ script: 5, style: 1 });
  expect(htmlText(tree) + htmlText(unpacked)).not.toMatch(unseen);
  return tree;
}
