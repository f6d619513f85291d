import { readReproduction } from '../../../findings/read-reproduction.ts';
import { readReview } from '../../../findings/read-review.ts';
import { readRulings } from '../../../findings/read-rulings.ts';
import { severities, severityRank } from '../../../model/answers/review-schema.ts';
import type { Role } from '../../../model/run.ts';
import type { Readability } from './outcome.ts';

/** Whether an answer can be read as what `role` has to give: a review, a script, rulings, or an editor's prose. */
export function checkReadability(role: Role, text: string): Readability {
  switch (role) {
    case 'reviewer': {
      const reading = readReview(text);
      if (reading.form === 'unreadable') return { readable: 'not', reason: reading.reason };
      const missing = reading.missing ?? [];
      if (missing.length > 0) return { readable: 'incomplete', reason: `${missing.join('. ')}.` };
      return { readable: reading.form === 'strict' ? 'whole' : 'partly' };
    }
    case 'adjudicator':
      return readRulings(text) === null
        ? { readable: 'not', reason: 'The answer holds no rulings.' }
        : { readable: 'whole' };
    case 'prover':
      return readReproduction(text) === null
        ? { readable: 'not', reason: 'The answer holds no script, and does not say that there is none.' }
        : { readable: 'whole' };
    case 'editor':
      return { readable: 'partly' };
  }
}

/**
 * Whether a repaired review says no less than the one that was to be repaired, whose findings that could not be read count: as many
 * findings of each severity and above.
 */
export function isNoMilder(repaired: string, original: string): boolean {
  const [one, other] = [readReview(repaired), readReview(original)];
  if (one.form === 'unreadable' || other.form === 'unreadable') return one.form !== 'unreadable';
  const counts = (review: typeof one.review) =>
    severities.map(
      (_, rank) => review.findings.filter(({ severity }) => severityRank(severity) <= rank).length,
    );
  const least = counts(other.review);
  return counts(one.review).every((count, rank) => count >= (least[rank] ?? 0));
}

/** What a role's answer holds: findings of a reviewer, rulings of an adjudicator, a script of a prover. */
export function countAnswer(role: Role, text: string): number {
  if (role === 'adjudicator') return readRulings(text)?.rulings.length ?? 0;
  if (role === 'prover') return readReproduction(text)?.repro ? 1 : 0;
  if (role === 'editor') return 0;
  const reading = readReview(text);
  return reading.form === 'unreadable' ? 0 : reading.review.findings.length;
}
