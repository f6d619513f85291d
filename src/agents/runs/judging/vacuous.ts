import type { ReadReview } from '../../../model/finding.ts';

/** What is known of a review that found nothing. */
export interface ReviewSigns {
  readonly review: ReadReview;
  /** Null where the agent does not say: a custom one, mostly. */
  readonly turns: number | null;
  readonly toolCalls: number | null;
  readonly outputTokens: number | null;
  /** Whether a tool showed its model anything of the hunks; null where the agent does not say. */
  readonly wasShown: boolean | null;
  readonly pathsRead: readonly string[];
  readonly durationMs: number;
  /** Files and lines the run was given. */
  readonly files: number;
  readonly changedLines: number;
  /** Whether the hunks were in the brief itself. */
  readonly inlined: boolean;
}

/** Less than this, in characters, is no account of a review. */
const shortestAccount = 120;
/** No model reads faster: ten times what the fastest are known to take in. */
const linesPerSecond = 5_000;

/**
 * Why a review without findings is no review at all, or null where it may be one. A review with findings never is
 * vacuous, and what an agent does not report (custom agents tell neither turns nor tools) is not held against it.
 */
export function vacuousReason(signs: ReviewSigns): string | null {
  const { review, toolCalls, turns, outputTokens } = signs;
  if (review.findings.length > 0 || signs.files === 0) return null;
  const covered = review.coverage.some(({ status }) => status === 'read' || status === 'listed');
  const account = accountLength(review);
  if (!covered && account === 0)
    return 'It answered with an empty review: no findings, no text, no file named.';
  const looked = (toolCalls ?? 0) > 0 || signs.pathsRead.length > 0;
  if (!signs.inlined && (signs.wasShown === false || (toolCalls === 0 && !looked))) {
    return 'It found nothing without opening the change, which lay in a file beside its brief.';
  }
  if (outputTokens === 0 || turns === 0) return 'It found nothing, and its model was never asked.';
  if (!covered && !looked && account < shortestAccount) {
    return 'It found nothing, names no file, and says next to nothing.';
  }
  const measured = turns !== null || outputTokens !== null;
  if (measured && signs.durationMs < (signs.changedLines / linesPerSecond) * 1000) {
    return `It found nothing after ${Math.round(signs.durationMs)} ms, too fast to have read ${signs.changedLines} changed lines.`;
  }
  return null;
}

function accountLength(review: ReadReview): number {
  const texts = [
    review.summary,
    review.testing.assessment,
    review.documentation,
    review.commits,
    ...review.testing.untested.map(({ scenario }) => scenario),
    ...review.design.concerns.map(({ text }) => text),
    ...review.design.strengths,
    ...review.limitations,
  ];
  return texts.reduce((length, text) => length + text.trim().length, 0);
}
