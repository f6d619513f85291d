import { toString as textOf } from 'mdast-util-to-string';
import { severities } from '../../../model/answers/review-schema.ts';
import { type Topic, topicOf } from '../../words/section-titles.ts';
import { isNumberedHeading } from '../heads/finding-head.ts';
import type { Block } from './blocks.ts';

/** Parts that reviews have and findings are not. */
const parts: ReadonlySet<Topic> = new Set([
  ...severities,
  ...(['findings', 'summary', 'recap', 'worklist', 'recommendations', 'strengths', 'closed'] as const),
]);

/**
 * The numbered headings whose numbers go through the parts of a document, and not through its findings: of a run of one depth the
 * first is a part that reviews have, or two are (`1. Summary`, `2. Error handling`, `3. Conclusion`).
 */
export function outlinedIn(blocks: readonly Block[]): ReadonlySet<Block> {
  const outlined = new Set<Block>();
  const runs: { readonly depth: number; readonly headings: Block[] }[] = [];
  const closeBelow = (depth: number) => {
    while ((runs.at(-1)?.depth ?? 0) > depth) {
      const headings = runs.pop()?.headings ?? [];
      const isPart = headings.map(namesPart);
      if (!beginsLate(headings[0]) && (isPart[0] || isPart.filter(Boolean).length > 1))
        for (const each of headings) outlined.add(each);
    }
  };
  for (const block of blocks) {
    const { node } = block;
    if (node.type !== 'heading') continue;
    closeBelow(node.depth);
    if (runs.at(-1)?.depth !== node.depth) runs.push({ depth: node.depth, headings: [] });
    if (isNumberedHeading(node)) runs.at(-1)?.headings.push(block);
  }
  closeBelow(0);
  return outlined;
}

/** A run that does not begin with 1 goes on with the numbers of findings above. */
const beginsLate = (heading: Block | undefined): boolean =>
  heading !== undefined && /^\P{L}*?(?:[2-9]|\d{2,3})[.)]\s/u.test(textOf(heading.node));

function namesPart({ node }: Block): boolean {
  const topic = topicOf(textOf(node));
  return topic?.isSure === true && parts.has(topic.topic);
}
