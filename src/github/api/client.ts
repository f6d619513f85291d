import { type Account, isAppLogin } from './account.ts';
import { type Comment, commentOf } from './comment.ts';
import { changeReaction, type Edit, type Reaction, readEdits, readReactions } from './comment-nodes.ts';
import { createOctokit, type RepositoryOptions } from './octokit.ts';
import { asFailure } from './requests.ts';
import { listThreads, resolveThread, type Thread } from './threads.ts';

/** A pull request as it is now, which may be later than the event's payload. */
export interface PullRequestState {
  readonly headSha: string;
  readonly isOpen: boolean;
  readonly labels: readonly string[];
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
    listThreads: () => listThreads({ owner, repo, number: pullNumber }, octokit.graphql),
    async updateReviewComment(id, body) {
      await rest.pulls.updateReviewComment({ owner, repo, comment_id: id, body });
    },
    resolveThread: (id) => resolveThread(id, octokit.graphql),
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

/** GitHub's documentation, "About authentication to GitHub": the prefix of an app's token. */
const isInstallationToken = (token: string): boolean => token.startsWith('ghs_');
