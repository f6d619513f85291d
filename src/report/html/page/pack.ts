import { deflateSync } from 'node:zlib';
import type { Element, ElementContent } from 'hast';
import { h } from './element.ts';
import { attributesOf } from './write-html.ts';

/** A node as `packed.mjs` builds it: text, or an element with its attributes and children. */
type PackedNode =
  | string
  | readonly [name: string, attributes: Readonly<Record<string, string>>, ...children: PackedNode[]];

/** Keeps the larger part of a large page compressed, which is some ten times as small and parsed only when it is needed. */
export interface Packer {
  /**
   * Packs nodes, and gives what stands in their place until the page's script has built them.
   * @param name what no other pack of the page is called.
   * @param meanwhile what is read there without scripts.
   */
  pack(name: string, nodes: Iterable<ElementContent>, meanwhile: readonly ElementContent[]): Element;
  /** All packs as HTML, redacted already: what is compressed shows no secret to who looks for one, and must not be changed. */
  write(): string;
}

/** Two thirds of what the best takes, and a tenth larger. */
const level = 3;

/** @param redact sees every node before it is compressed. */
export function createPacker(redact: (text: string) => string): Packer {
  const templates: string[] = [];
  return {
    pack(name, nodes, meanwhile) {
      const lines: string[] = [];
      for (const node of nodes) lines.push(JSON.stringify(packedOf(node)));
      const packed = deflateSync(redactLines(lines, redact), { level }).toString('base64');
      templates.push(`<template id="packed-${name}">${packed}</template>`);
      return h('div', { className: ['packed'], dataPacked: name }, [...meanwhile]);
    },
    write: () => templates.join(''),
  };
}

/** A page with its packs, which stand behind all that is read. */
export function withPacks(html: string, packer: Packer): string {
  const end = html.lastIndexOf('</body>');
  return html.slice(0, end) + packer.write() + html.slice(end);
}

/** Packed nodes, a line each. */
function redactLines(lines: readonly string[], redact: (text: string) => string): string {
  const text = lines.join('\n');
  return redact(text) === text ? text : lines.map((line) => redactLine(line, redact)).join('\n');
}

/** A node that redaction takes apart is shown without what is in it. */
function redactLine(line: string, redact: (text: string) => string): string {
  const safe = redact(line);
  if (isJson(safe)) return safe;
  const node = JSON.parse(line) as PackedNode;
  const [name, attributes] = typeof node === 'string' ? ['p', {}] : node;
  const shown = Object.entries(attributes).map(([attribute, value]) => [attribute, redact(value)]);
  return JSON.stringify([name, Object.fromEntries(shown), '[redacted]']);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function packedOf(node: ElementContent): PackedNode {
  if (node.type !== 'element') return node.type === 'text' ? node.value : '';
  const attributes: Record<string, string> = {};
  for (const [name, value] of attributesOf(node.properties)) attributes[name] = value === true ? '' : value;
  return [node.tagName, attributes, ...node.children.map(packedOf)];
}
