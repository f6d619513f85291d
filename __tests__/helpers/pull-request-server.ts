import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StoredArtifact } from './results-server.ts';

/** A comment as the server holds it. */
interface StoredComment {
  readonly id: number;
  readonly node_id: string;
  readonly user: { login: string };
  body: string;
  readonly html_url: string;
  readonly created_at: string;
}

interface StoredThread {
  readonly id: string;
  isResolved: boolean;
  isOutdated: boolean;
  readonly comment: StoredComment & Record<string, unknown>;
  readonly replies: StoredComment[];
}

/** One request that the server got. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** An answer that a test wants. */
export type Fault = { status: number; body?: object; headers?: Record<string, string> } | 'hang' | 'drop';

/** A run that uploaded the artifact of the same number. */
export interface WorkflowRun {
  readonly artifactId: number;
  readonly path: string;
  readonly event: string;
  readonly branch: string;
  /** `owner/name` of the head. */
  readonly repository: string;
}

/** The repository of the pull request. */
export const repositoryName = 'acme/queue';

/** The parts of GitHub's API that concern one pull request, on loopback; state is open to tests. */
export class PullRequestServer implements AsyncDisposable {
  /** GraphQL leaves `[bot]` out, REST has it. */
  readonly viewer = 'github-actions[bot]';
  headSha: string;
  baseSha = 'b'.repeat(40);
  baseBranch = 'main';
  readonly comments: StoredComment[] = [];
  readonly reviews: (StoredComment & { state?: string })[] = [];
  readonly threads: StoredThread[] = [];
  /** Our own, each as node id and content. */
  readonly reactions = new Set<string>();
  readonly permissions: Record<string, string> = {};
  readonly calls: Call[] = [];
  /** `METHOD /path-prefix` → answers given instead, in turn; `hang` gives none, `drop` ends the connection. */
  readonly faults = new Map<string, Fault[]>();
  /** Given instead of every answer. */
  fault: Fault | null = null;
  /** What the token may do; a refusal says so as GitHub does. */
  grant: 'none' | 'read' | 'write' = 'write';
  /** Issues that the pull request closes; null where the token may not know. */
  linkedIssues: readonly object[] | null = [];
  labels: string[] = [];
  isDraft = false;
  state: 'open' | 'closed' = 'open';
  /** Earlier runs of workflows, and what they uploaded. */
  readonly runs: WorkflowRun[] = [];
  artifacts: readonly StoredArtifact[] = [];
  /** Where artifacts are downloaded from. */
  blobUrl = '';
  url = '';
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  #id = 0;

  private constructor(headSha: string) {
    this.headSha = headSha;
  }

  /** Starts a server with one open pull request, number 7 of acme/queue. */
  static async start(headSha: string): Promise<PullRequestServer> {
    const server = new PullRequestServer(headSha);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    server.url = `http://127.0.0.1:${(server.#server.address() as AddressInfo).port}`;
    return server;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Puts a comment there as if someone had written it. */
  addComment(author: string, body: string, createdAt = '2026-04-01T00:00:00Z'): StoredComment {
    const comment = this.#store(author, body, createdAt);
    this.comments.push(comment);
    return comment;
  }

  /** Opens a thread at lines of the diff as if someone had. */
  addThread(author: string, body: string, place: { path: string; line: number }): StoredThread {
    return this.#openThread({ ...this.#store(author, body, '2026-04-01T00:00:00Z'), ...place });
  }

  #openThread(comment: StoredThread['comment']): StoredThread {
    const thread = { id: `T${comment.id}`, isResolved: false, isOutdated: false, comment, replies: [] };
    this.threads.push(thread);
    return thread;
  }

  /** Answers in a thread as if someone had. */
  addReply(
    thread: StoredThread,
    author: string,
    body: string,
    createdAt = '2999-01-01T00:00:00Z',
  ): StoredComment {
    const { id: in_reply_to_id } = thread.comment;
    const reply = { ...this.#store(author, body, createdAt), in_reply_to_id };
    thread.replies.push(reply);
    return reply;
  }

  #store(author: string, body: string, createdAt: string): StoredComment {
    const id = ++this.#id;
    return {
      id,
      node_id: `N${id}`,
      user: { login: author },
      body,
      html_url: `https://github.com/acme/queue/pull/7#${id}`,
      created_at: createdAt,
    };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const call = {
      method: request.method ?? '',
      path: request.url ?? '',
      body: text === '' ? null : JSON.parse(text),
    };
    this.calls.push(call);
    const [, faults] =
      [...this.faults].find(([prefix]) => `${call.method} ${call.path}`.startsWith(prefix)) ?? [];
    const fault = faults?.shift() ?? this.fault;
    if (fault === 'hang') return;
    if (fault === 'drop') return void response.destroy();
    const { status, body, headers } = fault ?? this.#refuse(call) ?? this.#route(call);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body ?? { message: 'as told' }));
  }

  #refuse({ method, body }: Call): Exclude<Fault, string> | null {
    const query = (body as { query?: string } | null)?.query;
    if (query?.includes('viewer')) return null;
    const isWrite = query === undefined ? method !== 'GET' : query.startsWith('mutation');
    if (this.grant === 'write' || (this.grant === 'read' && !isWrite)) return null;
    const needed = isWrite ? 'write' : 'read';
    return {
      status: 403,
      body: { message: 'Resource not accessible by integration' },
      headers: { 'x-accepted-github-permissions': `pull_requests=${needed}` },
    };
  }

  #route({ method, path, body }: Call): { status: number; body?: object; headers?: Record<string, string> } {
    const given = (body ?? {}) as {
      body: string;
      comments?: Record<string, unknown>[];
      query?: string;
      variables?: { id?: string; ids?: string[]; reaction?: string };
    };
    const where = path.replace('/repos/acme/queue', '').replace(/\?.*/, '');
    const name = new URLSearchParams(path.split('?')[1]).get('name');
    const id = Number(where.split('/').at(-1));
    const write = (comment: StoredComment | undefined) => {
      if (comment) comment.body = given.body;
      return comment ? { status: 200, body: comment } : { status: 404 };
    };
    if (given.query) return this.#graphql(given.query, given.variables ?? {});
    if (method === 'GET' && where === '/pulls/7') return { status: 200, body: this.#pull() };
    if (method === 'GET' && where === '/pulls') return { status: 200, body: [this.#pull()] };
    if (method === 'GET' && where === '/issues/7/comments') return { status: 200, body: this.comments };
    if (method === 'GET' && where === '/pulls/7/comments')
      return { status: 200, body: this.threads.flatMap(({ comment, replies }) => [comment, ...replies]) };
    if (method === 'GET' && where === '/pulls/7/reviews') return { status: 200, body: this.reviews };
    if (method === 'POST' && where === '/issues/7/comments')
      return { status: 201, body: this.addComment(this.viewer, given.body) };
    if (method === 'PATCH' && where.startsWith('/issues/comments/'))
      return write(this.comments.find((comment) => comment.id === id));
    if (method === 'PUT' && where.startsWith('/pulls/7/reviews/'))
      return write(this.reviews.find((review) => review.id === id));
    if (method === 'PATCH' && where.startsWith('/pulls/comments/'))
      return write(this.threads.find(({ comment }) => comment.id === id)?.comment);
    if (method === 'POST' && where === '/pulls/7/reviews')
      return this.#review(given.body, given.comments ?? []);
    if (where.startsWith('/actions/')) return this.#actions(where, name);
    if (where.startsWith('/collaborators/')) {
      const permission = this.permissions[where.split('/')[2] ?? ''] ?? 'read';
      return { status: 200, body: { permission, role_name: permission } };
    }
    return { status: 404 };
  }

  #actions(where: string, wanted: string | null) {
    const [, kind, id, part] = /^\/actions\/(runs|artifacts)\/(\d+)(\/zip)?$/.exec(where) ?? [];
    const run = this.runs.find(({ artifactId }) => String(artifactId) === id);
    if (part) return { status: 302, headers: { location: `${this.blobUrl}blob/download?id=${id}` } };
    if (kind === 'runs' && run) {
      const { path, event, repository } = run;
      return { status: 200, body: { path, event, head_repository: { full_name: repository } } };
    }
    const named = this.artifacts.filter(({ name }) => wanted === null || name === wanted);
    const artifacts = named.flatMap(({ id: number, name, digest, zip }) => {
      const { artifactId, branch } = this.runs.find((each) => each.artifactId === number) ?? {};
      const workflow_run = { id: artifactId, head_branch: branch };
      return [{ id: number, name, digest, size_in_bytes: zip.length, expired: false, workflow_run }];
    });
    return { status: 200, body: { total_count: artifacts.length, artifacts: artifacts.reverse() } };
  }

  #pull() {
    return {
      number: 7,
      title: 'Retry failed jobs',
      body: null,
      html_url: 'https://github.com/acme/queue/pull/7',
      user: { login: 'ada' },
      state: this.state,
      draft: this.isDraft,
      labels: this.labels.map((name) => ({ name })),
      head: { sha: this.headSha, ref: 'feature' },
      base: { sha: this.baseSha, ref: this.baseBranch },
    };
  }

  #review(body: string, comments: readonly Record<string, unknown>[]) {
    const review = this.#store(this.viewer, body, '2026-04-01T00:00:00Z');
    this.reviews.push(review);
    for (const comment of comments) {
      const stored = {
        ...comment,
        ...this.#store(this.viewer, String(comment.body), '2026-04-01T00:00:00Z'),
      };
      this.#openThread(stored);
    }
    return { status: 200, body: review };
  }

  #graphql(
    query: string,
    { id, ids = [], reaction }: { id?: string; ids?: readonly string[]; reaction?: string },
  ) {
    if (query.includes('reactionGroups')) {
      const nodes = ids.map((node) => ({
        id: node,
        reactionGroups: ['THUMBS_UP', 'THUMBS_DOWN'].map((content) => ({
          content,
          viewerHasReacted: this.reactions.has(`${node} ${content}`),
        })),
      }));
      return { status: 200, body: { data: { nodes } } };
    }
    if (query.includes('lastEditedAt')) {
      const nodes = ids.map((node) => ({ id: node, lastEditedAt: null, editor: null }));
      return { status: 200, body: { data: { nodes } } };
    }
    if (query.includes('Reaction(')) {
      if (query.includes('addReaction')) this.reactions.add(`${id} ${reaction}`);
      else this.reactions.delete(`${id} ${reaction}`);
      return { status: 200, body: { data: {} } };
    }
    const login = this.viewer.replace('[bot]', '');
    if (query.includes('viewer')) return { status: 200, body: { data: { viewer: { login } } } };
    if (query.includes('closingIssuesReferences')) {
      const nodes = this.linkedIssues;
      if (nodes === null) return { status: 200, body: { errors: [{ message: 'Resource not accessible' }] } };
      const closing = { totalCount: nodes.length, nodes };
      const pullRequest = { closingIssuesReferences: closing };
      return { status: 200, body: { data: { repository: { pullRequest } } } };
    }
    if (query.startsWith('mutation')) {
      const thread = this.threads.find((candidate) => candidate.id === id);
      if (thread) thread.isResolved = true;
      return { status: 200, body: { data: { resolveReviewThread: { thread: { id } } } } };
    }
    if (query.includes('reviews(')) {
      const reviews = { totalCount: this.reviews.length, nodes: this.reviews.map(asNode) };
      return { status: 200, body: { data: { repository: { pullRequest: { reviews } } } } };
    }
    const isWhole = query.includes('isOutdated');
    const nodes = this.threads.map(({ id: node, isResolved, isOutdated, comment, replies }) => ({
      ...{ id: node, isResolved, isOutdated, path: comment.path, line: comment.line },
      comments: { nodes: (isWhole ? [comment, ...replies] : [comment]).map(asNode) },
    }));
    return {
      status: 200,
      body: {
        data: {
          repository: {
            pullRequest: { reviewThreads: { nodes, pageInfo: { hasNextPage: false, endCursor: null } } },
          },
        },
      },
    };
  }
}

/** A comment as GraphQL has it, which leaves out the `[bot]` of an app. */
const asNode = ({ id, body, user, html_url, created_at, ...rest }: StoredComment & { state?: string }) => ({
  ...rest,
  databaseId: id,
  body,
  url: html_url,
  createdAt: created_at,
  submittedAt: created_at,
  author: {
    login: user.login.replace('[bot]', ''),
    __typename: /\[bot\]$/.test(user.login) ? 'Bot' : 'User',
  },
});
