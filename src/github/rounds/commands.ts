import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

/** What somebody asks for in a comment. */
export interface Command {
  readonly verb: 'decline' | 'undecline';
  /** Of a finding: `I2`; null where none was given, as in an answer to our comment on one. */
  readonly id: string | null;
  /** Empty where none was given. */
  readonly reason: string;
}

/** `/deep-review decline I2 The queue is emptied by hand.`; what begins as an id does and is none, is no reason either. */
const command =
  /^\/deep-review[ \t]+(decline|undecline)(?:[ \t]+([CISR]\d{1,5})(?![\w-])|(?![\w-])(?![ \t]+[CISR]\d))[ \t]*(.*)$/i;
const parser = unified().use(remarkParse).use(remarkGfm).freeze();
/** More than these nobody means. */
const mostCommands = 50;
const longestReason = 500;

/**
 * The commands of a comment: lines of their own in plain paragraphs. What stands in code, in a quote, in a list or in an HTML comment is
 * told, not commanded.
 */
export function readCommands(body: string): Command[] {
  if (!/\/deep-review/i.test(body)) return [];
  return plainLines(body)
    .flatMap((line): Command[] => {
      const [, verb = '', id = null, reason = ''] = command.exec(line.trimEnd()) ?? [];
      if (verb === '') return [];
      return [
        {
          verb: verb.toLowerCase() as Command['verb'],
          id: id?.toUpperCase() ?? null,
          reason: reason.trim().slice(0, longestReason),
        },
      ];
    })
    .slice(0, mostCommands);
}

/** The lines of a text's own paragraphs, with HTML, and what spans lines, blanked out. */
export function plainLines(body: string): string[] {
  const text = body.replace(/\r\n?/g, '\n');
  const characters = [...text.split('')];
  const root = parser.parse(text);
  return root.children.flatMap((node) => {
    if (node.type !== 'paragraph') return [];
    visit(node, (inner) => {
      const isOneLine = inner.position?.start.line === inner.position?.end.line;
      if (inner.type === 'text' || inner.type === 'paragraph' || (isOneLine && inner.type !== 'html')) return;
      const [start = 0, end = 0] = [inner.position?.start.offset, inner.position?.end.offset];
      for (let at = start; at < end; at++) if (characters[at] !== '\n') characters[at] = ' ';
    });
    const [start = 0, end = 0] = [node.position?.start.offset, node.position?.end.offset];
    return characters.slice(start, end).join('').split('\n');
  });
}
