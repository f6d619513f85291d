import type { Inputs } from '../../config/inputs.ts';
import type { ChangeIdentity } from '../event/change-identity.ts';
import type { Workflow } from '../event/workflow.ts';
import type { PullRequestRound } from '../rounds/pull-request-round.ts';

/** What a report is published with. */
export interface Publication {
  readonly round: PullRequestRound;
  readonly identity: ChangeIdentity;
  readonly inputs: Inputs;
  readonly workflow: Workflow;
  /** Holds the report's files. */
  readonly directory: string;
  /** Follows the artifact's name. */
  readonly suffix?: string;
  /** Aborted when the step is cancelled. */
  readonly signal: AbortSignal;
  /** Takes secrets out of what is written. */
  readonly redact: (text: string) => string;
  readonly temporaryDirectory: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}
