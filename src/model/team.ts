import type { PreflightOutcome } from './run.ts';

/** A member as recorded: plain data for the report. */
export interface TeamFacts {
  readonly name: string;
  readonly family: string;
  readonly model: string | null;
  readonly effort: string | null;
  readonly version: string | null;
  readonly outcome: PreflightOutcome;
  readonly reason: string | null;
  readonly warnings: readonly string[];
  readonly reviews: boolean;
  /** It holds fixed rules against a change and reads nothing, as the built-in reviewer does. */
  readonly byRules?: true | undefined;
  /** Nobody named it, it was found on the machine: where it is not signed in, it was not asked. */
  readonly optional?: boolean | undefined;
  /** The agent in whose place it reviews. */
  readonly standsInFor?: string | undefined;
  /** Could have reviewed, and was not asked to: nothing to read was risky, and others read it. */
  readonly spared?: boolean | undefined;
  /** May rule on other families' findings; older recordings do not say, and then all but the built-in reviewer may. */
  readonly rules?: boolean | undefined;
}

/** Name of the built-in reviewer, which has no judgement of its own to add to a quorum. */
export const builtIn = 'checks';

/** Whether an agent holds fixed rules against a change, and reads nothing. */
export const isByRules = ({
  name,
  byRules,
}: {
  readonly name: string;
  readonly byRules?: true | undefined;
}): boolean => name === builtIn || byRules === true;

/** Whether a member of the team was there to review, and not spared it. */
export const isReviewer = ({ reviews, spared }: Pick<TeamFacts, 'reviews' | 'spared'>): boolean =>
  reviews && spared !== true;
