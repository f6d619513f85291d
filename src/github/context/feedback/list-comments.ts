import * as z from 'zod';
import { accountOf } from '../../api/account.ts';
import { createOctokit, type RepositoryOptions } from '../../api/octokit.ts';
import { bodyOf, isInsider, type ToldFeedback, type ToldThread } from './told-feedback.ts';

/** So many pages of each are read. */
const mostPages = 5;
const pageSize = 100;

const text = z.string().nullish();
const line = z.int().min(1).nullish().catch(null);
const said = {
  body: text,
  html_url: text,
  author_association: text,
  user: z.object({ login: z.string(), type: z.string().optional() }).nullish(),
};

const commentsSchema = z.array(
  z.object({
    ...said,
    id: z.int(),
    in_reply_to_id: z.int().nullish(),
    created_at: text,
    path: text,
    line,
    start_line: line,
    original_line: line,
    original_start_line: line,
    side: z.string().nullish(),
    subject_type: z.string().nullish(),
  }),
);

const reviewsSchema = z.array(z.object({ ...said, state: z.string(), submitted_at: text, commit_id: text }));

type ListedComment = z.infer<typeof commentsSchema>[number];

/**
 * Lists inline comments and reviews by the REST API, for a server or a token that answers no GraphQL; which threads are resolved it does not
 * know.
 * @throws what octokit or the schema throws.
 */
export async function listComments(options: RepositoryOptions, number: number): Promise<ToldFeedback> {
  const { octokit, owner, repo } = await createOctokit(options);
  const pull = { owner, repo, pull_number: number, per_page: pageSize };
  const newest = { sort: 'created', direction: 'desc' } as const;
  const [comments, reviews] = await Promise.all([
    pages(commentsSchema, (page) => octokit.rest.pulls.listReviewComments({ ...pull, ...newest, page })),
    pages(reviewsSchema, (page) => octokit.rest.pulls.listReviews({ ...pull, page })),
  ]);
  return {
    threads: threadsOf(comments.all.toSorted((a, b) => a.id - b.id)),
    reviews: reviews.all.map((review) => ({
      ...commentOf(review, review.submitted_at),
      state: review.state,
      commit: review.commit_id ?? null,
    })),
    unread: comments.unread + reviews.unread,
  };
}

async function pages<Item>(
  schema: z.ZodType<Item[]>,
  ask: (page: number) => Promise<{ readonly data: unknown }>,
): Promise<{ readonly all: Item[]; readonly unread: number }> {
  const all: Item[] = [];
  for (let page = 1; page <= mostPages; page++) {
    const items = schema.parse((await ask(page)).data);
    all.push(...items);
    if (items.length < pageSize) return { all, unread: 0 };
  }
  // Nobody says how many are left.
  return { all, unread: 1 };
}

function threadsOf(comments: readonly ListedComment[]): ToldThread[] {
  const threads = new Map<number, ListedComment[]>();
  for (const comment of comments) {
    const first = comment.in_reply_to_id ?? comment.id;
    threads.set(first, [...(threads.get(first) ?? []), comment]);
  }
  return [...threads.values()].flatMap(([first, ...answers]): ToldThread[] => {
    if (first === undefined) return [];
    const endLine = first.line ?? first.original_line ?? null;
    return [
      {
        isResolved: null,
        // A comment on a whole file has no line at all.
        isOutdated: first.subject_type === 'file' ? null : first.line == null,
        path: first.path ?? null,
        startLine: (first.line == null ? first.original_start_line : first.start_line) ?? endLine,
        endLine,
        side: first.side === 'LEFT' ? 'old' : 'new',
        comments: [first, ...answers].map((comment) => commentOf(comment, comment.created_at)),
      },
    ];
  });
}

const commentOf = (
  { user, author_association, html_url, body }: Pick<ListedComment, keyof typeof said>,
  at: string | null | undefined,
) => ({
  author: accountOf(user?.login, user?.type),
  isInsider: isInsider(author_association),
  at: at ?? null,
  url: html_url ?? null,
  body: bodyOf(body),
});
