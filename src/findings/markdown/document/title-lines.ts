import { toString as textOf } from 'mdast-util-to-string';
import { labelOf } from '../../words/labels.ts';
import { type TitleTopic, topicOf } from '../../words/section-titles.ts';
import { isHeadOfForm } from '../heads/finding-head.ts';
import type { Block } from './blocks.ts';
import type { Section } from './section.ts';

/** The depths of sections whose titles are no headings: a bold line, and a line without any mark that stands above a list. */
export const depthOfLine = { bold: 7, plain: 8 } as const;

/**
 * Whether a bold line is a title: not the label of a part of a finding, such as `**Recommendation**:`, unless heads of findings
 * follow it.
 */
export function beginsSection(
  title: string,
  { topic }: TitleTopic,
  around: Section,
  next: Block | undefined,
): boolean {
  const isInFinding =
    around.depth > 0 && around.depth < depthOfLine.bold && around.heading !== null && around.topic === null;
  const label = labelOf(title);
  if (label === null && !isInFinding) return true;
  if (next === undefined || !isHeadOfForm(next)) return false;
  return !isInFinding || (label === null && topic !== 'closed');
}

/** The text of a paragraph that is nothing but bold, ends with a colon, or stands above a list. */
export function boldTitle({ node }: Block, next: Block | undefined): string | null {
  if (node.type !== 'paragraph') return null;
  const text = textOf(node);
  if (text.length > 60 || text.includes('\n')) return null;
  const isBold = node.children.every(
    (child) => child.type === 'strong' || textOf(child).trim().replace(/[:：]/, '') === '',
  );
  return isBold || isPlainTitle({ node }, next) || /[:：]$/.test(text) ? text : null;
}

/** A short line without a mark right above a list. */
export function isPlainTitle({ node }: Pick<Block, 'node'>, next: Block | undefined): boolean {
  if (node.type !== 'paragraph' || next?.node.type !== 'list') return false;
  const text = textOf(node);
  const isPlain = node.children.every((child) => child.type === 'text');
  return isPlain && text.length <= 40 && !/[.!?。\n]|[:：]$/.test(text);
}

/** A section of one paragraph that begins with its own title: `**Strengths** — The lock is held briefly.` */
export function readLead(
  block: Block,
): { readonly title: string; readonly topic: TitleTopic; readonly block: Block } | null {
  if (block.node.type !== 'paragraph') return null;
  const [, title = '', text = ''] = /^\*\*([^*]+?):?\*\*\s*(?::|[—–-]+)?\s+(\S.*)$/s.exec(block.source) ?? [];
  const topic = topicOf(title);
  const isLead = topic?.isSure && (topic.topic === 'concerns' || topic.topic === 'strengths');
  return isLead ? { title, topic, block: { ...block, source: text } } : null;
}
