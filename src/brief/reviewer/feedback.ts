import type { Change } from '../../model/change/change.ts';
import type { Remark } from '../../model/change/feedback.ts';

/** What people said in review, one JSON object a line, so that no words look like another's. */
export const feedbackLines = ({ pullRequest }: Pick<Change, 'pullRequest'>): string[] =>
  (pullRequest?.feedback?.remarks ?? []).map(tell);

function tell({ kind, path, startLine, endLine, side, hasChanged, asksForChanges, said }: Remark): string {
  return JSON.stringify({
    kind: kind === 'answer' ? 'answer to a finding of an earlier round' : kind,
    ...(asksForChanges && { asksForChanges }),
    ...(path !== null && { path, lines: startLine === null ? null : [startLine, endLine], side }),
    ...(hasChanged !== null && { codeChangedSince: hasChanged }),
    said: said.map(({ by, at, text }) => ({ by, at, text })),
  });
}
