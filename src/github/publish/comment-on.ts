import type { Inputs } from '../../config/inputs.ts';
import type { Change } from '../../model/change/change.ts';
import type { Report } from '../../model/report/report-schema.ts';
import { createGitHubClient } from '../api/client.ts';
import { withDeadline } from '../api/deadline.ts';
import type { ChangeIdentity } from '../event/change-identity.ts';
import type { Workflow } from '../event/workflow.ts';
import type { Memory } from '../rounds/memory.ts';
import type { PullRequestRound } from '../rounds/pull-request-round.ts';
import { publishComment } from './publish-comment.ts';

/** What a comment is posted with. */
interface Occasion {
  readonly round: PullRequestRound;
  readonly identity: ChangeIdentity;
  readonly inputs: Inputs;
  readonly workflow: Workflow;
  readonly signal: AbortSignal;
}

/** The report is elsewhere too, so a slow GitHub need not be waited for. */
const postingMs = 30_000;

/**
 * Posts what the input `comment` asks for to the pull request; nothing from a merge queue, whose group nobody reads.
 * @param change null where an earlier verdict stands.
 * @param memory goes into the comment, for the next round.
 * @returns what went wrong.
 */
export async function commentOn(
  { report, change }: { readonly report: Report; readonly change: Change | null },
  memory: Memory | null,
  { round, identity, inputs, workflow, signal }: Occasion,
): Promise<readonly string[]> {
  const { access, event } = round;
  if (inputs.comment === 'off' || access === null || event.name === 'merge_group' || signal.aborted)
    return [];
  // What our comment holds of the last round would be overwritten.
  if (round.previous.isLost) return ['Nothing was posted, since the last round could not be read.'];
  const client = await createGitHubClient({ ...access, signal: withDeadline(signal, postingMs) });
  const posted = await publishComment(
    {
      mode: inputs.comment,
      report,
      head: identity.head,
      change,
      answers: round.previous.answers,
      marker: workflow.marker,
      memory,
      whereabouts: `[the workflow run](${workflow.runUrl})`,
    },
    client,
  );
  return posted.notes;
}
