import type { Comment, GitHubClient } from '../api/client.ts';
import { GitHubFailure } from '../api/requests.ts';
import { findOwn, type Marker } from './marker.ts';
import { type RoundState, readState } from './round-state.ts';

/**
 * The last round of a pull request as our own comment keeps it, known by author and digest; null where we posted none.
 * @throws {GitHubFailure} where it cannot be read, or was cut or changed.
 */
export async function readCommentState(
  pullNumber: number,
  marker: Marker,
  client: GitHubClient,
): Promise<RoundState | null> {
  const own = await findOwnComment(client, marker);
  if (own === null) return null;
  const state = readState(own.body);
  if (state === null) throw new GitHubFailure('Our own comment was cut or changed.');
  return state.pullNumber === pullNumber ? state : null;
}

/** Our comment of an earlier round, in either mode. */
async function findOwnComment(client: GitHubClient, marker: Marker): Promise<Comment | null> {
  const viewer = await client.readViewer();
  return (
    findOwn(await client.listComments(), marker, viewer) ??
    findOwn(await client.listReviews(), marker, viewer)
  );
}
