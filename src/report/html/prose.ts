import type { Element, ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { PhrasingContent, RootContent } from 'mdast';
import rehypeSanitize from 'rehype-sanitize';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { SKIP, visit } from 'unist-util-visit';
import { type Phrase, paragraph } from '../markdown/mdast.ts';
import { highlightLines } from './findings/highlight.ts';
import { h } from './page/element.ts';

// The tree is already ours (../prose.ts); sanitising it again costs little and does not trust that.
const toHtml = unified().use(remarkRehype).use(rehypeSanitize).freeze();

/** Markdown's tree as sanitised HTML nodes, with its code highlighted and its tables in boxes that scroll. */
export function blocksToHtml(blocks: readonly RootContent[]): ElementContent[] {
  if (blocks.length === 0) return [];
  return plainBlocks(blocks) ?? anyBlocks(blocks);
}

/** Paragraphs of the phrases that most prose is made of, which need neither a parser's tree nor a sanitiser; null for all else. */
function plainBlocks(blocks: readonly RootContent[]): ElementContent[] | null {
  const elements: ElementContent[] = [];
  for (const block of blocks) {
    const children = block.type === 'paragraph' ? plainPhrases(block.children) : null;
    if (children === null) return null;
    elements.push(element('p', children));
  }
  return elements;
}

function plainPhrases(phrases: readonly PhrasingContent[]): ElementContent[] | null {
  const nodes: ElementContent[] = [];
  for (const phrase of phrases) {
    if (phrase.type === 'text' && !phrase.value.includes('\n')) {
      nodes.push({ type: 'text', value: phrase.value });
    } else if (phrase.type === 'inlineCode') {
      nodes.push(element('code', [{ type: 'text', value: phrase.value }]));
    } else if (phrase.type === 'strong') {
      const children = plainPhrases(phrase.children);
      if (children === null) return null;
      nodes.push(element('strong', children));
    } else return null;
  }
  return nodes;
}

const element = (tagName: string, children: ElementContent[]): Element => ({
  type: 'element',
  tagName,
  properties: {},
  children,
});

function anyBlocks(blocks: readonly RootContent[]): ElementContent[] {
  const tree = toHtml.runSync({ type: 'root', children: [...blocks] }) as Root;
  visit(tree, 'element', (element, index, parent) => {
    if (element.tagName === 'pre') highlightBlock(element);
    if (element.tagName === 'input') mark(element);
    if (element.tagName !== 'table' || index === undefined || parent === undefined) return;
    parent.children[index] = h('div', { className: ['scroll'], tabIndex: 0 }, element);
    return SKIP;
  });
  return tree.children.flatMap((node) => (node.type === 'doctype' || isBlank(node) ? [] : [node]));
}

/** Phrases as sanitised HTML nodes. */
export function phrasesToHtml(phrases: readonly Phrase[]): ElementContent[] {
  const block = paragraph(phrases);
  return (
    plainPhrases(block.children) ??
    anyBlocks([block]).flatMap((node) => (node.type === 'element' ? node.children : [node]))
  );
}

function highlightBlock(pre: Element): void {
  const [code] = pre.children;
  if (code?.type !== 'element') return;
  const className = code.properties.className;
  const language = Array.isArray(className) ? String(className[0] ?? '').replace(/^language-/, '') : '';
  const lines = highlightLines(textOf(code).replace(/\n$/, ''), language || null);
  code.children = lines.flatMap((line, index) =>
    index === 0 ? line : [{ type: 'text', value: '\n' }, ...line],
  );
  // What scrolls must be reachable by keyboard.
  pre.properties = { ...pre.properties, tabIndex: 0 };
}

/** The box of a task is a sign, since nobody can tick it here. */
function mark(box: Element): void {
  const isDone = box.properties.checked === true;
  Object.assign(box, h('span', { role: 'img', ariaLabel: isDone ? 'done' : 'not done' }, isDone ? '☑' : '☐'));
}

const isBlank = (node: Root['children'][number]) => node.type === 'text' && node.value.trim() === '';

/** The same without what can be clicked, for what is a control itself. */
export function withoutLinks(content: readonly ElementContent[]): ElementContent[] {
  return content.map((node) => {
    if (node.type !== 'element') return node;
    const children = withoutLinks(node.children);
    return node.tagName === 'a' ? h('span', children) : { ...node, children };
  });
}
