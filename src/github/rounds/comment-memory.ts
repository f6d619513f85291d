import type { Account } from '../api/account.ts';
import type { GitHubClient } from '../api/client.ts';
import type { Comment } from '../api/comment.ts';
import type { Edit } from '../api/comment-nodes.ts';
import { GitHubFailure } from '../api/requests.ts';
import { type Copy, nothing } from './copies.ts';
import { isSame, type Marker, ownOf } from './marker.ts';
import { type Memory, unpackMemory } from './memory.ts';

/** All that was written about the pull request, by kind. */
export interface Conversation {
  readonly comments: readonly Comment[];
  readonly reviews: readonly Comment[];
}

/** Posting a comment takes no longer; what was changed later than that, somebody else changed. */
const postingMs = 60_000;

/**
 * The last round as our own comments keep it, in either mode: the newest that nobody edited. Anybody with write access may edit or delete
 * a comment, and every workflow may write one in the same name, so this is a copy that can be believed less than an artifact.
 */
export async function readCommentMemory(
  pullNumber: number,
  marker: Marker,
  conversation: () => Promise<Conversation>,
  client: Pick<GitHubClient, 'readViewer' | 'readEdits'>,
): Promise<Copy> {
  try {
    const viewer = await client.readViewer();
    const { comments, reviews } = await conversation();
    const own = [...ownOf(comments, marker, viewer), ...ownOf(reviews, marker, viewer)];
    if (own.length === 0) return nothing;
    const isEdited = await createEditFinder(own, viewer, client);
    if (isEdited === null)
      return { type: 'unreadable', reason: 'Whether our own comment was edited could not be read.' };
    const read = own.map((comment) => {
      const memory = unpackMemory(comment.body);
      const isAnothers = memory !== null && memory.pullNumber !== pullNumber;
      const fault =
        memory === null || isAnothers
          ? 'was cut or changed'
          : isEdited(comment, memory)
            ? 'was edited by somebody else'
            : null;
      return { comment, memory, fault };
    });
    const faults = read.flatMap(({ comment, fault }) =>
      fault === null ? [] : [`Our own comment ${comment.url} ${fault}.`],
    );
    const newest = newestOf(
      read.flatMap(({ memory, fault }) => (fault === null && memory !== null ? [memory] : [])),
    );
    // Of several comments the one that cannot be read may be the newest.
    if (newest === null || faults.length > 0)
      return { type: 'spoilt', reason: faults.join(' '), runId: lastRunOf(read.map(({ memory }) => memory)) };
    return { type: 'memory', memory: newest };
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    if (error.refusal === 'absent') return nothing;
    return { type: error.refusal === null ? 'unreadable' : 'closed', reason: error.message };
  }
}

/** The last run that comments name, edited ones included: a run that is not believed may have been. */
const lastRunOf = (memories: readonly (Memory | null)[]): number | null =>
  memories.reduce<number | null>(
    (last, memory) => (memory?.runId != null && memory.runId > (last ?? 0) ? memory.runId : last),
    null,
  );

/** The memory of the highest round, and of two of one round the one that was stored last. */
const newestOf = (memories: readonly Memory[]): Memory | null =>
  memories.reduce<Memory | null>(
    (best, memory) => (best === null || isNewer(memory, best) ? memory : best),
    null,
  );

/** Whether a memory is of a later round than another. */
export const isNewer = (one: Memory, other: Memory): boolean =>
  (one.report.review.round - other.report.review.round || one.storedAt - other.storedAt) > 0;

/** Tells whether anybody but us changed a comment of ours: GitHub says who, or at least when; null where it does not answer. */
async function createEditFinder(
  comments: readonly Comment[],
  viewer: Account,
  client: Pick<GitHubClient, 'readEdits'>,
): Promise<((comment: Comment, memory: Memory) => boolean) | null> {
  const ids = comments.flatMap(({ nodeId }) => nodeId ?? []);
  const edits =
    ids.length === 0 ? new Map<string, Edit | null>() : await client.readEdits(ids).catch(ifFailed);
  if (edits === null) return null;
  return ({ nodeId, updatedAt }, { storedAt }) => {
    const edit = nodeId === null ? undefined : edits.get(nodeId);
    if (edit !== undefined) return edit !== null && (edit.editor === null || !isSame(edit.editor, viewer));
    return updatedAt !== null && Date.parse(updatedAt) > storedAt + postingMs;
  };
}

function ifFailed(error: unknown): null {
  if (error instanceof GitHubFailure) return null;
  throw error;
}
