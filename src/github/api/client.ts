import { createOctokit, type RepositoryOptions } from './octokit.ts';
import { describeFailure, GitHubFailure } from './requests.ts';

/** A pull request as it is now, which may be later than the event's payload. */
export interface PullRequestState {
  readonly headSha: string;
  readonly isOpen: boolean;
  readonly labels: readonly string[];
}

/** A comment in the conversation, or the body of a review. */
export interface Comment {
  readonly id: number;
  readonly author: string;
  readonly body: string;
  readonly url: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** A thread of inline comments, by its first one. */
export interface Thread {
  /** Node id for the GraphQL API. */
  readonly id: string;
  readonly isResolved: boolean;
  /** The numeric id of the first comment. */
  readonly commentId: number;
  readonly author: string;
  readonly body: string;
}

/** An inline comment to post; lines of one hunk, `startLine` before `line` or absent. */
export interface InlineComment {
  readonly path: string;
  readonly line: number;
  readonly startLine: number | null;
  readonly side: 'LEFT' | 'RIGHT';
  readonly body: string;
}

/**
 * What we ask of GitHub about one pull request. Every method rejects with a {@link GitHubFailure} only.
 */
export interface GitHubClient {
  readPullRequest(): Promise<PullRequestState>;
  /** The login that our token writes as. */
  readViewer(): Promise<string>;
  /** `admin`, `maintain`, `write`, `triage`, `read` or `none`. */
  readPermission(login: string): Promise<string>;
  listComments(): Promise<Comment[]>;
  createComment(body: string): Promise<Comment>;
  updateComment(id: number, body: string): Promise<Comment>;
  listReviews(): Promise<Comment[]>;
  /** Posts a review of event COMMENT, which neither approves nor blocks. */
  createReview(commit: string, body: string, comments: readonly InlineComment[]): Promise<Comment>;
  updateReview(id: number, body: string): Promise<Comment>;
  listThreads(): Promise<Thread[]>;
  updateReviewComment(id: number, body: string): Promise<void>;
  resolveThread(id: string): Promise<void>;
}

/** Whose pull request, and as whom to ask. */
export interface ClientOptions extends RepositoryOptions {
  readonly pullNumber: number;
}

/** Makes a client for one pull request. */
export function createGitHubClient(options: ClientOptions): GitHubClient {
  const { octokit, owner, repo } = createOctokit(options);
  const { pullNumber } = options;
  const pull = { owner, repo, pull_number: pullNumber };
  const issue = { owner, repo, issue_number: pullNumber };
  const { rest } = octokit;

  return rejectWithFailures({
    async readPullRequest() {
      const { data } = await rest.pulls.get(pull);
      return {
        headSha: data.head.sha,
        isOpen: data.state === 'open',
        labels: data.labels.map(({ name }) => name),
      };
    },
    async readViewer() {
      // The token of a workflow may not read /user, but may ask who it is this way.
      const { viewer } = await octokit.graphql<{ viewer: { login: string } }>('query { viewer { login } }');
      return viewer.login;
    },
    async readPermission(username) {
      const { data } = await rest.repos.getCollaboratorPermissionLevel({ owner, repo, username });
      return data.role_name ?? data.permission;
    },
    async listComments() {
      return (await octokit.paginate(rest.issues.listComments, { ...issue, per_page: 100 })).map(commentOf);
    },
    createComment: async (body) => commentOf((await rest.issues.createComment({ ...issue, body })).data),
    updateComment: async (id, body) =>
      commentOf((await rest.issues.updateComment({ owner, repo, comment_id: id, body })).data),
    async listReviews() {
      return (await octokit.paginate(rest.pulls.listReviews, { ...pull, per_page: 100 })).map(commentOf);
    },
    async createReview(commit, body, comments) {
      const { data } = await rest.pulls.createReview({
        ...pull,
        commit_id: commit,
        event: 'COMMENT',
        body,
        comments: comments.map((comment) => ({
          path: comment.path,
          body: comment.body,
          line: comment.line,
          side: comment.side,
          ...(comment.startLine !== null && { start_line: comment.startLine, start_side: comment.side }),
        })),
      });
      return commentOf(data);
    },
    updateReview: async (id, body) =>
      commentOf((await rest.pulls.updateReview({ ...pull, review_id: id, body })).data),
    async listThreads() {
      const threads: Thread[] = [];
      for (let after: string | null = null; ; ) {
        const page: ThreadPage = await octokit.graphql<ThreadPage>(threadQuery, {
          owner,
          repo,
          number: pullNumber,
          after,
        });
        const { nodes, pageInfo } = page.repository.pullRequest.reviewThreads;
        threads.push(...nodes.flatMap(threadOf));
        if (!pageInfo.hasNextPage) return threads;
        after = pageInfo.endCursor;
      }
    },
    async updateReviewComment(id, body) {
      await rest.pulls.updateReviewComment({ owner, repo, comment_id: id, body });
    },
    async resolveThread(id) {
      await octokit.graphql(
        'mutation($id: ID!) { resolveReviewThread(input: {threadId: $id}) { thread { id } } }',
        { id },
      );
    },
  });
}

function rejectWithFailures(client: GitHubClient): GitHubClient {
  const guard =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      try {
        return await call(...args);
      } catch (error) {
        throw new GitHubFailure(describeFailure(error), { cause: error });
      }
    };
  return {
    readPullRequest: guard(client.readPullRequest),
    readViewer: guard(client.readViewer),
    readPermission: guard(client.readPermission),
    listComments: guard(client.listComments),
    createComment: guard(client.createComment),
    updateComment: guard(client.updateComment),
    listReviews: guard(client.listReviews),
    createReview: guard(client.createReview),
    updateReview: guard(client.updateReview),
    listThreads: guard(client.listThreads),
    updateReviewComment: guard(client.updateReviewComment),
    resolveThread: guard(client.resolveThread),
  };
}

interface RawComment {
  readonly id: number;
  readonly user: { readonly login: string } | null;
  readonly body?: string | null;
  readonly html_url: string;
  readonly created_at?: string;
  readonly submitted_at?: string;
}

const commentOf = (raw: RawComment): Comment => ({
  id: raw.id,
  author: raw.user?.login ?? 'ghost',
  body: raw.body ?? '',
  url: raw.html_url,
  createdAt: raw.created_at ?? raw.submitted_at ?? '',
});

const threadQuery = `query($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) {
    reviewThreads(first: 100, after: $after) {
      nodes { id isResolved comments(first: 1) { nodes { databaseId body author { login } } } }
      pageInfo { hasNextPage endCursor }
    }
  } }
}`;

interface RawThread {
  readonly id: string;
  readonly isResolved: boolean;
  readonly comments: {
    readonly nodes: readonly {
      readonly databaseId: number;
      readonly body: string;
      readonly author: { readonly login: string } | null;
    }[];
  };
}

interface ThreadPage {
  readonly repository: {
    readonly pullRequest: {
      readonly reviewThreads: {
        readonly nodes: readonly RawThread[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      };
    };
  };
}

const threadOf = ({ id, isResolved, comments }: RawThread): Thread[] =>
  comments.nodes.slice(0, 1).map((first) => ({
    id,
    isResolved,
    commentId: first.databaseId,
    author: first.author?.login ?? 'ghost',
    body: first.body,
  }));
