import type { Element, ElementContent, Properties } from 'hast';

/** What an element holds: nodes, text, and lists of them; null is nothing. */
export type Content = ElementContent | string | null | readonly Content[];

/** Properties as hast names them (`className`, `ariaLabel`, `dataLine`); null and false are as good as none. */
type Given = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>;

/**
 * An element with properties as hast names them, and what is in it. Names are ours, so none is looked up; of thousands of findings, looking
 * them up was a fifth of the page's time.
 */
export function h(tagName: string, first?: Given | Content, ...rest: readonly Content[]): Element {
  const children: ElementContent[] = [];
  const hasProperties = isProperties(first);
  if (first !== undefined && !hasProperties) append(children, first);
  append(children, rest);
  return { type: 'element', tagName, properties: hasProperties ? (first as Properties) : {}, children };
}

/** A button has a type too, but none that a node has. */
const isNode = (part: object): boolean => 'type' in part && (part.type === 'element' || part.type === 'text');

const isProperties = (part: Given | Content | undefined): part is Given =>
  typeof part === 'object' && part !== null && !Array.isArray(part) && !isNode(part);

function append(children: ElementContent[], content: Content): void {
  if (content === null) return;
  if (typeof content === 'string') children.push({ type: 'text', value: content });
  else if ('type' in content) children.push(content);
  else for (const part of content) append(children, part);
}
