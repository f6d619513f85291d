import type { Recording } from '../../model/recording.ts';
import type { Report } from '../../model/report/report-schema.ts';
import type { SettledFinding } from '../rulings/settled-finding.ts';
import { traceFindings } from './carry-findings.ts';

/**
 * What became of the last round's findings: raised again or still blocking, `open` or `declined`; refuted now, `fixed`; not raised
 * again, `fixed` if its code is gone, else `open`. Null in the first round.
 */
export function comparePrevious(
  recording: Recording,
  settled: readonly SettledFinding[],
): Report['previous'] {
  const { previous } = recording;
  if (previous === null) return null;
  const again = new Map(
    settled.flatMap((finding) => finding.previousIds.map((id) => [id, finding] as const)),
  );
  const findings = [...traceFindings(recording).values()].map(({ known: { id, title, severity }, trace }) => {
    const final = again.get(id);
    const state = final ? stateOf(final) : trace.state === 'fixed' ? 'fixed' : 'open';
    return { id, title, severity, state, finalId: final?.id ?? null } as const;
  });
  return { round: previous.review.round, head: previous.change.head, findings };
}

function stateOf(finding: SettledFinding): 'open' | 'fixed' | 'declined' {
  if (finding.state === 'declined') return 'declined';
  return finding.ruling.value === 'refuted' ? 'fixed' : 'open';
}
