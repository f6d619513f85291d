import * as z from 'zod';
import { accountOf } from '../../api/account.ts';
import { createOctokit, type RepositoryOptions } from '../../api/octokit.ts';
import { bodyOf, isInsider, type ToldComment, type ToldFeedback, type ToldThread } from './told-feedback.ts';

/** So many pages of threads are read, the newest first; a page of comments can be large. */
const mostPages = 10;

const threadsQuery = `query($owner: String!, $repo: String!, $number: Int!, $before: String) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) {
    reviewThreads(last: 50, before: $before) {
      totalCount
      nodes {
        isResolved isOutdated path line startLine originalLine originalStartLine diffSide
        comments(first: 20) { nodes { body createdAt url authorAssociation isMinimized author { login __typename } } }
      }
      pageInfo { hasPreviousPage startCursor }
    }
  } }
}`;

const reviewsQuery = `query($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) {
    reviews(last: 100) {
      totalCount
      nodes { body state submittedAt url authorAssociation commit { oid } author { login __typename } }
    }
  } }
}`;

const text = z.string().nullish();
const line = z.int().min(1).nullish().catch(null);
const said = {
  body: text,
  url: text,
  authorAssociation: text,
  author: z.object({ login: z.string(), __typename: z.string().optional() }).nullish(),
};

const threadSchema = z.object({
  isResolved: z.boolean(),
  isOutdated: z.boolean().nullish(),
  path: text,
  line,
  startLine: line,
  originalLine: line,
  originalStartLine: line,
  diffSide: z.string().nullish(),
  comments: z.object({
    nodes: z.array(z.object({ ...said, createdAt: text, isMinimized: z.boolean().nullish() }).nullable()),
  }),
});

const reviewSchema = z.object({
  ...said,
  state: z.string(),
  submittedAt: text,
  commit: z.object({ oid: z.string() }).nullish(),
});

const connection = <Node extends z.ZodType>(name: string, node: Node) =>
  z.object({
    repository: z.object({
      pullRequest: z.object({
        [name]: z.object({
          totalCount: z.int().min(0).catch(0),
          nodes: z.array(node.nullable()),
          pageInfo: z.object({ hasPreviousPage: z.boolean().catch(false), startCursor: text }).nullish(),
        }),
      }),
    }),
  });

const threadsAnswer = connection('reviewThreads', threadSchema);
const reviewsAnswer = connection('reviews', reviewSchema);

/**
 * Asks GitHub's GraphQL API for threads and reviews of a pull request: it alone knows which threads are resolved.
 * @throws what octokit or the schema throws.
 */
export async function askThreads(options: RepositoryOptions, number: number): Promise<ToldFeedback> {
  const { octokit, owner, repo } = await createOctokit(options);
  const pull = { owner, repo, number };
  const threads: ToldThread[] = [];
  let [seen, total] = [0, 0];
  for (let [page, before] = [0, null as string | null]; page < mostPages; page++) {
    const answer = threadsAnswer.parse(await octokit.graphql(threadsQuery, { ...pull, before }));
    const listed = answer.repository.pullRequest.reviewThreads;
    if (listed === undefined) break;
    threads.unshift(...listed.nodes.flatMap((node) => (node === null ? [] : [threadOf(node)])));
    seen += listed.nodes.length;
    total = Math.max(seen, listed.totalCount);
    before = listed.pageInfo?.startCursor ?? null;
    if (!listed.pageInfo?.hasPreviousPage || before === null) break;
  }
  const answer = reviewsAnswer.parse(await octokit.graphql(reviewsQuery, pull));
  const reviews = answer.repository.pullRequest.reviews;
  return {
    threads,
    reviews: (reviews?.nodes ?? []).flatMap((node) =>
      node === null
        ? []
        : [{ ...commentOf(node, node.submittedAt), state: node.state, commit: node.commit?.oid ?? null }],
    ),
    unread: total - seen + Math.max(0, (reviews?.totalCount ?? 0) - (reviews?.nodes.length ?? 0)),
  };
}

function threadOf(thread: z.infer<typeof threadSchema>): ToldThread {
  const endLine = thread.line ?? thread.originalLine ?? null;
  return {
    isResolved: thread.isResolved,
    isOutdated: thread.isOutdated ?? null,
    path: thread.path ?? null,
    startLine: (thread.line == null ? thread.originalStartLine : thread.startLine) ?? endLine,
    endLine,
    side: thread.diffSide === 'LEFT' ? 'old' : 'new',
    comments: thread.comments.nodes.flatMap((node) =>
      // A maintainer hid it.
      node === null || node.isMinimized === true ? [] : [commentOf(node, node.createdAt)],
    ),
  };
}

/** The schemas of threads and reviews have this in common. */
type Told = { readonly [name in keyof typeof said]?: z.infer<(typeof said)[name]> };

const commentOf = (
  { author, authorAssociation, url, body }: Told,
  at: string | null | undefined,
): ToldComment => ({
  author: accountOf(author?.login, author?.__typename),
  isInsider: isInsider(authorAssociation),
  at: at ?? null,
  url: url ?? null,
  body: bodyOf(body),
});
