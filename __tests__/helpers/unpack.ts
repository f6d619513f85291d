import { inflateSync } from 'node:zlib';
import type { Element, ElementContent, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from 'unist-util-visit';

type Packed = string | [name: string, attributes: Record<string, string>, ...children: Packed[]];

/** What a page holds packed, by the name of each pack, as text: a node a line. */
export function packsOf(page: Root): Map<string, string> {
  const packs = new Map<string, string>();
  visit(page, 'element', (element) => {
    const name = /^packed-(.*)/.exec(String(element.properties.id ?? ''))?.[1];
    if (element.tagName !== 'template' || name === undefined || element.content === undefined) return;
    packs.set(name, inflateSync(Buffer.from(textOf(element.content), 'base64')).toString());
  });
  return packs;
}

/** The packed nodes of a page as its script builds them, read as a browser reads their attributes. */
export const unpack = (page: Root): ElementContent[] =>
  [...packsOf(page).values()].flatMap((lines) => lines.split('\n').map((line) => build(JSON.parse(line))));

function build(packed: Packed): ElementContent {
  if (typeof packed === 'string') return { type: 'text', value: packed };
  const [name, attributes, ...children] = packed;
  const written = Object.entries(attributes).map(
    ([attribute, value]) => ` ${attribute}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`,
  );
  // Cells and rows are read outside of a table in a template alone.
  const { children: elements } = fromHtml(`<template><${name}${written.join('')}></template>`, {
    fragment: true,
  });
  const built = (elements[0] as Element).content?.children[0] as Element;
  const inner = children.map(build);
  return built.tagName === 'template'
    ? { ...built, content: { type: 'root', children: inner } }
    : { ...built, children: inner };
}
