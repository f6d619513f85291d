import type { Nodes, Root, RootContent } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { cutPieces } from './cut-pieces.ts';

/** A block of a Markdown text, or of an item of one of its lists. */
export interface Block {
  readonly node: RootContent;
  /** Its Markdown as written, without the indentation of a list. */
  readonly source: string;
  /** How the list item that it begins is marked: its number, `bullet`, or null where it begins none. */
  readonly marker: number | 'bullet' | null;
  /** Of an item with a box. */
  readonly checked?: boolean | null;
}

const parser = unified().use(remarkParse).use(remarkGfm);

/** Parses a Markdown text into its top-level blocks. */
export function parseBlocks(text: string): Block[] {
  return cutPieces(text).flatMap((piece) =>
    parseAt(piece.text, piece.offset).children.map((node) => ({
      node,
      source: sourceOf(node, text),
      marker: null,
    })),
  );
}

/** Parses a part of a text, with positions in the whole. */
function parseAt(text: string, offset: number): Root {
  const root: Root = parser.parse(text);
  visit(root, ({ position }) => {
    if (position?.start.offset !== undefined) position.start.offset += offset;
    if (position?.end.offset !== undefined) position.end.offset += offset;
  });
  return root;
}

/** Takes a list apart: what was in its items stands where the list was. Other blocks stay as they are. */
export function openList(block: Block, text: string): Block[] {
  if (block.node.type !== 'list') return [block];
  const { ordered, start, children } = block.node;
  return children.flatMap((item, position) =>
    item.children.map((node, index): Block => {
      const marker = index > 0 ? null : ordered ? (start ?? 1) + position : 'bullet';
      const box = item.checked == null ? {} : { checked: index > 0 ? null : item.checked };
      return { node, source: sourceOf(node, text).replace(/^\[[ xX]\]\s+/, ''), marker, ...box };
    }),
  );
}

/** The Markdown of a node as it stands in the text, taken out of the indentation it stands in. */
export function sourceOf(node: Nodes, text: string): string {
  const { start, end } = node.position ?? {};
  const written = text.slice(start?.offset ?? 0, end?.offset ?? 0);
  const indentation = (start?.column ?? 1) - 1;
  if (indentation === 0) return written;
  return written.replace(new RegExp(`\\n[ \\t]{1,${indentation}}`, 'g'), '\n');
}
