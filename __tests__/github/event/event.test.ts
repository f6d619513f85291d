import { describe, expect, test } from 'vitest';
import { completeEvent } from '../../../src/github/event/complete-event.ts';
import { eventFacts } from '../../../src/github/event/event.ts';
import { UserError } from '../../../src/model/errors.ts';
import { PullRequestServer } from '../../helpers/pull-request-server.ts';

const [head, base] = ['a'.repeat(40), 'b'.repeat(40)];
const pull = (overrides: object = {}) => ({
  action: 'opened',
  pull_request: {
    number: 7,
    title: 'Retry',
    body: null,
    html_url: 'https://github.com/acme/queue/pull/7',
    draft: true,
    user: null,
    head: { sha: head, ref: 'retry', repo: { full_name: 'mallory/queue' } },
    base: { sha: base, ref: 'main', repo: { full_name: 'acme/queue' } },
    ...overrides,
  },
});

describe('a pull request', () => {
  test.each(['pull_request', 'pull_request_target'])("%s: head and base are the payload's", (name) => {
    expect(eventFacts(name, pull(), 'merge commit')).toMatchObject({
      name,
      action: 'opened',
      pullNumber: 7,
      pullRequest: { number: 7, title: 'Retry', body: '', author: 'ghost' },
      head,
      base,
      branch: 'retry',
      isFork: true,
      isDraft: true,
    });
  });

  test('whose fork is deleted still counts as one', () => {
    expect(
      eventFacts('pull_request', pull({ head: { sha: head, ref: 'retry', repo: null } }), null).isFork,
    ).toBe(true);
  });

  test('from a branch of the repository is none', () => {
    expect(
      eventFacts(
        'pull_request',
        pull({ head: { sha: head, ref: 'retry', repo: { full_name: 'acme/queue' } } }),
        null,
      ).isFork,
    ).toBe(false);
  });
});

test('a merge group names its last pull request', () => {
  const payload = {
    action: 'checks_requested',
    merge_group: {
      head_sha: head,
      base_sha: base,
      head_ref: `refs/heads/gh-readonly-queue/main/pr-12-${base}`,
    },
  };
  expect(eventFacts('merge_group', payload, null)).toMatchObject({
    head,
    base,
    pullNumber: 12,
    pullRequest: null,
  });
});

test('a push to a new branch has no base', () => {
  expect(
    eventFacts('push', { before: '0'.repeat(40), after: head, ref: 'refs/heads/topic' }, null),
  ).toMatchObject({ base: null, head, branch: 'topic' });
});

test.each<[string, string, object]>([
  ['a closed pull request', 'pull_request', pull({ state: 'closed' })],
  ['a deleted branch', 'push', { before: head, after: '0'.repeat(40), ref: 'refs/heads/topic' }],
  [
    'a merge group that is gone',
    'merge_group',
    { action: 'destroyed', merge_group: { head_sha: head, base_sha: base, head_ref: 'refs/heads/x' } },
  ],
])('%s leaves nothing to review', (_, name, payload) => {
  expect(eventFacts(name, payload, null).over).toMatch(/\.$/);
  expect(eventFacts('pull_request', pull({ state: 'open' }), null).over).toBeNull();
});

test.each(['workflow_dispatch', 'schedule'])('%s reviews the commit it runs on', (name) => {
  expect(eventFacts(name, {}, head)).toMatchObject({ name, head, base: null, pullRequest: null });
});

test("a payload that lacks what its event must have is the user's mistake", () => {
  expect(() => eventFacts('pull_request', { action: 'opened' }, null)).toThrow(UserError);
});

describe('a workflow run', () => {
  const run = (overrides: object = {}) => ({
    action: 'completed',
    workflow_run: {
      head_sha: head,
      head_branch: 'retry',
      head_repository: { full_name: 'mallory/queue', owner: { login: 'mallory' } },
      repository: { full_name: 'acme/queue' },
      pull_requests: [],
      ...overrides,
    },
  });

  test('reviews the head of the run before it, not the default branch', () => {
    const facts = eventFacts(
      'workflow_run',
      run({ pull_requests: [{ number: 7, head: { sha: head }, base: { sha: base } }] }),
      'default branch',
    );
    expect(facts).toMatchObject({ head, base, pullNumber: 7, isFork: true, headLabel: 'mallory:retry' });
  });

  test('of a fork finds its pull request by branch and head', async () => {
    await using server = await PullRequestServer.start(head);
    const options = {
      token: 'made-up',
      apiUrl: server.url,
      repository: 'acme/queue',
      signal: new AbortController().signal,
    };
    const { event, notes } = await completeEvent(eventFacts('workflow_run', run(), null), options);
    expect(notes).toEqual([]);
    expect(event).toMatchObject({
      pullNumber: 7,
      head,
      base: 'b'.repeat(40),
      pullRequest: { number: 7, title: 'Retry failed jobs' },
    });
    expect(server.calls.at(-1)?.path).toContain('head=mallory%3Aretry');
    server.headSha = 'f'.repeat(40);
    const moved = await completeEvent(eventFacts('workflow_run', run(), null), options);
    expect([moved.event.pullRequest, moved.notes]).toEqual([
      null,
      [expect.stringContaining('No open pull request')],
    ]);
    server.faults.set('GET /repos/acme/queue/pulls', [{ status: 403 }]);
    expect((await completeEvent(eventFacts('workflow_run', run(), null), options)).notes[0]).toMatch(
      /could not be read.*403/,
    );
  });
});
