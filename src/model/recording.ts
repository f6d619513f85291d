import type { Change } from './change/change.ts';
import type { RecordedSources } from './change/sources.ts';
import type { Proof } from './proof.ts';
import type { Report } from './report/report-schema.ts';
import type { Scope } from './report/scope-schema.ts';
import type { Rules } from './rules.ts';
import type { AgentRun } from './run.ts';
import type { TeamFacts } from './team.ts';

/**
 * Everything that the pure part of a review needs, as plain data: what `raw/` holds. The same recording and rules give the
 * same report, byte for byte, which is what `replay` does.
 */
export interface Recording {
  readonly review: {
    /** `YYYYMMDD-HHMMSS-branch`. */
    readonly id: string;
    /** Milliseconds since the epoch. */
    readonly startedAt: number;
    readonly finishedAt: number;
    readonly round: number;
    /** False when the review was cut short. */
    readonly complete: boolean;
    /** There was a last round, or may have been, and it cannot be known what blocked then. */
    readonly isLastRoundLost: boolean;
    readonly notes: readonly string[];
    /** How much of the change is reviewed in this round, as it was decided before; absent where rounds are whole. */
    readonly scope?: Scope | undefined;
  };
  readonly change: Change;
  readonly team: readonly TeamFacts[];
  readonly runs: readonly AgentRun[];
  readonly sources: RecordedSources;
  readonly rules: Rules;
  /** The last round's report, where one was found and trusted. */
  readonly previous: Report | null;
  /** What running the findings' scripts showed; absent where none was to be run. */
  readonly proofs?: readonly Proof[];
}
