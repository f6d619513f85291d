import { type Account, accountOf, isAppLogin } from './account.ts';
import { changeReaction, type Edit, type Reaction, readEdits, readReactions } from './comment-nodes.ts';
import { createOctokit, type RepositoryOptions } from './octokit.ts';
import { asFailure } from './requests.ts';

/** A pull request as it is now, which may be later than the event's payload. */
export interface PullRequestState {
  readonly headSha: string;
  readonly isOpen: boolean;
  readonly labels: readonly string[];
}

/** A comment in the conversation, an inline comment, or the body of a review; ids count up within each of these. */
export interface Comment {
  readonly id: number;
  /** For the GraphQL API; null where the server gives none. */
  readonly nodeId: string | null;
  readonly author: Account;
  readonly body: string;
  readonly url: string;
  /** ISO 8601, by GitHub's clock. */
  readonly createdAt: string;
  /** The same of the last change; null where the server does not tell. */
  readonly updatedAt: string | null;
  /** Whether its author belongs to the repository in some way, as far as is known without asking. */
  readonly isInsider: boolean;
  /** Of an answer in a thread, the id of the thread's first comment; null for every other comment. */
  readonly answers: number | null;
}

/** A thread of inline comments, by its first one. */
export interface Thread {
  /** Node id for the GraphQL API. */
  readonly id: string;
  readonly isResolved: boolean;
  /** The numeric id of the first comment. */
  readonly commentId: number;
  readonly author: Account;
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
 * What we ask of GitHub about one pull request. Every method rejects with a `GitHubFailure` only.
 */
export interface GitHubClient {
  readPullRequest(): Promise<PullRequestState>;
  /** Whom our token writes as. */
  readViewer(): Promise<Account>;
  /** What somebody may do in the repository, custom roles counted as what they are made of. */
  readPermission(login: string): Promise<Permission>;
  listComments(): Promise<Comment[]>;
  listInlineComments(): Promise<Comment[]>;
  /** The last edit of each comment by its node id: null where there was none; without an entry where GitHub does not tell. */
  readEdits(nodeIds: readonly string[]): Promise<ReadonlyMap<string, Edit | null>>;
  /** Our own reactions to each comment by its node id; without an entry where GitHub does not tell. */
  readReactions(nodeIds: readonly string[]): Promise<ReadonlyMap<string, readonly Reaction[]>>;
  addReaction(nodeId: string, reaction: Reaction): Promise<void>;
  removeReaction(nodeId: string, reaction: Reaction): Promise<void>;
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

/** From the least to the most. */
export const permissions = ['none', 'write', 'maintain', 'admin'] as const;
/** See {@link permissions}; who may only read or triage has `none`. */
export type Permission = (typeof permissions)[number];

/** Whose pull request, and as whom to ask. */
export interface ClientOptions extends RepositoryOptions {
  readonly pullNumber: number;
}

/** Makes a client for one pull request. */
export async function createGitHubClient(options: ClientOptions): Promise<GitHubClient> {
  const { octokit, owner, repo } = await createOctokit(options);
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
      return { login: viewer.login, isApp: isAppLogin(viewer.login) || isInstallationToken(options.token) };
    },
    async readPermission(username) {
      const { data } = await rest.repos.getCollaboratorPermissionLevel({ owner, repo, username });
      if (data.permission === 'admin') return 'admin';
      if (data.role_name === 'maintain' || data.user?.permissions?.maintain) return 'maintain';
      return data.permission === 'write' ? 'write' : 'none';
    },
    async listComments() {
      return (await octokit.paginate(rest.issues.listComments, { ...issue, per_page: 100 })).map(commentOf);
    },
    async listInlineComments() {
      const comments = await octokit.paginate(rest.pulls.listReviewComments, { ...pull, per_page: 100 });
      return comments.map(commentOf);
    },
    readEdits: (nodeIds) => readEdits(nodeIds, octokit.graphql),
    readReactions: (nodeIds) => readReactions(nodeIds, octokit.graphql),
    addReaction: (nodeId, reaction) => changeReaction('addReaction', nodeId, reaction, octokit.graphql),
    removeReaction: (nodeId, reaction) => changeReaction('removeReaction', nodeId, reaction, octokit.graphql),
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
    (...args: Args): Promise<Result> =>
      asFailure(() => call(...args));
  const guarded = Object.entries(client).map(([name, call]) => [name, guard(call)]);
  return Object.fromEntries(guarded) as GitHubClient;
}

interface RawComment {
  readonly id: number;
  readonly node_id?: string;
  readonly user: { readonly login: string; readonly type?: string } | null;
  readonly body?: string | null;
  readonly html_url: string;
  readonly created_at?: string;
  readonly updated_at?: string;
  readonly submitted_at?: string;
  readonly author_association?: string;
  readonly in_reply_to_id?: number | undefined;
}

const commentOf = (raw: RawComment): Comment => ({
  id: raw.id,
  nodeId: raw.node_id ?? null,
  author: accountOf(raw.user?.login, raw.user?.type),
  body: raw.body ?? '',
  url: raw.html_url,
  createdAt: raw.created_at ?? raw.submitted_at ?? '',
  updatedAt: raw.updated_at ?? null,
  isInsider: ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(raw.author_association ?? ''),
  answers: raw.in_reply_to_id ?? null,
});

/** GitHub's documentation, "About authentication to GitHub": the prefix of an app's token. */
const isInstallationToken = (token: string): boolean => token.startsWith('ghs_');

const threadQuery = `query($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) {
    reviewThreads(first: 100, after: $after) {
      nodes { id isResolved comments(first: 1) { nodes { databaseId body author { login __typename } } } }
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
      readonly author: { readonly login: string; readonly __typename?: string } | null;
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
    // The server of an enterprise may not say the type, and then the name has to do.
    author: { ...accountOf(first.author?.login), isApp: (first.author?.__typename ?? 'Bot') === 'Bot' },
    body: first.body,
  }));
