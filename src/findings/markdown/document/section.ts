import { severities } from '../../../model/answers/review-schema.ts';
import type { TitleTopic } from '../../words/section-titles.ts';
import type { Block } from './blocks.ts';

/** A part of a review: what stands below one heading, with the parts below that. */
export interface Section {
  /** Null for the whole and for a fold (`<details>`). */
  readonly heading: Block | null;
  readonly title: string;
  /** What its title tells, if anything. */
  readonly topic: TitleTopic | null;
  /** Of its heading, 1 to 6; 7 for a bold line that serves as one, 0 for the whole and for a fold. */
  readonly depth: number;
  readonly isFold: boolean;
  /** The number in front of its title is that of the document's outline, and not of a finding. */
  readonly isOutlined: boolean;
  readonly parts: (Block | Section)[];
}

/** Whether a part of a section has parts of its own. */
export const isSection = (part: Block | Section): part is Section => 'parts' in part;

/** A section without parts, of these and of what nothing is said about. */
export const sectionOf = (
  section: Pick<Section, 'heading' | 'title' | 'topic' | 'depth'> & Partial<Section>,
): Section => ({ isFold: false, isOutlined: false, parts: [], ...section });

/** Whether a heading says that findings follow. */
export const holdsFindings = (topic: TitleTopic | null): boolean =>
  topic !== null && (topic.topic === 'findings' || severities.some((severity) => severity === topic.topic));

/** Every block of a section in order, headings included, without the parts that `isApart` names. */
export function blocksOf(section: Section, isApart: (part: Section) => boolean = () => false): Block[] {
  return section.parts.flatMap((part): Block[] => {
    if (!isSection(part)) return [part];
    if (isApart(part)) return [];
    return [...(part.heading === null ? [] : [part.heading]), ...blocksOf(part, isApart)];
  });
}

/** Every section at any depth, itself first. */
export const sectionsIn = (section: Section): Section[] => [
  section,
  ...section.parts.filter(isSection).flatMap(sectionsIn),
];
