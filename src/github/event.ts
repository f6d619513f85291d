import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { PullRequestFacts } from '../change/change.ts';
import { UserError } from '../errors.ts';

/** What the workflow's event asks to be reviewed; revisions are null where the event names none. */
export interface EventFacts {
  /** `pull_request`, `push`, … */
  readonly name: string;
  /** `opened`, `synchronize`, … or null. */
  readonly action: string | null;
  readonly pullRequest: PullRequestFacts | null;
  readonly base: string | null;
  readonly head: string | null;
  readonly branch: string | null;
  /** The head comes from another repository, so secrets are absent. */
  readonly isFork: boolean;
  readonly isDraft: boolean;
}

const repository = z.object({ full_name: z.string() }).nullable();

const pullRequestPayload = z.object({
  action: z.string().optional(),
  pull_request: z.object({
    number: z.int(),
    title: z.string(),
    body: z.string().nullish(),
    html_url: z.string(),
    draft: z.boolean().optional(),
    user: z.object({ login: z.string() }).nullish(),
    head: z.object({ sha: z.string(), ref: z.string(), repo: repository.optional() }),
    base: z.object({ sha: z.string(), ref: z.string(), repo: repository.optional() }),
  }),
});
const mergeGroupPayload = z.object({
  action: z.string().optional(),
  merge_group: z.object({ head_sha: z.string(), base_sha: z.string(), head_ref: z.string() }),
});
const pushPayload = z.object({ before: z.string(), after: z.string(), ref: z.string() });

/** `before` of a push that created its branch. */
const noCommit = /^0+$/;

/**
 * Reads the event that started the workflow from the runner's environment. The head is the payload's, never `GITHUB_SHA`,
 * which is a merge commit for pull requests (GitHub's documentation of workflow events).
 * @throws {UserError} outside a workflow, or when the payload lacks what its event must have.
 */
export async function readEvent(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<EventFacts> {
  const name = environment.GITHUB_EVENT_NAME;
  const path = environment.GITHUB_EVENT_PATH;
  if (!name || !path) {
    throw new UserError(
      'GITHUB_EVENT_NAME and GITHUB_EVENT_PATH are not set: this is the action of a GitHub workflow. Outside one, run dist/cli.js.',
    );
  }
  const payload: unknown = JSON.parse(await readFile(path, 'utf8'));
  return eventFacts(name, payload, environment.GITHUB_SHA ?? null);
}

/** See {@link readEvent}; `sha` is `GITHUB_SHA`. */
export function eventFacts(name: string, payload: unknown, sha: string | null): EventFacts {
  switch (name) {
    case 'pull_request':
    case 'pull_request_target':
    case 'pull_request_review':
      return pullRequestEvent(name, parsePayload(pullRequestPayload, payload, name));
    case 'merge_group': {
      const { action, merge_group: group } = parsePayload(mergeGroupPayload, payload, name);
      return {
        ...plainEvent(name),
        action: action ?? null,
        base: group.base_sha,
        head: group.head_sha,
        branch: shortRef(group.head_ref),
      };
    }
    case 'push': {
      const { before, after, ref } = parsePayload(pushPayload, payload, name);
      return {
        ...plainEvent(name),
        base: noCommit.test(before) ? null : before,
        head: after,
        branch: shortRef(ref),
      };
    }
    default:
      return { ...plainEvent(name), head: sha };
  }
}

function pullRequestEvent(
  name: string,
  { action, pull_request: pull }: z.infer<typeof pullRequestPayload>,
): EventFacts {
  return {
    name,
    action: action ?? null,
    pullRequest: {
      number: pull.number,
      title: pull.title,
      body: pull.body ?? '',
      author: pull.user?.login ?? 'ghost',
      url: pull.html_url,
    },
    base: pull.base.sha,
    head: pull.head.sha,
    branch: pull.head.ref,
    isFork: pull.head.repo?.full_name !== pull.base.repo?.full_name,
    isDraft: pull.draft ?? false,
  };
}

function plainEvent(name: string): EventFacts {
  return {
    name,
    action: null,
    pullRequest: null,
    base: null,
    head: null,
    branch: null,
    isFork: false,
    isDraft: false,
  };
}

const shortRef = (ref: string) => ref.replace(/^refs\/(heads|tags)\//, '');

function parsePayload<T>(schema: z.ZodType<T>, payload: unknown, name: string): T {
  const result = schema.safeParse(payload);
  if (result.success) return result.data;
  throw new UserError(
    `The payload of the event "${name}" is not what GitHub documents:\n${z.prettifyError(result.error)}`,
  );
}
