import type { Report, ReportFinding } from '../../model/report/report-schema.ts';
import type { Account } from '../api/account.ts';
import type { GitHubClient } from '../api/client.ts';
import { GitHubFailure } from '../api/requests.ts';
import type { Thread } from '../api/threads.ts';
import { findingMarker, isSame, type Marker } from '../rounds/marker.ts';
import type { CommentedFinding } from './inline-comments.ts';

/** The threads of earlier rounds, and what is to be done about the comments of this one. */
export interface SettledThreads {
  /** Comments that no thread shows yet. */
  readonly fresh: readonly CommentedFinding[];
  readonly notes: readonly string[];
}

/**
 * Brings inline comments of earlier rounds up to date, resolves those whose finding is gone, and tells what is new. What is refused holds up
 * nothing else. A finding that stands keeps its thread, also where it has no comment of its own now.
 * @param commented all that could have a comment.
 */
export async function settleThreads(
  report: Report,
  commented: readonly CommentedFinding[],
  marker: Marker,
  client: GitHubClient,
  viewer: Account,
): Promise<SettledThreads> {
  const threads = await client.listThreads().catch(asRefusal);
  if (threads instanceof GitHubFailure)
    return {
      fresh: [],
      notes: [`Earlier inline comments could not be read, so no new ones were posted. ${threads.message}`],
    };
  const keysOf = ({ fingerprint, formerFingerprints }: ReportFinding) =>
    [fingerprint, ...formerFingerprints].map((one) => findingMarker(marker, one));
  const standing = new Set(report.findings.flatMap(keysOf));
  const commentOf = new Map(
    commented.flatMap((entry) => keysOf(entry.finding).map((key) => [key, entry] as const)),
  );
  const own = threads
    .filter(({ author, body }) => isSame(author, viewer) && body.startsWith(marker.replace(' -->', ' ')))
    .map((thread) => ({ thread, key: thread.body.split('\n', 1)[0] ?? '' }));
  const gone = own.filter(({ thread, key }) => !thread.isResolved && !standing.has(key));
  const outdated = own.flatMap(({ thread, key }) => {
    const body = commentOf.get(key)?.comment.body ?? thread.body;
    return body === thread.body ? [] : [{ thread, body }];
  });
  const notes = [
    ...(await tryAll(
      gone,
      ({ thread }) => client.resolveThread(thread.id),
      (count) =>
        `${count} of our inline comments ${count === 1 ? 'is' : 'are'} about findings that are gone, and could not be resolved: that needs the permission \`contents: write\`.`,
    )),
    ...(await tryAll(
      outdated,
      ({ thread, body }: { thread: Thread; body: string }) =>
        client.updateReviewComment(thread.commentId, body),
      (count) => `${count} of our inline comments could not be brought up to date.`,
    )),
  ];
  const shown = new Set(own.map(({ key }) => key));
  return { fresh: commented.filter(({ finding }) => !keysOf(finding).some((key) => shown.has(key))), notes };
}

/** Does something with each until it is refused. @returns what was refused. */
async function tryAll<T>(
  things: readonly T[],
  act: (thing: T) => Promise<void>,
  refused: (left: number) => string,
): Promise<string[]> {
  for (const [index, thing] of things.entries()) {
    const failure = await act(thing).then(() => null, asRefusal);
    if (failure !== null) return [`${refused(things.length - index)} ${failure.message}`];
  }
  return [];
}

function asRefusal(error: unknown): GitHubFailure {
  if (error instanceof GitHubFailure) return error;
  throw error;
}
