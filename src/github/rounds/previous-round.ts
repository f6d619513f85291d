import type { Report } from '../../model/report/report-schema.ts';
import type { DeclinedFinding } from '../../model/rules.ts';
import type { GitHubClient } from '../api/client.ts';
import { GitHubFailure } from '../api/requests.ts';
import type { ChangeIdentity } from '../event/change-identity.ts';
import { decline, readDecisions } from './decisions.ts';
import type { RoundState } from './round-state.ts';

/** What earlier rounds of a pull request left. */
export interface PreviousRound {
  /** Null in the first round. */
  readonly report: Report | null;
  /** What that report is about. */
  readonly identity: ChangeIdentity | null;
  /** Decisions of people with write access, made in comments of this pull request. */
  readonly declined: readonly DeclinedFinding[];
  /** Whether some of them were made after that report. */
  readonly hasNewDecisions: boolean;
  /** What could not be read. */
  readonly notes: readonly string[];
}

/** Before a pull request's first review, and where there is none. */
export const noRound: PreviousRound = {
  report: null,
  identity: null,
  declined: [],
  hasNewDecisions: false,
  notes: [],
};

/**
 * Reads the last round, and what people declined since. Where it cannot be read this is the first round, and a note says so.
 * @param findState where the last round was kept.
 */
export async function readPreviousRound(
  findState: () => Promise<RoundState | null>,
  client: GitHubClient,
): Promise<PreviousRound> {
  try {
    const state = await findState();
    if (state === null) return noRound;
    const { report, identity } = state;
    const { declined, notes } = await readDecisions(report, client);
    return {
      report,
      identity,
      declined: [...carriedOn(report), ...declined],
      hasNewDecisions: declined.length > 0,
      notes,
    };
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    return {
      ...noRound,
      notes: [`Earlier rounds could not be read, so every finding counts as new. ${error.message}`],
    };
  }
}

/** What was declined in an earlier round stays so. */
const carriedOn = (report: Report): DeclinedFinding[] =>
  [...report.refuted, ...report.findings].flatMap(({ state, fingerprint, declinedReason }) =>
    state === 'declined' ? [decline(fingerprint, declinedReason ?? 'declined in an earlier round')] : [],
  );
