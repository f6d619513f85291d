import type { Element, ElementContent, Text } from 'hast';
import type { createHighlighter } from './grammars.ts';

/** The largest part of our code, and needed by no page without code. */
let highlighter: ReturnType<typeof createHighlighter> | null = null;

/** To be waited for before code is highlighted: without it, code is plain. */
export async function loadHighlighter(): Promise<void> {
  highlighter ??= (await import('./grammars.ts')).createHighlighter();
}

/** Longer code is left plain: grammars are regular expressions, and hostile text makes them slow. */
const longestHighlighted = 20_000;

/** Whether a language is among those that the page highlights. */
export const isHighlighted = (language: string): boolean => highlighter?.registered(language) ?? false;

/** Code as one list of nodes per line, highlighted where the language is known. */
export function highlightLines(code: string, language: string | null): ElementContent[][] {
  if (
    highlighter === null ||
    language === null ||
    code.length > longestHighlighted ||
    !isHighlighted(language)
  ) {
    return code.split('\n').map((line) => [{ type: 'text', value: line }]);
  }
  const { children } = highlighter.highlight(language, code, { prefix: '' });
  return splitLines(coloured(children as ElementContent[]));
}

/**
 * The highlighter's words for what a piece of code is → the class of its colour. The page has one letter for each, and nothing for all
 * others: code is most of a long page.
 */
const colours: Readonly<Record<string, string>> = {
  ...{ comment: 'c', quote: 'c', meta: 'c' },
  ...{ keyword: 'k', 'selector-tag': 'k', built_in: 'k', name: 'k', tag: 'k' },
  ...{ string: 's', regexp: 's', addition: 's' },
  ...{ number: 'n', literal: 'n', symbol: 'n', bullet: 'n', attr: 'n', attribute: 'n', variable: 'n' },
  ...{
    'template-variable': 'n',
    title: 't',
    type: 't',
    section: 't',
    deletion: 'd',
    emphasis: 'e',
    strong: 'b',
  },
};

function coloured(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type !== 'element') return [node];
    const names = node.properties.className;
    const colour = Array.isArray(names) ? colours[String(names[0])] : undefined;
    const children = coloured(node.children);
    return colour === undefined ? children : [{ ...node, properties: { className: [colour] }, children }];
  });
}

/** Splits nodes at line ends; an element that spans lines is repeated on each. */
function splitLines(nodes: readonly ElementContent[]): ElementContent[][] {
  const lines: ElementContent[][] = [[]];
  for (const node of nodes) {
    const parts = node.type === 'text' ? splitText(node) : node.type === 'element' ? splitElement(node) : [];
    for (const [index, part] of parts.entries()) {
      if (index > 0) lines.push([]);
      lines.at(-1)?.push(...part);
    }
  }
  return lines;
}

const splitText = (node: Text): Text[][] =>
  node.value.split('\n').map((value) => (value === '' ? [] : [{ type: 'text', value }]));

const splitElement = (node: Element): Element[][] =>
  splitLines(node.children).map((children) => (children.length > 0 ? [{ ...node, children }] : []));
