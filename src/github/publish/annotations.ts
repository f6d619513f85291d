import { type Severity, severityRank } from '../../model/answers/review-schema.ts';
import type { Report, ReportFinding } from '../../model/report/report-schema.ts';
import { describeRuling, joinTitles, joinWords } from '../../model/report/wording.ts';
import { clipSentence, cutWhole } from '../../report/summary/clip.ts';

/** One annotation at a line, ready for `@actions/core`. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title: string;
  readonly file: string;
  readonly startLine: number;
  readonly endLine: number;
}

const levels: Record<Severity, Annotation['level']> = {
  critical: 'error',
  important: 'warning',
  suggestion: 'notice',
};

/** The runner keeps ten of a kind a step (actions/runner ExecutionContext.AddIssue); some are left for what the step itself has to say. */
const limits: Record<Annotation['level'], number> = { error: 9, warning: 8, notice: 9 };

/** The runner cuts a message at 4,096 characters; the rest says how much we left out. */
export const longestMessage = 4000;

/** The annotations of a report, most severe first, within the runner's limits. Only findings with a line at the head have one. */
export function annotationsOf(report: Report): Annotation[] {
  const annotations = report.findings
    .filter(
      (finding) =>
        finding.anchor.path !== null && finding.anchor.startLine !== null && finding.anchor.side === 'new',
    )
    .toSorted(
      (a, b) =>
        Number(b.blocking) - Number(a.blocking) || severityRank(a.severity) - severityRank(b.severity),
    )
    .map(annotationOf);
  const used = { error: 0, warning: 0, notice: 0 };
  return annotations.filter(({ level }) => used[level]++ < limits[level]);
}

function annotationOf(finding: ReportFinding): Annotation {
  const { path, startLine, endLine } = finding.anchor;
  const fix = finding.fix?.text ? `\n\nFix: ${finding.fix.text}` : '';
  const people = (finding.people ?? []).map(({ by }) => by);
  const sources = `Found by ${joinTitles(finding.raisedBy.map(({ agent }) => agent))}; ${describeRuling(finding.ruling)}.`;
  const also = people.length > 0 ? ` Also raised by ${joinWords([...new Set(people)].slice(0, 5))}.` : '';
  const words = clipSentence(
    `${finding.explanation}${fix}`,
    longestMessage - sources.length - also.length - 2,
    'The report has the rest.',
  );
  return {
    level: levels[finding.severity],
    title: cutWhole(`${finding.id}: ${finding.title}`, 255),
    message: `${words}\n\n${sources}${also}`,
    file: path ?? '',
    startLine: startLine ?? 1,
    endLine: endLine ?? startLine ?? 1,
  };
}
