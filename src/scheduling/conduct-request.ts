import type { AgentRunner } from '../agents/runs/run-agent.ts';
import type { TeamMember } from '../agents/team/team.ts';
import type { Revisions } from '../change/ends/revisions.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Inputs } from '../config/inputs.ts';
import type { Brief } from '../model/brief.ts';
import type { Change } from '../model/change/change.ts';
import type { RecordedSources } from '../model/change/sources.ts';
import type { Ports } from '../model/ports.ts';
import type { Proof } from '../model/proof.ts';
import type { Recording } from '../model/recording.ts';
import type { Report } from '../model/report/report-schema.ts';
import type { Scope } from '../model/report/scope-schema.ts';
import type { Rules } from '../model/rules.ts';
import type { AgentRun } from '../model/run.ts';
import type { Prover } from '../proof/create-prover.ts';

/** What came of conducting a review. */
export interface ConductedReview {
  /** Reviewers in the team's order, then adjudicators as they were asked, and editors. */
  readonly runs: readonly AgentRun[];
  /** Paths that findings and rulings point at. */
  readonly cited: readonly string[];
  /** What running findings' scripts showed; null where none was to be run. */
  readonly proofs: readonly Proof[] | null;
  /** Names of agents that could have reviewed, and were not asked to. */
  readonly spared: readonly string[];
  readonly review: { readonly id: string; readonly complete: boolean; readonly notes: readonly string[] };
}

/** What writing a report's prose takes. */
export interface EditingTerms {
  /** What has come in, as it would be recorded now. */
  readonly record: (conducted: ConductedReview) => Promise<Recording>;
  readonly settle: (recording: Recording) => Report;
}

/** What a review needs to be conducted. */
export interface ConductRequest {
  readonly briefs: readonly Brief[];
  /** The number of the only brief to be given out, from 1; null for all of them. */
  readonly shard?: number | null;
  /** Runs that are there before any begins: what other tools said. Default: none. */
  readonly given?: readonly AgentRun[];
  readonly team: readonly TeamMember[];
  readonly change: Change;
  readonly revisions: Revisions;
  readonly configuration: Configuration;
  readonly rules: Rules;
  readonly runner: Pick<AgentRunner, 'run'>;
  readonly inputs: Inputs;
  readonly previous: Report | null;
  /** Number of this review of the pull request; 1 where absent. */
  readonly round?: number;
  /** How much of the change is reviewed; absent where rounds are whole. */
  readonly scope?: Scope | undefined;
  /** Milliseconds since the epoch: the total time counts from here. */
  readonly startedAt: number;
  readonly ports: Ports;
  /** Whether a member only waits to stand in for another. */
  readonly isWaiting?: (member: TeamMember) => boolean;
  /** Runs findings' scripts; null or absent where none is to be run. */
  readonly prover?: Prover | null;
  /** Has an agent write the report's prose; absent where nobody does. */
  readonly editing?: EditingTerms;
  /** Reads the sources that findings cite; replaced in tests. */
  readonly readCited?: (cited: readonly string[]) => Promise<RecordedSources>;
}
