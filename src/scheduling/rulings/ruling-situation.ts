import type { SettledFinding } from '../../consolidation/rulings/settled-finding.ts';
import type { Finding } from '../../model/finding.ts';

/** An agent that may rule, as the planner sees it. */
export interface Ruler {
  readonly agent: string;
  readonly family: string;
  /** Runs of it that go on now. */
  readonly running: number;
  /** Whether its own review has come in: then it is known to answer. */
  readonly hasReviewed: boolean;
}

/** A candidate that an agent was asked to rule on; `isOpen` until its run has ended. */
export interface AskedRuling {
  readonly agent: string;
  readonly family: string;
  readonly keys: readonly string[];
  readonly isOpen: boolean;
  /** Whether it gave a ruling on it. */
  readonly isAnswered: boolean;
  /** The script that it was shown; null or absent where it was shown none. */
  readonly script?: string | null;
}

/** Two findings that may have one root cause, though their words do not say so clearly. */
export type DoubtfulPair = readonly [Finding, Finding];

/** What the planner knows at one moment. */
export interface RulingSituation {
  readonly settled: readonly SettledFinding[];
  readonly rulers: readonly Ruler[];
  /** Families of every agent of the team that may rule, whether or not it still can. */
  readonly families: readonly string[];
  readonly asked: readonly AskedRuling[];
  /** Families that wrote scripts for a finding: they cannot say what these show. */
  readonly scriptFamilies?: (finding: SettledFinding) => ReadonlySet<string>;
  /** The script that ran and shows something, of which somebody has to say whether it is the finding; null where there is none. */
  readonly scriptOf?: (finding: SettledFinding) => string | null;
  /** Pairs that nobody was asked about. */
  readonly pairs: readonly DoubtfulPair[];
  /** Whether somebody was asked about other wordings of the same two issues. */
  readonly isFollowUp?: (pair: DoubtfulPair) => boolean;
  /** Runs that may begin now. */
  readonly freeRuns: number;
  /** While reviewers still work there is no hurry, and time for suggestions. */
  readonly isReviewing: boolean;
  /** Whether there is money and room for rulings that nothing hangs on. */
  readonly mayRuleOnSuggestions: boolean;
}
