import { createHash } from 'node:crypto';
import type { Account } from '../../src/github/api/account.ts';
import type { ArtifactStore, StoredArtifact, WorkflowRun } from '../../src/github/api/artifacts.ts';
import type {
  GitHubClient,
  InlineComment,
  Permission,
  PullRequestState,
} from '../../src/github/api/client.ts';
import type { Comment } from '../../src/github/api/comment.ts';
import type { Edit, Reaction } from '../../src/github/api/comment-nodes.ts';
import { GitHubFailure } from '../../src/github/api/requests.ts';
import type { Thread } from '../../src/github/api/threads.ts';
import { memoryFile } from '../../src/github/rounds/artifact-memory.ts';

/** What can be asked of GitHub, as the names of faults. */
export type Request = keyof GitHubClient | keyof ArtifactStore;

/** An artifact as it is kept, with its one file. */
export interface KeptArtifact extends StoredArtifact {
  readonly name: string;
  text: string;
}

/** Our own account, as REST names it. */
export const ours: Account = { login: 'github-actions[bot]', isApp: true };
/** A person. */
export const person = (login: string): Account => ({ login, isApp: false });

/** GitHub with one pull request, in memory: what one run of the action leaves is there for the next. */
export class FakeGitHub implements GitHubClient, ArtifactStore {
  headSha = 'a'.repeat(40);
  readonly comments: Comment[] = [];
  readonly inlineComments: Comment[] = [];
  readonly reviews: Comment[] = [];
  readonly threads: Thread[] = [];
  readonly artifacts: KeptArtifact[] = [];
  readonly runs = new Map<number, WorkflowRun>();
  readonly permissions: Record<string, Permission> = {};
  /** Requests that fail now, and how. */
  readonly faults = new Map<Request, GitHubFailure>();
  readonly asked: Request[] = [];
  /** The editor of each comment that was edited, by node id. */
  readonly edits = new Map<string, Edit>();
  /** Our own reactions to each comment, by node id. */
  readonly reactions = new Map<string, readonly Reaction[]>();
  /** Milliseconds since the epoch. */
  time = Date.parse('2026-04-01T00:00:00Z');
  #id = 100;

  /** Somebody says something. */
  say(
    author: Account,
    body: string,
    list: Comment[] = this.comments,
    answers: number | null = null,
  ): Comment {
    const id = ++this.#id;
    const comment = {
      id,
      nodeId: `N${id}`,
      author,
      body,
      url: `https://github.com/acme/queue/pull/7#${id}`,
      createdAt: new Date(++this.time).toISOString(),
      updatedAt: new Date(this.time).toISOString(),
      isInsider: false,
      answers,
    };
    list.push(comment);
    return comment;
  }

  /** Somebody changes what was said. */
  edit(editor: Account, id: number, body: string): void {
    for (const list of [this.comments, this.reviews, this.inlineComments]) {
      const index = list.findIndex((comment) => comment.id === id);
      const known = list[index];
      if (known === undefined) continue;
      list[index] = { ...known, body, updatedAt: new Date(++this.time).toISOString() };
      this.edits.set(known.nodeId ?? '', { editor });
    }
  }

  /** The id of a run that begins. */
  startRun = (): number => ++this.#id;

  /** A run of a workflow uploads a file; without a run it is one of ours on the pull request's branch. */
  upload(
    name: string,
    text: string,
    run: Partial<WorkflowRun> = {},
    runId: number = this.startRun(),
  ): KeptArtifact {
    this.runs.set(runId, {
      path: '.github/workflows/review.yml',
      event: 'pull_request',
      repository: 'acme/queue',
      headSha: this.headSha,
      ...run,
    });
    const artifact = {
      id: ++this.#id,
      name,
      text,
      size: text.length,
      isExpired: false,
      digest: createHash('sha256').update(text).digest('hex'),
      runId,
    };
    this.artifacts.push(artifact);
    return artifact;
  }

  #ask<T>(request: Request, answer: () => T): Promise<T> {
    this.asked.push(request);
    const fault = this.faults.get(request);
    return fault === undefined ? Promise.resolve(answer()) : Promise.reject(fault);
  }

  readPullRequest = (): Promise<PullRequestState> =>
    this.#ask('readPullRequest', () => ({ headSha: this.headSha, isOpen: true, labels: [] }));
  readViewer = () => this.#ask('readViewer', () => ({ login: 'github-actions', isApp: true }));
  readPermission = (login: string) => this.#ask('readPermission', () => this.permissions[login] ?? 'none');
  listComments = () => this.#ask('listComments', () => [...this.comments]);
  listInlineComments = () => this.#ask('listInlineComments', () => [...this.inlineComments]);
  listReviews = () => this.#ask('listReviews', () => [...this.reviews]);
  listThreads = () => this.#ask('listThreads', () => [...this.threads]);
  readEdits = (ids: readonly string[]) =>
    this.#ask('readEdits', () => new Map(ids.map((id) => [id, this.edits.get(id) ?? null])));
  readReactions = (ids: readonly string[]) =>
    this.#ask('readReactions', () => new Map(ids.map((id) => [id, this.reactions.get(id) ?? []])));
  addReaction = (id: string, reaction: Reaction) =>
    this.#ask(
      'addReaction',
      () => void this.reactions.set(id, [...(this.reactions.get(id) ?? []), reaction]),
    );
  removeReaction = (id: string, reaction: Reaction) =>
    this.#ask(
      'removeReaction',
      () =>
        void this.reactions.set(
          id,
          (this.reactions.get(id) ?? []).filter((one) => one !== reaction),
        ),
    );
  createComment = (body: string) => this.#ask('createComment', () => this.say(ours, body));
  updateComment = (id: number, body: string) =>
    this.#ask('updateComment', () => this.#change(this.comments, id, body));
  updateReview = (id: number, body: string) =>
    this.#ask('updateReview', () => this.#change(this.reviews, id, body));
  createReview = (_: string, body: string, inline: readonly InlineComment[]) =>
    this.#ask('createReview', () => {
      for (const { body: text } of inline) {
        const { id } = this.say(ours, text, this.inlineComments);
        this.threads.push({ id: `T${id}`, isResolved: false, commentId: id, author: ours, body: text });
      }
      return this.say(ours, body, this.reviews);
    });
  updateReviewComment = (id: number, body: string) =>
    this.#ask('updateReviewComment', () => {
      this.#change(this.inlineComments, id, body);
      this.#replaceThread((thread) => thread.commentId === id, { body });
    });
  resolveThread = (id: string) =>
    this.#ask('resolveThread', () => this.#replaceThread((thread) => thread.id === id, { isResolved: true }));

  list = (name: string) =>
    this.#ask('list', () =>
      this.artifacts.filter((one) => one.name === name).toSorted((a, b) => b.id - a.id),
    );
  readRun = (id: number) => this.#ask('readRun', () => this.runs.get(id) ?? null);
  readFile = ({ id, digest }: StoredArtifact, file: string) =>
    this.#ask('readFile', () => {
      const text = this.artifacts.find((artifact) => artifact.id === id)?.text ?? null;
      const isWhole = text !== null && createHash('sha256').update(text).digest('hex') === digest;
      return isWhole && file === memoryFile ? text : null;
    });

  #change(list: Comment[], id: number, body: string): Comment {
    this.edit(ours, id, body);
    const changed = list.find((comment) => comment.id === id);
    if (changed === undefined) throw new GitHubFailure('GitHub does not know it (404).', 'absent');
    return changed;
  }

  #replaceThread(isMeant: (thread: Thread) => boolean, changes: Partial<Thread>): void {
    const index = this.threads.findIndex(isMeant);
    const known = this.threads[index];
    if (known !== undefined) this.threads[index] = { ...known, ...changes };
  }
}

/** GitHub does not answer. */
export const outage = new GitHubFailure('GitHub answered 503: as told.');
/** The token may not. */
export const forbidden = new GitHubFailure('The token may not do this (403).', 'forbidden');
