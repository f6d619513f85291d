import type { Element, ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import type { RootContent } from 'mdast';
import rehypeSanitize from 'rehype-sanitize';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { SKIP, visit } from 'unist-util-visit';
import { type Phrase, paragraph } from '../markdown/mdast.ts';
import { highlightLines } from './findings/highlight.ts';

// The tree is already ours (../prose.ts); sanitising it again costs little and does not trust that.
const toHtml = unified().use(remarkRehype).use(rehypeSanitize).freeze();

/** Markdown's tree as sanitised HTML nodes, with its code highlighted and its tables in boxes that scroll. */
export function blocksToHtml(blocks: readonly RootContent[]): ElementContent[] {
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
export const phrasesToHtml = (phrases: readonly Phrase[]): ElementContent[] =>
  blocksToHtml([paragraph(...phrases)]).flatMap((node) => (node.type === 'element' ? node.children : [node]));

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
