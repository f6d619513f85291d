import type { RootContent } from 'mdast';
import type { Report } from '../../model/report/report-schema.ts';
import { literal } from './literal.ts';
import { folded, heading } from './mdast.ts';
import { composeAppendix } from './sections/appendix.ts';
import {
  composeCommits,
  composeDesign,
  composeDocumentation,
  composeLimitations,
  composeRecommendations,
  composeSummary,
  composeTesting,
} from './sections/assessments.ts';
import { composeCoverage } from './sections/coverage.ts';
import { composeFeedback } from './sections/feedback.ts';
import { composeFindings, composeRefuted } from './sections/findings.ts';
import { composeHeader } from './sections/header.ts';
import { composePrevious } from './sections/previous.ts';
import { composeRetro } from './sections/retro/retro.ts';
import { type Detail, type Section, scopeOf } from './sections/section.ts';

/** Every section of a report, in its order. */
export const sections: readonly Section[] = [
  { name: 'summary', title: 'Executive Summary', compose: composeSummary },
  { name: 'critical', title: 'Critical Issues', compose: composeFindings('critical') },
  { name: 'important', title: 'Important Issues', compose: composeFindings('important') },
  { name: 'suggestion', title: 'Suggestions', compose: composeFindings('suggestion') },
  { name: 'previous', title: 'Previous Round', compose: composePrevious },
  { name: 'feedback', title: 'Unresolved Feedback', compose: composeFeedback },
  { name: 'refuted', title: 'Refuted and Declined', compose: composeRefuted },
  { name: 'design', title: 'Design Observations', compose: composeDesign },
  { name: 'testing', title: 'Testing Assessment', compose: composeTesting },
  { name: 'documentation', title: 'Documentation Assessment', compose: composeDocumentation },
  { name: 'commits', title: 'Commit Structure', compose: composeCommits },
  { name: 'limitations', title: 'Acknowledged Limitations', compose: composeLimitations },
  { name: 'coverage', title: 'Coverage', isProcess: true, compose: composeCoverage },
  { name: 'retro', title: 'Agent Performance Retro', isProcess: true, compose: composeRetro },
  { name: 'recommendations', title: 'Recommendations', isProcess: true, compose: composeRecommendations },
  { name: 'appendix', title: 'Appendix: Original Reviews', isProcess: true, compose: composeAppendix },
];

/** What the sections on the making of a review stand under. */
export const processTitle = 'How this review was made';

/**
 * A report as Markdown's syntax trees, with as much of it as `detail` says: its top, each section, and what is folded. They are made one
 * after the other, since all of them at once fill memory.
 */
export function* composeDocument(report: Report, detail: Detail): Generator<RootContent[]> {
  const scope = scopeOf(report, detail);
  const compose = (section: Section): RootContent[] => {
    const content = section.compose(report, scope);
    return content === null ? [] : [heading(2, section.title), ...content];
  };
  const shown = sections.filter(({ name }) => !detail.leftOut.has(name));
  yield [
    heading(1, 'Deep Review: ', literal(report.review.id, scope.links)),
    ...composeHeader(report, scope),
  ];
  for (const section of shown) if (!section.isProcess) yield compose(section);
  const making = detail.hasFolds ? shown.filter(({ isProcess }) => isProcess) : [];
  yield folded(processTitle, making.flatMap(compose));
}
