import type { Root } from 'mdast';
import { linksOf } from './links.ts';
import { literal } from './literal.ts';
import { heading } from './mdast.ts';
import type { Report } from './report-schema.ts';
import { appendixSection } from './sections/appendix.ts';
import {
  commitsSection,
  designSection,
  documentationSection,
  limitationsSection,
  recommendationsSection,
  summarySection,
  testingSection,
} from './sections/assessments.ts';
import { coverageSection } from './sections/coverage.ts';
import { findingSections, refutedSection } from './sections/findings.ts';
import { headerOf } from './sections/header.ts';
import { previousSection } from './sections/previous.ts';
import { retroSection } from './sections/retro.ts';
import type { Detail, Scope, Section } from './sections/section.ts';

/** Every section of a report in its order. */
export function sectionsOf(report: Report, scope: Scope): Section[] {
  return [
    summarySection(report, scope),
    ...findingSections(report, scope),
    designSection(report, scope),
    testingSection(report, scope),
    documentationSection(report, scope),
    commitsSection(report, scope),
    limitationsSection(report, scope),
    previousSection(report, scope),
    refutedSection(report, scope),
    coverageSection(report),
    retroSection(report, scope),
    recommendationsSection(report, scope),
    appendixSection(report),
  ].filter((section) => section !== null);
}

/** A report as Markdown's syntax tree, with as much of it as `detail` says. */
export function composeDocument(report: Report, detail: Detail): Root {
  const scope = { links: linksOf(report), detail };
  const sections = sectionsOf(report, scope).filter((section) => !detail.leftOut.has(section.name));
  return {
    type: 'root',
    children: [
      heading(1, 'Deep Review: ', ...literal(report.review.id, scope.links)),
      ...headerOf(report, scope),
      ...sections.flatMap((section) => [heading(2, section.title), ...section.content]),
    ],
  };
}
