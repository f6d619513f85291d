import type { GitHubClient } from '../api/client.ts';
import { GitHubFailure } from '../api/requests.ts';
import { composeMemory, type Memory, type Seen } from './memory.ts';
import { listPlaces, type PreviousRound } from './previous-round.ts';
import type { Places } from './said-commands.ts';

/** A review that is to be remembered. */
type Reviewed = Pick<Memory, 'report' | 'identity' | 'pullNumber' | 'storedAt' | 'runId'>;

/**
 * The memory of a review. Null where the last round could not be known, since that would be forgotten for good, and of a head that is no
 * longer the pull request's.
 */
export async function memoryOf(
  reviewed: Reviewed,
  previous: PreviousRound,
  client: GitHubClient,
): Promise<Memory | null> {
  if (previous.isLost || !(await isStillHead(reviewed.report.change.head, client))) return null;
  const seen = seenIn(await listPlaces(client));
  return composeMemory({ ...reviewed, declined: declinedIn(reviewed, previous) }, previous.memory, seen);
}

/** Where that cannot be read nobody knows of a later head, and the findings of this one had better be kept. */
async function isStillHead(head: string, client: GitHubClient): Promise<boolean> {
  try {
    return (await client.readPullRequest()).headSha === head;
  } catch (error) {
    if (error instanceof GitHubFailure) return true;
    throw error;
  }
}

/** What comments declined: the configuration's decisions hold without anybody's word. */
function declinedIn({ report }: Reviewed, { declined }: PreviousRound): string[] {
  const named = new Set(declined.map(({ fingerprint }) => fingerprint));
  return report.refuted
    .filter(({ state }) => state === 'declined')
    .filter(({ fingerprint, formerFingerprints }) =>
      [fingerprint, ...formerFingerprints].some((one) => named.has(one)),
    )
    .map(({ fingerprint }) => fingerprint);
}

/** The last of each kind; null where one cannot be listed, since then nobody knows what is later than this round. */
function seenIn(places: Places): Seen | null {
  const last = (kind: keyof Seen): number | null => {
    const listed = places[kind];
    if (!(listed instanceof GitHubFailure)) return listed.reduce((most, { id }) => Math.max(most, id), 0);
    return listed.refusal === 'absent' ? 0 : null;
  };
  const [comment, inline, review] = [last('comment'), last('inline'), last('review')];
  return comment === null || inline === null || review === null ? null : { comment, inline, review };
}
