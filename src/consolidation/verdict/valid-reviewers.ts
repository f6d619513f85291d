import type { ReviewOfRun } from '../../findings/read-reviews.ts';
import type { Rules } from '../../model/rules.ts';

/** Name of the built-in reviewer, which has no judgement of its own to add to a quorum. */
export const builtIn = 'checks';

/** Agents with at least one review that ended well and could be read; the built-in reviewer only when it alone was asked for. */
export function validReviewers(reviews: readonly ReviewOfRun[], rules: Rules): string[] {
  const valid = reviews.filter(
    ({ run, reading }) =>
      run.outcome === 'completed' &&
      reading.form !== 'unreadable' &&
      (run.agent !== builtIn || rules.checksCount),
  );
  return [...new Set(valid.map(({ run }) => run.agent))].sort();
}
