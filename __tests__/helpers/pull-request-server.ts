import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A comment as the server holds it. */
interface StoredComment {
  readonly id: number;
  readonly user: { login: string };
  body: string;
  readonly html_url: string;
  readonly created_at: string;
}

interface StoredThread {
  readonly id: string;
  isResolved: boolean;
  readonly comment: StoredComment & Record<string, unknown>;
}

/** One request that the server got. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** The parts of GitHub's API that concern one pull request, on loopback; state is open to tests. */
export class PullRequestServer implements AsyncDisposable {
  /** GraphQL leaves `[bot]` out, REST has it. */
  readonly viewer = 'github-actions[bot]';
  headSha: string;
  readonly comments: StoredComment[] = [];
  readonly reviews: StoredComment[] = [];
  readonly threads: StoredThread[] = [];
  readonly permissions: Record<string, string> = {};
  readonly calls: Call[] = [];
  /** `METHOD /path-prefix` → answers given instead, in turn; `hang` gives none. */
  readonly faults = new Map<
    string,
    ({ status: number; body?: object; headers?: Record<string, string> } | 'hang')[]
  >();
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

  #store(author: string, body: string, createdAt: string): StoredComment {
    const id = ++this.#id;
    return {
      id,
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
    const fault = faults?.shift();
    if (fault === 'hang') return;
    const { status, body, headers } = fault ?? this.#route(call);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body ?? { message: 'as told' }));
  }

  #route({ method, path, body }: Call): { status: number; body?: object; headers?: Record<string, string> } {
    const given = (body ?? {}) as {
      body: string;
      comments?: Record<string, unknown>[];
      query?: string;
      variables?: { id?: string };
    };
    const where = path.replace('/repos/acme/queue', '').replace(/\?.*/, '');
    const id = Number(where.split('/').at(-1));
    const write = (comment: StoredComment | undefined) => {
      if (comment) comment.body = given.body;
      return comment ? { status: 200, body: comment } : { status: 404 };
    };
    if (given.query) return this.#graphql(given.query, given.variables?.id);
    if (method === 'GET' && where === '/pulls/7') return { status: 200, body: this.#pull() };
    if (method === 'GET' && where === '/pulls') return { status: 200, body: [this.#pull()] };
    if (method === 'GET' && where === '/issues/7/comments') return { status: 200, body: this.comments };
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
    if (where.startsWith('/collaborators/')) {
      const permission = this.permissions[where.split('/')[2] ?? ''] ?? 'read';
      return { status: 200, body: { permission, role_name: permission } };
    }
    return { status: 404 };
  }

  #pull() {
    return {
      number: 7,
      title: 'Retry failed jobs',
      body: null,
      html_url: 'https://github.com/acme/queue/pull/7',
      user: { login: 'ada' },
      state: 'open',
      draft: false,
      labels: [],
      head: { sha: this.headSha },
      base: { sha: 'b'.repeat(40) },
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
      this.threads.push({ id: `T${stored.id}`, isResolved: false, comment: stored });
    }
    return { status: 200, body: review };
  }

  #graphql(query: string, id: string | undefined) {
    const login = this.viewer.replace('[bot]', '');
    if (query.includes('viewer')) return { status: 200, body: { data: { viewer: { login } } } };
    if (query.startsWith('mutation')) {
      const thread = this.threads.find((candidate) => candidate.id === id);
      if (thread) thread.isResolved = true;
      return { status: 200, body: { data: { resolveReviewThread: { thread: { id } } } } };
    }
    const nodes = this.threads.map(({ id: node, isResolved, comment }) => ({
      id: node,
      isResolved,
      comments: { nodes: [{ databaseId: comment.id, body: comment.body, author: { login } }] },
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
