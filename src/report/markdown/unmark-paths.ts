import type { PhrasingContent, Root } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';

/** Behind these nobody begins to stress a word, but a path or a name goes on. */
const goesOnBefore = /[\w/\\.:~$-]$/;
/** And before these nobody ends to. */
const goesOnBehind = /^(?:[\w/\\$(]|\.\w)/;
/** Python's names for its own: `__init__`. */
const dunder = /^__[a-z][a-z0-9_]*__$/;

/**
 * Gives paths, globs and names back the signs that Markdown takes for stress (`httpx/__init__.py`, `src/**\/*.ts`): stress that touches what
 * goes on is none.
 */
export function unmarkPaths(tree: Root, source: string): void {
  visit(tree, ['emphasis', 'strong', 'delete'], (node, index, parent) => {
    const [start, end] = [node.position?.start.offset, node.position?.end.offset];
    if (index === undefined || parent === undefined || start === undefined || end === undefined) return;
    const sign = source.charAt(start);
    const isWithin = sign === '*' ? /[/\\]$/ : goesOnBefore;
    const isPart =
      isWithin.test(source.slice(0, start)) ||
      (sign === '*' ? /^[/\\]|^\.\w/ : goesOnBehind).test(source.slice(end, end + 2)) ||
      dunder.test(source.slice(start, end));
    if (!isPart || !('children' in node)) return;
    const width = node.type === 'emphasis' ? 1 : node.type === 'strong' ? 2 : tildes(source, start);
    const signs = { type: 'text' as const, value: source.slice(start, start + width) };
    const freed: PhrasingContent[] = [signs, ...(node.children as PhrasingContent[]), signs];
    parent.children.splice(index, 1, ...freed);
    return [SKIP, index];
  });
}

const tildes = (source: string, start: number): number => (source.startsWith('~~', start) ? 2 : 1);
