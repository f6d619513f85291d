import type { ElementContent, RootContent } from 'hast';
import { limits } from '../view/limits.ts';

/**
 * The text with every comment, string and regular expression blanked out by spaces, so that positions stay; code inside
 * template strings stays too. Null where the grammar cannot be trusted with the text: a line is longer than
 * {@link limits.tokenisedLine}.
 * @param language a name of highlight.js's common set.
 */
export async function maskLiterals(text: string, language: string): Promise<string | null> {
  if (new RegExp(`[^\\n]{${limits.tokenisedLine}}`).test(text)) return null;
  // Loaded when a suspicious line exists: a clean change does without the grammars.
  const { common, createLowlight } = await import('lowlight');
  const source = language === 'bash' ? maskHereDocuments(text) : text;
  const tree = createLowlight(common).highlight(language, source);
  return tree.children.map((node) => maskNode(node, false)).join('');
}

function maskNode(node: RootContent | ElementContent, isLiteral: boolean): string {
  if (node.type === 'text') return isLiteral ? blank(node.value) : node.value;
  if (node.type !== 'element') return '';
  const names = ([] as unknown[]).concat(node.properties.className ?? []);
  const isInside = names.includes('hljs-subst')
    ? false
    : isLiteral || literals.some((name) => names.includes(name));
  return node.children.map((child) => maskNode(child, isInside)).join('');
}

/** Blanks what a shell passes on as it stands; the grammar knows only here-documents whose end is not quoted. */
function maskHereDocuments(text: string): string {
  let end: string | undefined;
  const lines = text.split('\n').map((line) => {
    if (end === undefined) {
      end = /^[^#]*<<-?[ \t]*[\\'"](\w+)/.exec(line)?.[1];
      return line;
    }
    if (line.replace(/^\t+/, '').trimEnd() !== end) return blank(line);
    end = undefined;
    return line;
  });
  return end === undefined ? lines.join('\n') : text;
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');

const literals = ['hljs-comment', 'hljs-string', 'hljs-regexp', 'hljs-quote'];
