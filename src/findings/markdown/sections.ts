import { toString as textOf } from 'mdast-util-to-string';
import type { Severity } from '../../model/answers/review-schema.ts';
import { readSeverity } from '../vocabulary.ts';
import type { Block } from './blocks.ts';
import { isFindingHeading } from './finding-head.ts';

/** What a part of a review is about; a severity holds the findings of that severity, `findings` those of several. */
export type Topic =
  | Severity
  | 'findings'
  | 'summary'
  | 'design'
  | 'concerns'
  | 'strengths'
  | 'testing'
  | 'documentation'
  | 'commits'
  | 'limitations'
  | 'coverage'
  | 'other';

/** A part of a review: everything below one heading. */
export interface Section {
  readonly topic: Topic;
  /** Of its heading, 1 to 6; 7 for a bold line that serves as one, 0 before the first heading. */
  readonly depth: number;
  readonly blocks: Block[];
}

/** Headings in lower case without marks, most specific first. */
const topics: readonly (readonly [RegExp, Topic])[] = [
  [/^(executive )?summary$|^overview$|^tl;?dr$/, 'summary'],
  [/^((detailed |review |code )?findings|issues( found)?|problems|review comments)$/, 'findings'],
  [/^(design )?concerns$/, 'concerns'],
  [/^(design )?strengths$|^positives?( observations)?$|^what works well$|^highlights$/, 'strengths'],
  [/^design( (observations|assessment|review|notes))?$|^architecture$/, 'design'],
  [/^test(s|ing)?( (assessment|coverage|gaps|review))?$/, 'testing'],
  [/^doc(s|umentation)( (assessment|review|gaps))?$/, 'documentation'],
  [/^commit (structure|history|assessment|hygiene)\b|^commits$/, 'commits'],
  [/^(acknowledged|known|accepted) limitations$|^limitations$/, 'limitations'],
  [/^(review |file )?coverage( (summary|table|matrix))?$|^files? reviewed$/, 'coverage'],
  [
    /^(final |overall )?(verdict|recommendation|assessment|conclusion)$|^(unresolved|open) (feedback|questions)$/,
    'other',
  ],
];

/** Splits a review at its headings, and at bold lines that are the name of a section. */
export function splitSections(blocks: readonly Block[]): Section[] {
  let section: Section = { topic: 'other', depth: 0, blocks: [] };
  const sections = [section];
  const begin = (topic: Topic, depth: number) => {
    section = { topic, depth, blocks: [] };
    sections.push(section);
  };
  for (const block of blocks) {
    const title = titleOf(block);
    const topic = title === null ? null : topicOf(title);
    const led = readLead(block);
    if (topic !== null) begin(topic, block.node.type === 'heading' ? block.node.depth : 7);
    else if (led !== null) {
      begin(led.topic, 7);
      section.blocks.push(led.block);
    } else if (block.node.type !== 'heading' || block.node.depth > section.depth) section.blocks.push(block);
    else if (isFindingHeading(block.node)) section.blocks.push(block);
    else begin('other', block.node.depth);
  }
  return sections;
}

/** Whether findings are to be expected in a section. */
export const holdsFindings = (topic: Topic): boolean => topic === 'findings' || severityOf(topic) !== null;

/** The severity that a section's heading gives to its findings, if any. */
export const severityOf = (topic: Topic): Severity | null =>
  topic === 'critical' || topic === 'important' || topic === 'suggestion' ? topic : null;

/** The text of a heading, or of a paragraph that is nothing but bold or ends with a colon. */
function titleOf({ node }: Block): string | null {
  if (node.type === 'heading') return textOf(node);
  if (node.type !== 'paragraph') return null;
  const text = textOf(node);
  if (text.length > 60 || text.includes('\n')) return null;
  const isBold = node.children.every(
    (child) => child.type === 'strong' || textOf(child).trim().replace(':', '') === '',
  );
  return isBold || /:$/.test(text) ? text : null;
}

/** A section of one paragraph that begins with its own title: `**Strengths** — The lock is held briefly.` */
function readLead(block: Block): { readonly topic: Topic; readonly block: Block } | null {
  const [, title = '', text = ''] = /^\*\*([^*]+?):?\*\*\s*(?::|[—–-]+)?\s+(\S.*)$/s.exec(block.source) ?? [];
  const topic = topicOf(title);
  const isLead = block.node.type === 'paragraph' && (topic === 'concerns' || topic === 'strengths');
  return isLead ? { topic, block: { ...block, source: text } } : null;
}

/** What a section with this title is about; null where the title is not one we know. */
export function topicOf(title: string): Topic | null {
  const name = title
    .toLowerCase()
    // Emoji, numbering and counts: `🔴 Critical Issues (2)`, `3. Suggestions`.
    .replace(/^[^\p{L}]+/u, '')
    .replace(/\s*[([]\d+[)\]]|\s*\(pr and branch reviews only\)|[\s:.*]+$/g, '')
    .split(/\s+[-–—]+\s+/, 1)[0] as string;
  const [, severity, rest] = /^(?:non-)?([a-z]+)(?:[ /](.*))?$/.exec(name) ?? [];
  const isLevel =
    severity !== undefined &&
    /^(issues|findings|problems|severity|priority|items|bugs|comments|improvements)?( (issues|findings))?$/.test(
      rest ?? '',
    );
  if (isLevel && !/^(new|note|notes|error|errors|bug|bugs|old|style)$/.test(severity)) {
    const level = readSeverity(severity);
    if (level !== null) return level;
  }
  return topics.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
