import type { Sources } from '../change/sources.ts';
import type { Recording } from '../recording/recording.ts';
import type { Report, ReportFinding } from '../report/report-schema.ts';
import { isStanding, type SettledFinding } from './settled-finding.ts';

/**
 * What became of the last round's findings: raised again, `open` or `declined`; not raised again, `open` while its code stands as it
 * was, else `fixed`. Null in the first round.
 */
export function comparePrevious(
  { previous }: Recording,
  settled: readonly SettledFinding[],
  sources: Sources,
): Report['previous'] {
  if (previous === null) return null;
  const byFingerprint = new Map(settled.map((finding) => [finding.fingerprint, finding]));
  return {
    round: previous.review.round,
    head: previous.change.head,
    findings: previous.findings.map((finding) => {
      const again = byFingerprint.get(finding.fingerprint);
      return {
        id: finding.id,
        title: finding.title,
        severity: finding.severity,
        state: again ? stateOf(again) : isUnchanged(finding, sources) ? 'open' : 'fixed',
        finalId: again?.id ?? null,
      };
    }),
  };
}

function stateOf(finding: SettledFinding): 'open' | 'fixed' | 'declined' {
  if (finding.state === 'declined') return 'declined';
  return isStanding(finding) ? 'open' : 'fixed';
}

/** Whether the lines that the finding points at are still in its file, whatever their numbers. */
export function isUnchanged({ anchor, excerpt }: ReportFinding, sources: Sources): boolean {
  const { path, startLine, endLine } = anchor;
  if (path === null || startLine === null || excerpt === null) return false;
  const lines = sources.lines(path, anchor.side);
  if (lines === null) return false;
  const from = startLine - excerpt.startLine;
  const cited = excerpt.text.split('\n').slice(from, from + (endLine ?? startLine) - startLine + 1);
  return `\n${lines.join('\n')}\n`.includes(`\n${cited.join('\n')}\n`);
}
