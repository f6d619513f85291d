import type { RootContent } from 'mdast';
import type { Severity } from '../../findings/review-schema.ts';
import type { Links } from '../links.ts';

/** Names of a report's sections, in their order; they are the anchors of the HTML page too. */
export const sectionNames = [
  'summary',
  'critical',
  'important',
  'suggestion',
  'design',
  'testing',
  'documentation',
  'commits',
  'limitations',
  'previous',
  'refuted',
  'coverage',
  'retro',
  'recommendations',
  'appendix',
] as const;
/** See {@link sectionNames}. */
export type SectionName = (typeof sectionNames)[number];

/** One section as Markdown's syntax tree, without its heading. */
export interface Section {
  readonly name: SectionName;
  readonly title: string;
  readonly content: readonly RootContent[];
}

/** How much of a finding is written: everything, everything but code excerpts, one line, or nothing. */
export type FindingDetail = 'whole' | 'without-excerpt' | 'line' | 'none';

/** What can be left out of a report: a section, or a part of one. */
export type Part = SectionName | 'ledger' | 'retro-prose' | 'commit-list';

/** How much of a report is written; {@link wholeReport} is all of it. */
export interface Detail {
  readonly findings: Readonly<Record<'blocking' | Severity | 'refuted', FindingDetail>>;
  /** At most so many findings of a severity, the first ones. */
  readonly mostFindings: number;
  readonly leftOut: ReadonlySet<Part>;
  /** How the run is drawn: GitHub renders Mermaid, a terminal does not. */
  readonly timeline: 'mermaid' | 'table';
  /** What the reader misses here and where it is; null when nothing. */
  readonly notice: string | null;
}

/** What every section needs beside the report. */
export interface Scope {
  readonly links: Links;
  readonly detail: Detail;
}

/** Everything that a report holds. */
export const wholeReport: Detail = {
  findings: {
    blocking: 'whole',
    critical: 'whole',
    important: 'whole',
    suggestion: 'whole',
    refuted: 'whole',
  },
  mostFindings: Number.POSITIVE_INFINITY,
  leftOut: new Set(),
  timeline: 'table',
  notice: null,
};
