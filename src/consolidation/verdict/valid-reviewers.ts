import type { ReviewOfRun } from '../../findings/read-reviews.ts';
import type { Recording } from '../../model/recording.ts';
import { isByRules, type TeamFacts } from '../../model/team.ts';

/** Agents whose answer speaks of blocking findings in a form that could not be read. */
export function unreadReviewers(reviews: readonly ReviewOfRun[]): string[] {
  const unread = reviews.filter(
    ({ reading }) => reading.form === 'unreadable' && (reading.missing ?? []).length > 0,
  );
  return [...new Set(unread.map(({ run }) => run.agent))].sort();
}

/** Whose reviews count in a verdict, and how many must. */
export interface Quorum {
  /** Names of those with at least one review that ended well and could be read, however often they were asked. */
  readonly reviewers: readonly string[];
  /** How many these count as: an agent that failed later and its substitute are one. */
  readonly count: number;
  readonly needed: number;
  /** All of them hold fixed rules against the change. */
  readonly isByRules: boolean;
}

/**
 * Counts the reviewers of a recording. Only who was asked to review counts, and who holds fixed rules against the change only where all do. As many as
 * the rules say are needed; of themselves at least half of those asked for, rounded up. Who stood in for another has that one's place.
 */
export function countReviewers(
  reviews: readonly ReviewOfRun[],
  { team, rules }: Pick<Recording, 'team' | 'rules'>,
): Quorum {
  const asked = team.filter((member) => wasAsked(member) && (!isByRules(member) || rules.checksCount));
  const valid = asked.filter(({ name }) =>
    reviews.some(
      ({ run, reading }) =>
        run.agent === name && run.outcome === 'completed' && reading.form !== 'unreadable',
    ),
  );
  const reviewers = [...new Set(valid.map(({ name }) => name))].sort();
  const readers = team.filter((member) => !isByRules(member)).map(({ name }) => name);
  return {
    reviewers,
    count: placesOf(valid).size,
    needed:
      rules.minReviewers === 'auto' ? Math.max(1, Math.ceil(placesOf(asked).size / 2)) : rules.minReviewers,
    isByRules: reviewers.length > 0 && reviewers.every((name) => !readers.includes(name)),
  };
}

/** The places that members have: who stood in for another, also after a first substitute, has that one's. */
const placesOf = (members: readonly Pick<TeamFacts, 'name' | 'standsInFor'>[]): Set<string> =>
  new Set(members.map(({ name, standsInFor }) => standsInFor ?? name));

/** Whether a member was to review: not where it was only found on the machine and cannot work. */
export const wasAsked = ({
  reviews,
  optional,
  outcome,
}: Pick<TeamFacts, 'reviews' | 'optional' | 'outcome'>): boolean =>
  reviews && !(optional && (outcome === 'missing' || outcome === 'unauthenticated'));
