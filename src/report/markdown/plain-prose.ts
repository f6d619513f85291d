import type { Paragraph } from 'mdast';
import type { Links } from './links.ts';
import { literal } from './literal.ts';
import { code, paragraph } from './mdast.ts';

const codeSpan = '`(?:[^`\\s]|[^`\\s][^`\\n]*[^`\\s])`(?!`)';
const lineStart = '(?![\\s#>=+-]|\\d+[.)])';
const pattern = new RegExp(
  `^${lineStart}(?:[^*_[\\]<&\\\\~|\`\\n]|<(?=[\\s=\\d])|(?<=\\w)_(?=\\w)|${codeSpan}|(?<!\\s)\\n(?!\\n)${lineStart}|(?<!\\s)\\n{2,}${lineStart})*$`,
);

/**
 * Whether Markdown would make nothing of a text but paragraphs and inline code. Most of what agents write is like that, and
 * reading it here is some twenty times as fast as the parser, which counts with thousands of findings.
 */
export const isPlainProse = (value: string): boolean => pattern.test(value);

/** Text for which {@link isPlainProse} holds, as paragraphs. */
export function readPlainProse(value: string, links: Links): Paragraph[] {
  return value
    .split(/\n{2,}/)
    .map((part) =>
      paragraph(
        part
          .split(/(`[^`\n]+`)/)
          .map((piece, index) => (index % 2 === 1 ? code(piece.slice(1, -1)) : literal(piece, links))),
      ),
    );
}
