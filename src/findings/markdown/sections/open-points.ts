import type { LooseFinding } from '../../complete-finding.ts';
import { saysDone, saysStillOpen } from '../../words/says-settled.ts';
import { complains, onlyPraises } from '../../words/tone.ts';
import { assemble, type Draft } from '../assemble-finding.ts';
import { readBody } from '../bodies/read-body.ts';
import type { Context } from '../context.ts';
import { type Block, openList } from '../document/blocks.ts';
import { isComment as isCommentLine } from '../document/comment-lines.ts';
import { readHead } from '../heads/finding-head.ts';

/** What stands where no findings do and says by itself that it is one that is left to do: its level and its lines, and that it is open. */
export function openIn(blocks: readonly Block[], context: Context, text: string): LooseFinding[] {
  return blocks
    .flatMap((block) => openList(block, text))
    .flatMap((block) => {
      const head = readHead(block);
      const isOpen =
        isCommentLine(block.source) || block.checked === false || saysStillOpen(block.source.slice(0, 1_000));
      if (head === null || !isOpen || head.severity === null || saysDone(block.source)) return [];
      const draft: Draft = { head, body: readBody([], text), source: block.source };
      const finding = assemble(draft, { ...context, severity: null, isGuess: false });
      return finding.startLine === null || onlyPraises(block.source) ? [] : [finding];
    });
}

/** The items of a list that name code and say that something is wrong with it. */
export const complaintsIn = (block: Block, text: string): string[] =>
  block.node.type !== 'list'
    ? []
    : openList(block, text)
        .filter(
          ({ node, source }) => node.type === 'paragraph' && /`[^`\n]+`/.test(source) && complains(source),
        )
        .map(({ source }) => source);
