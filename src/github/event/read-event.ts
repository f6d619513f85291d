import { readFile } from 'node:fs/promises';
import { UserError } from '../../model/errors.ts';
import type { AskedEnds, EventFacts } from './event.ts';
import { eventKinds, readOther } from './event-kinds.ts';

/**
 * Reads the event that started the workflow from the runner's environment. The head is the payload's, never `GITHUB_SHA`,
 * which is a merge commit for pull requests (GitHub's documentation of workflow events).
 * @throws {UserError} outside a workflow, when the payload lacks what its event must have, or when the event asks for no review.
 */
export async function readEvent(
  environment: Readonly<Record<string, string | undefined>>,
  asked: AskedEnds,
): Promise<EventFacts> {
  const name = environment.GITHUB_EVENT_NAME;
  const path = environment.GITHUB_EVENT_PATH;
  if (!name || !path) {
    throw new UserError(
      'GITHUB_EVENT_NAME and GITHUB_EVENT_PATH are not set: this is the action of a GitHub workflow. Outside one, run dist/cli.js.',
    );
  }
  return eventFacts(name, await readPayload(path), environment.GITHUB_SHA ?? null, asked);
}

async function readPayload(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new UserError(
      `The event's file ${path} (GITHUB_EVENT_PATH) could not be read: ${(error as Error).message}. The runner writes it before the job: let no step change it, free space where the runner's disk is full, and run the job again.`,
    );
  }
}

/** See {@link readEvent}; `sha` is `GITHUB_SHA`. */
export function eventFacts(
  name: string,
  payload: unknown,
  sha: string | null,
  asked: AskedEnds = { base: null, head: null },
): EventFacts {
  const kind = Object.hasOwn(eventKinds, name) ? eventKinds[name] : undefined;
  return { ...nothingKnown, name, ...(kind?.read ?? readOther)({ name, payload, sha, asked }) };
}

const nothingKnown: Omit<EventFacts, 'name'> = {
  action: null,
  pullRequest: null,
  pullNumber: null,
  headLabel: null,
  base: null,
  baseBranch: null,
  head: null,
  branch: null,
  pushed: null,
  pullHead: null,
  pullBranch: null,
  labels: [],
  isFork: false,
  isDraft: false,
  isClosed: false,
  isCurrent: false,
  command: null,
  over: null,
};
