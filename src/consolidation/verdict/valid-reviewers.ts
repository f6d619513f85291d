import type { ReviewOfRun } from '../../findings/read-reviews.ts';
import type { Rules } from '../../model/rules.ts';

/** Name of the built-in reviewer, which has no judgement of its own to add to a quorum. */
export const builtIn = 'checks';

/** Agents whose answer speaks of blocking findings in a form that could not be read, and who gave no review that could. */
export function unreadReviewers(reviews: readonly ReviewOfRun[]): string[] {
  const unread = reviews.filter(
    ({ reading }) => reading.form === 'unreadable' && (reading.missing ?? []).length > 0,
  );
  return [...new Set(unread.map(({ run }) => run.agent))].sort();
}

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
