import { rememberedFindings } from '../../consolidation/rounds/carry-findings.ts';
import type { Change } from '../../model/change/change.ts';
import type { Remark } from '../../model/change/feedback.ts';
import type { Report } from '../../model/report/report-schema.ts';

/**
 * What people said in review, one JSON object a line, so that no words look like another's.
 * @param previous the report of the last round, whose findings people may have answered.
 */
export function feedbackLines(
  { pullRequest }: Pick<Change, 'pullRequest'>,
  previous: Report | null,
): string[] {
  const findings = previous === null ? [] : rememberedFindings(previous);
  const titleOf = (about: string | null) =>
    findings.find(({ fingerprint, formerFingerprints }) =>
      [fingerprint, ...formerFingerprints].some((name) => name === about),
    )?.title ?? null;
  return (pullRequest?.feedback?.remarks ?? []).map((remark) => tell(remark, titleOf(remark.about)));
}

function tell(remark: Remark, finding: string | null): string {
  const { kind, path, startLine, endLine, side, hasChanged, asksForChanges, said } = remark;
  return JSON.stringify({
    kind: kind === 'answer' ? 'answer to an earlier finding' : kind,
    ...(finding !== null && { finding }),
    ...(asksForChanges && { asksForChanges }),
    ...(path !== null && { path, lines: startLine === null ? null : [startLine, endLine], side }),
    ...(hasChanged !== null && { codeChangedSince: hasChanged }),
    said: said.map(({ by, at, text }) => ({ by, at, text })),
  });
}
