import { type Account, accountOf } from './account.ts';
import type { Ask } from './comment-nodes.ts';

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

/** All threads of a pull request, whoever began them. */
export async function listThreads(
  pull: { readonly owner: string; readonly repo: string; readonly number: number },
  ask: Ask,
): Promise<Thread[]> {
  const threads: Thread[] = [];
  for (let after: string | null = null; ; ) {
    const page: ThreadPage = await ask<ThreadPage>(threadQuery, { ...pull, after });
    const { nodes, pageInfo } = page.repository.pullRequest.reviewThreads;
    threads.push(...nodes.flatMap(threadOf));
    if (!pageInfo.hasNextPage) return threads;
    after = pageInfo.endCursor;
  }
}

const resolution = 'mutation($id: ID!) { resolveReviewThread(input: {threadId: $id}) { thread { id } } }';

/** @param id the thread's node id. */
export async function resolveThread(id: string, ask: Ask): Promise<void> {
  await ask(resolution, { id });
}

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
