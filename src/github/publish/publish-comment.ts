import type { Change } from '../../model/change/change.ts';
import type { Report } from '../../model/report/report-schema.ts';
import { renderComment } from '../../report/summary/summary.ts';
import type { Account } from '../api/account.ts';
import type { GitHubClient } from '../api/client.ts';
import { GitHubFailure } from '../api/requests.ts';
import type { Answer } from '../rounds/decisions.ts';
import { type Marker, ownOf } from '../rounds/marker.ts';
import { type Memory, packMemory } from '../rounds/memory.ts';
import { reactToCommands, renderAnswers } from './answer-commands.ts';
import { type CommentedFinding, inlineComments } from './inline-comments.ts';
import { settleThreads } from './settle-threads.ts';

/** What is to be posted to the pull request. */
export interface Posting {
  readonly mode: 'sticky' | 'review';
  readonly report: Report;
  /** The head that it is of now. */
  readonly head: string;
  /** Null where the verdict of an earlier review stands: then its inline comments do too. */
  readonly change: Change | null;
  readonly marker: Marker;
  /** To what people asked for. */
  readonly answers: readonly Answer[];
  /** Goes along for the next round; null where nothing is to be kept. */
  readonly memory: Memory | null;
  /** Where the whole report is, as Markdown: a link to the run or artifact. */
  readonly whereabouts: string;
}

/** What came of posting; trouble is a note, never a throw: a comment decides no verdict. */
export interface Posted {
  readonly url: string | null;
  readonly notes: readonly string[];
}

/** GitHub's limit of a body, in characters. */
const bodyLimit = 65_536;
/** More inline comments than these nobody reads, and a review is one request. */
const mostComments = 30;
/** What the state for the next round may take of it. */
const stateLimit = 30_000;

/** Posts the report to the pull request, or brings our earlier comment up to date. */
export async function publishComment(posting: Posting, client: GitHubClient): Promise<Posted> {
  try {
    const { headSha } = await client.readPullRequest();
    if (headSha !== posting.head) {
      return {
        url: null,
        notes: [
          `Nothing was posted: the pull request moved on to ${headSha.slice(0, 12)} while ${posting.head.slice(0, 12)} was reviewed.`,
        ],
      };
    }
    const viewer = await client.readViewer();
    const post = posting.mode === 'sticky' ? postSticky : postReview;
    const { url, notes } = await post(posting, client, viewer);
    return { url, notes: [...notes, ...(await reactToCommands(posting.answers, client))] };
  } catch (error) {
    return { url: null, notes: [`Nothing was posted to the pull request. ${reasonOf(error)}`] };
  }
}

async function postSticky(posting: Posting, client: GitHubClient, viewer: Account): Promise<Posted> {
  const body = composeBody(posting);
  const [own] = ownOf(await client.listComments(), posting.marker, viewer);
  const comment = own ? await client.updateComment(own.id, body) : await client.createComment(body);
  return { url: comment.url, notes: [] };
}

/** The first review carries the report and is kept up to date; later rounds add inline comments for what is new. */
async function postReview(posting: Posting, client: GitHubClient, viewer: Account): Promise<Posted> {
  const { report, head, change, marker } = posting;
  const [own] = ownOf(await client.listReviews(), marker, viewer);
  const { fresh, notes } =
    change === null
      ? { fresh: [], notes: [] }
      : await settleThreads(report, inlineComments(report, change, marker), marker, client, viewer);
  const body = composeBody(posting);
  if (!own) return createReview(head, body, fresh.slice(0, mostComments), client, notes);
  const { url } = await client.updateReview(own.id, body);
  const shown = fresh.slice(0, mostComments);
  if (shown.length === 0) return { url, notes };
  const follow = `Round ${report.review.round}: ${shown.length} new ${shown.length === 1 ? 'finding' : 'findings'} in the diff. [The whole report](${url})`;
  const posted = await createReview(head, follow, shown, client, notes);
  return { url, notes: posted.notes };
}

/** One bad line makes GitHub refuse a whole review, without saying which: then the body goes alone. */
async function createReview(
  head: string,
  body: string,
  commented: readonly CommentedFinding[],
  client: GitHubClient,
  notes: readonly string[],
): Promise<Posted> {
  try {
    const { url } = await client.createReview(
      head,
      body,
      commented.map(({ comment }) => comment),
    );
    return { url, notes };
  } catch (error) {
    if (commented.length === 0 || !(error instanceof GitHubFailure) || !/\b422\b/.test(error.message))
      throw error;
    const { url } = await client.createReview(head, body, []);
    return {
      url,
      notes: [...notes, `The inline comments were refused, so the review has none. ${error.message}`],
    };
  }
}

function composeBody({ report, answers, marker, memory, whereabouts }: Posting): string {
  const state = memory === null ? null : packMemory(memory, stateLimit);
  const around = [renderAnswers(answers), state].filter((part) => part !== null);
  const rest = bodyLimit - marker.length - around.join('').length - 16;
  return [marker, renderComment(report, rest, whereabouts), ...around].join('\n\n');
}

/** The reason of a failure that GitHub caused; a bug of ours goes on. */
function reasonOf(error: unknown): string {
  if (error instanceof GitHubFailure) return error.message;
  throw error;
}
