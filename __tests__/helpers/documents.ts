import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Nodes, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

/** The repository's own directory. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A fenced block of a document. */
export interface Snippet {
  /** `docs/replay.md:12`. */
  readonly place: string;
  readonly language: string;
  readonly text: string;
}

/** Every Markdown document for people, by its path in the repository. */
export const documents: readonly string[] = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
].sort();

const parser = unified().use(remarkParse).use(remarkGfm);

/** The text of a file of the repository. */
export const readText = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Every fenced block of the documents in one of the languages. */
export function snippetsIn(...languages: string[]): Snippet[] {
  return documents.flatMap((document) =>
    nodesOf(document, 'code')
      .filter((node) => languages.includes(node.lang ?? ''))
      .map((node) => ({
        place: `${document}:${node.position?.start.line}`,
        language: node.lang ?? '',
        text: node.value,
      })),
  );
}

/** Targets of every link and picture of a document. */
export function linksIn(document: string): string[] {
  return [
    ...nodesOf(document, 'link'),
    ...nodesOf(document, 'definition'),
    ...nodesOf(document, 'image'),
  ].map((node) => node.url);
}

/** The anchors that GitHub gives a document's headings. */
export function anchorsOf(document: string): string[] {
  return nodesOf(document, 'heading').map((node) =>
    textOf(node)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}

/** The cells of every table row of a document, as plain text, headings of tables left out. */
export function tableRowsIn(document: string): string[][] {
  return nodesOf(document, 'table').flatMap((table) =>
    table.children.slice(1).map((row) => row.children.map((cell) => textOf(cell))),
  );
}

const trees = new Map<string, Root>();

function nodesOf<Type extends Nodes['type']>(document: string, type: Type): Extract<Nodes, { type: Type }>[] {
  const found: Extract<Nodes, { type: Type }>[] = [];
  const tree = trees.get(document) ?? parser.parse(readText(document));
  trees.set(document, tree);
  visit(tree, type, (node) => {
    found.push(node as Extract<Nodes, { type: Type }>);
  });
  return found;
}
