import type { BlockContent, PhrasingContent, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { clipLines, clipText } from '../summary/clip.ts';
import type { Links } from './links.ts';
import { literal } from './literal.ts';
import { code, codeBlock, linkTo, paragraph, strong, text } from './mdast.ts';
import { isPlainProse, readPlainProse } from './plain-prose.ts';
import { unmarkPaths } from './unmark-paths.ts';

const parser = unified().use(remarkParse).use(remarkGfm).freeze();

/** Longer prose is set as plain paragraphs: the parser's time grows with the square of hostile text. */
const longestParsed = 10_000;
/** Longer prose is cut; the whole of it is in report.json. */
const longestShown = 30_000;
/** Nesting and runs that no person writes, and that cost the parser minutes (measured: 69 s for 10,000 `- `, 98 s for 40,000 `*`). */
const hostile = /^(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t]|\[\^[^\]\n]{1,99}\]:){40}|[*_~]{60}/m;
/** More characters that may open something are no prose either, and each looks for its end (measured: half a second for 4,000 `[(`). */
const mostOpening = 1_500;
/** Deeper nesting is flattened. */
const deepest = 6;

/**
 * An agent's Markdown as blocks that cannot break out of their place: headings become bold paragraphs, HTML and images
 * become text, addresses of unknown hosts become code, and nothing pings.
 */
export function readProse(value: string, links: Links): BlockContent[] {
  const shown = clipText(value.trim(), longestShown);
  if (shown === '') return [];
  if (isPlainProse(shown)) return readPlainProse(shown, links);
  if (shown.length > longestParsed || hostile.test(shown) || countOpening(shown) > mostOpening) {
    return shown.split(/\n{2,}/).map((part) => paragraph(...literal(part, links)));
  }
  const tree = parser.parse(shown);
  unmarkPaths(tree, shown);
  return cleanBlocks(tree.children, links, 0);
}

const countOpening = (value: string): number => value.match(/[[*_~<|`]/g)?.length ?? 0;

/** An agent's one line of Markdown (a title, a list entry) as phrases; blocks are run together. */
export function readInline(value: string, links: Links): PhrasingContent[] {
  const blocks = readProse(clipText(value, 2000).replace(/\s+/g, ' '), links);
  return blocks.flatMap((block, index) => {
    const phrases = block.type === 'paragraph' ? block.children : literal(textOf(block), links);
    return index === 0 ? phrases : [text(' '), ...phrases];
  });
}

function cleanBlocks(nodes: readonly RootContent[], links: Links, depth: number): BlockContent[] {
  return nodes.flatMap((node): BlockContent[] => {
    switch (node.type) {
      case 'paragraph':
        return [paragraph(...cleanPhrases(node.children, links))];
      case 'heading':
        return [paragraph(strong(...cleanPhrases(node.children, links)))];
      case 'code':
        return [codeBlock(clipLines(node.value, 400), languageWord(node.lang))];
      case 'blockquote':
        return depth < deepest
          ? [{ type: 'blockquote', children: cleanBlocks(node.children, links, depth + 1) }]
          : flatten(node, links);
      case 'list':
        return depth < deepest
          ? [
              {
                ...node,
                children: node.children.map((item) => ({
                  ...item,
                  children: cleanBlocks(item.children, links, depth + 1),
                })),
              },
            ]
          : flatten(node, links);
      case 'table':
        return [
          {
            ...node,
            children: node.children.map((row) => ({
              ...row,
              children: row.children.map((cell) => ({
                ...cell,
                children: cleanPhrases(cell.children, links),
              })),
            })),
          },
        ];
      case 'definition':
        return [paragraph(...literal(node.identifier, links), ': ', ...cleanLink(node.url, [], links))];
      case 'footnoteDefinition':
        return depth < deepest ? cleanBlocks(node.children, links, depth + 1) : flatten(node, links);
      case 'thematicBreak':
        return [];
      default:
        return flatten(node, links);
    }
  });
}

function cleanPhrases(nodes: readonly PhrasingContent[], links: Links): PhrasingContent[] {
  return nodes.flatMap((node): PhrasingContent[] => {
    switch (node.type) {
      case 'text':
        return literal(node.value, links);
      case 'inlineCode':
        return [code(node.value)];
      case 'break':
        return [node];
      case 'emphasis':
      case 'strong':
      case 'delete':
        return [{ ...node, children: cleanPhrases(node.children, links) }];
      case 'link':
        return cleanLink(node.url, cleanPhrases(node.children, links), links);
      case 'linkReference':
        return cleanPhrases(node.children, links);
      case 'image':
        return [...literal(node.alt || 'image', links), text(': '), code(node.url)];
      case 'imageReference':
        return literal(node.alt || node.identifier, links);
      case 'footnoteReference':
        return literal(`(${node.identifier})`, links);
      default:
        return literal(textOf(node), links);
    }
  });
}

/** A link to an address from outside, where its host is known; the label alone otherwise. */
export const linkToKnown = (url: string | null, links: Links, label: PhrasingContent): PhrasingContent =>
  url !== null && links.isKnown(url) ? linkTo(url, label) : label;

/** A link where the host is known; otherwise its words, and the address as code. */
function cleanLink(url: string, label: readonly PhrasingContent[], links: Links): PhrasingContent[] {
  const words = label.map((phrase) => textOf(phrase)).join('');
  if (links.isKnown(url)) return [linkTo(url, text(words || url))];
  if (words === '' || words === url || url === `mailto:${words}` || url === `http://${words}`)
    return [code(words || url)];
  return [...label, text(' ('), code(url), text(')')];
}

const flatten = (node: RootContent, links: Links): BlockContent[] => {
  const words = literal(textOf(node), links);
  return words.length > 0 ? [paragraph(...words)] : [];
};

/** A fence's language as a plain word; GitHub would draw the ones left out, and have a suggestion committed that code did not check. */
function languageWord(language: string | null | undefined): string | null {
  const word = /^[\w+#.-]{1,30}$/.exec(language ?? '')?.[0] ?? null;
  if (word?.toLowerCase() === 'suggestion') return 'text';
  return word !== null && /^(mermaid|math|geojson|topojson|stl)$/i.test(word) ? null : word;
}
