import type { Recording } from '../../model/recording.ts';
import type { Report } from '../../model/report/report-schema.ts';
import { isStanding, type SettledFinding } from '../rulings/settled-finding.ts';
import { goneFindings, type TracedFinding, traceFindings } from './carry-findings.ts';

/** More than these no later round looks for. */
const mostGone = 200;

/**
 * What became of the last round's findings: raised again or still blocking, `open` or `declined`; refuted now, `fixed`; not raised
 * again, `fixed` if its code is gone, `unknown` if code cannot tell and rounds may be incremental, else `open`. Null in the first round.
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
  const traced = [...traceFindings(recording).values()];
  const findings = traced.map(({ known: { id, title, severity }, trace }) => {
    const final = again.get(id);
    const untold = recording.review.scope !== undefined && trace.state === 'unknown' ? 'unknown' : 'open';
    const state = final ? stateOf(final) : trace.state === 'fixed' ? 'fixed' : untold;
    return { id, title, severity, state, finalId: final?.id ?? null } as const;
  });
  const { round } = previous.review;
  const gone = traced
    .filter((entry) => isToBeLookedFor(entry, again.get(entry.known.id)))
    .map(({ known }) => ({ ...known, id: `${known.id}-${round}` }));
  const returned = new Set(traced.map(({ known }) => known));
  const before = goneFindings(previous).filter((known) => !returned.has(known));
  return { round, head: previous.change.head, findings, gone: [...gone, ...before].slice(0, mostGone) };
}

/** A finding that counted, and counts no more for nothing but that its code is gone. */
const isToBeLookedFor = ({ known, isGone }: TracedFinding, final: SettledFinding | undefined): boolean =>
  isGone && (known.blocking || known.state === 'declined') && (final === undefined || isStanding(final));

function stateOf(finding: SettledFinding): 'open' | 'fixed' | 'declined' | 'unknown' {
  if (finding.state === 'declined' || finding.state === 'unknown') return finding.state;
  return finding.ruling.value === 'refuted' ? 'fixed' : 'open';
}
