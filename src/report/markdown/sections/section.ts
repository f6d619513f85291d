import type { RootContent } from 'mdast';
import type { Severity } from '../../../model/answers/review-schema.ts';
import type { Report, ReportFinding } from '../../../model/report/report-schema.ts';
import { type Links, linksOf } from '../links.ts';

/** A section's name; it is its anchor on the HTML page too. */
export type SectionName =
  | 'summary'
  | Severity
  | 'design'
  | 'testing'
  | 'documentation'
  | 'commits'
  | 'limitations'
  | 'previous'
  | 'feedback'
  | 'refuted'
  | 'coverage'
  | 'retro'
  | 'recommendations'
  | 'appendix';

/** One section: its heading, and what stands below it as Markdown's syntax tree; nothing at all where that is null. */
export interface Section {
  readonly name: SectionName;
  readonly title: string;
  /** Tells how the review was made, not what it found: folded. */
  readonly isProcess?: true;
  /** Null where there is nothing to say: no heading then. */
  readonly compose: (report: Report, scope: Scope) => RootContent[] | null;
}

/** How much of a finding is written: everything, everything but code excerpts, one line, or nothing. */
export type FindingDetail = 'whole' | 'without-excerpt' | 'line' | 'none';

/** Findings beyond this number are lines everywhere but in report.json: nobody reads on, and pages stay quick. */
export const mostWhole = 1000;

/** What can be left out of a report: a section, or a part of one. */
export type Part = SectionName | 'ledger' | 'retro-prose' | 'commit-list';

/** How much of a report is written; {@link wholeReport} is all of it. */
export interface Detail {
  readonly findings: Readonly<Record<'blocking' | Severity | 'refuted', FindingDetail>>;
  /** At most so many findings of a severity, the first ones. */
  readonly mostFindings: number;
  readonly leftOut: ReadonlySet<Part>;
  /** Whether what is asked for rarely stands folded at its place; it is left out otherwise. */
  readonly hasFolds: boolean;
  /** How the run is drawn: GitHub renders Mermaid, a terminal does not. */
  readonly timeline: 'mermaid' | 'table';
  /** What the reader misses here and where it is; null when nothing. */
  readonly notice: string | null;
}

/** What every section needs beside the report. */
export interface Scope {
  readonly links: Links;
  readonly detail: Detail;
  /** The findings that may be written in full. */
  readonly inFull: ReadonlySet<ReportFinding>;
}

/** The scope of one rendering. */
export const scopeOf = (report: Report, detail: Detail): Scope => ({
  links: linksOf(report),
  detail,
  inFull: new Set([...report.findings, ...report.refuted].slice(0, mostWhole)),
});

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
  hasFolds: true,
  timeline: 'table',
  notice: null,
};
