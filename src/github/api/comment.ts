import { type Account, accountOf } from './account.ts';

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

/** Reads what the REST API says of one. */
export const commentOf = (raw: RawComment): Comment => ({
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
