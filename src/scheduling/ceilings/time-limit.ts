import type { TeamMember } from '../../agents/team/team.ts';
import type { Brief } from '../../model/brief.ts';
import type { AgentRun } from '../../model/run.ts';

/** A ruling looks at some claims, not at a whole change: it may take half of the slowest review so far, or this long if that is more. */
const rulingMs = { base: 180_000, each: 30_000 };
/** A script that is written while everybody waits for it may take a tenth of the slowest review, or this long. */
const provingMs = { least: 60_000, share: 0.1 };

/**
 * Milliseconds that a run may take, by what it is for.
 * @param finished the runs that have ended: how long reviews took is the measure.
 */
export function timeLimitOf(
  { timeoutMs }: Pick<TeamMember, 'timeoutMs'>,
  { role, subjects }: Pick<Brief, 'role' | 'subjects'>,
  finished: readonly AgentRun[],
  isReviewing: boolean,
): number {
  if (role === 'reviewer') return timeoutMs;
  const reviews = finished.filter((run) => run.role === 'reviewer').map((run) => run.durationMs);
  const slowest = Math.max(0, ...reviews);
  if (role === 'prover' && !isReviewing)
    return Math.min(timeoutMs, Math.max(provingMs.least, slowest * provingMs.share));
  const needed = rulingMs.base + rulingMs.each * Object.keys(subjects).length;
  return Math.min(timeoutMs, Math.max(needed, slowest / 2));
}
