import type { Element, ElementContent, Properties } from 'hast';

/** Elements that hold nothing, and have no end. */
const voids = new Set(['br', 'hr', 'input', 'meta', 'wbr', 'col', 'img', 'link']);
/** Elements whose text is not markup: the page's own style and scripts. */
const verbatim = new Set(['script', 'style']);

/**
 * Nodes of ours, and what sanitising left of others', as HTML. A library that knows every property and every tag that may be left out takes
 * several times as long and as much memory, which counts with thousands of findings.
 */
export function writeHtml(nodes: readonly ElementContent[]): string {
  const pieces: string[] = [];
  for (const node of nodes) writeNode(node, pieces);
  return pieces.join('');
}

const written = new WeakSet<ElementContent>();

/** Nodes as one that is written already: of a long page, the trees of all parts at once would fill memory. */
export function writtenAlready(nodes: readonly ElementContent[]): ElementContent {
  const node: ElementContent = { type: 'text', value: writeHtml(nodes) };
  written.add(node);
  return node;
}

function writeNode(node: ElementContent, pieces: string[]): void {
  if (node.type === 'element') writeElement(node, pieces);
  // Comments and what is not parsed are never ours.
  else if (node.type === 'text')
    pieces.push(written.has(node) ? node.value : node.value.replace(/[<&]/g, escapeCharacter));
}

function writeElement({ tagName, properties, children }: Element, pieces: string[]): void {
  let start = `<${tagName}`;
  for (const [name, value] of attributesOf(properties)) start += writeAttribute(name, value);
  pieces.push(start, '>');
  if (voids.has(tagName)) return;
  for (const child of children) {
    if (verbatim.has(tagName) && child.type === 'text') pieces.push(child.value);
    else writeNode(child, pieces);
  }
  pieces.push(`</${tagName}>`);
}

const writeAttribute = (name: string, value: string | true): string =>
  value === true ? ` ${name}` : ` ${name}="${value.replace(/["'&]/g, escapeCharacter)}"`;

const escapeCharacter = (character: string): string =>
  `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;

/** Attributes by their names in HTML, of properties as hast names them; what is null or false is none. */
export function attributesOf(properties: Properties): (readonly [name: string, value: string | true])[] {
  const attributes: (readonly [string, string | true])[] = [];
  for (const property of Object.keys(properties)) {
    const value = properties[property];
    if (value === null || value === undefined || value === false) continue;
    const written = value === true || (Array.isArray(value) ? value.join(' ') : String(value));
    attributes.push([attributeName(property), written]);
  }
  return attributes;
}

const knownNames = new Map([
  ['className', 'class'],
  ['httpEquiv', 'http-equiv'],
  ['textAnchor', 'text-anchor'],
]);

/** `ariaLabel` → `aria-label`, `dataLine` → `data-line`, `tabIndex` → `tabindex`. */
function attributeName(property: string): string {
  const known = knownNames.get(property);
  if (known !== undefined) return known;
  const name = property.replace(/^(aria|data)(?=[A-Z])/, '$1-').toLowerCase();
  knownNames.set(property, name);
  return name;
}
