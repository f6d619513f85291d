import { toString as textOf } from 'mdast-util-to-string';
import { mostlyComplain } from '../../words/tone.ts';
import { blocksOf, holdsFindings, isSection, type Section } from '../document/section.ts';
import { isNumberedHeading, readHead } from '../heads/finding-head.ts';

/** Whether the headings right below one say a level each, and not the same: what stands above them is a word, and no level of theirs. */
export function haveOwnLevels({ parts }: Section): boolean {
  const levels = parts
    .filter(isSection)
    .map(({ heading }) => (heading === null ? null : (readHead(heading)?.severity ?? null)));
  return levels.length > 2 && !levels.includes(null) && new Set(levels).size > 1;
}

const isNumbered = ({ heading }: Section): boolean =>
  heading?.node.type === 'heading' && isNumberedHeading(heading.node);

/** The depths of the numbered headings right below one that say that findings follow. */
export const depthsOfFindings = ({ parts }: Section): ReadonlySet<number> =>
  new Set(
    parts
      .filter(isSection)
      .filter(({ topic }) => holdsFindings(topic) || topic?.topic === 'suspected')
      .filter(isNumbered)
      .map(({ depth }) => depth),
  );

/** Whether a part that no known title names stands beside parts with findings, and its items complain too. */
export function isLikeItsSiblings(part: Section, depths: ReadonlySet<number>): boolean {
  if (!depths.has(part.depth) || !isNumbered(part)) return false;
  if (!part.parts.every((each) => !isSection(each) && /^(?:list|thematicBreak)$/.test(each.node.type)))
    return false;
  const items = blocksOf(part).flatMap(({ node }) => (node.type === 'list' ? node.children : []));
  const isBold = items.filter(
    ({ children: [first] }) => first?.type === 'paragraph' && first.children[0]?.type === 'strong',
  );
  return (
    isBold.length > 1 && isBold.length === items.length && mostlyComplain(items.map((item) => textOf(item)))
  );
}
