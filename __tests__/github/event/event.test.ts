import { describe, expect, test } from 'vitest';
import { completeEvent } from '../../../src/github/event/complete-event.ts';
import { eventFacts } from '../../../src/github/event/read-event.ts';
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

const optionsFor = (server: PullRequestServer) => ({
  token: 'made-up',
  apiUrl: server.url,
  repository: 'acme/queue',
  signal: new AbortController().signal,
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

test.each([
  [{ default_branch: 'develop' }, { defaultBranch: 'develop' }],
  [undefined, { defaultBranch: null }],
])('a push to a new branch has no base, but the default branch %j', (repository, pushed) => {
  const payload = { before: '0'.repeat(40), after: head, ref: 'refs/heads/topic', repository };
  expect(eventFacts('push', payload, null)).toMatchObject({ base: null, head, branch: 'topic', pushed });
});

test.each<[string, string, object]>([
  ['a deleted branch', 'push', { before: head, after: '0'.repeat(40), ref: 'refs/heads/topic' }],
  [
    'a merge group that is gone',
    'merge_group',
    { action: 'destroyed', merge_group: { head_sha: head, base_sha: base, head_ref: 'refs/heads/x' } },
  ],
])('%s leaves nothing to review', (_, name, payload) => {
  expect(eventFacts(name, payload, null).over).toMatch(/\.$/);
  expect(eventFacts('push', { before: base, after: head, ref: 'refs/heads/topic' }, null).over).toBeNull();
});

describe('an event that names no change', () => {
  const main = { ref: 'refs/heads/main', repository: { default_branch: 'main' } };
  const both = { base: 'v1', head: 'v2' };

  test.each<[string, object]>([
    ['workflow_dispatch', {}],
    ['workflow_dispatch', main],
    ['schedule', {}],
    ['deployment', { deployment: { sha: head } }],
    ['release', { release: { tag_name: 'v1' } }],
    ['check_suite', { check_suite: { head_sha: head } }],
    ['something_new', {}],
    ['toString', {}],
  ])('is refused: %s %j', (name, payload) => {
    expect(() => eventFacts(name, payload, head)).toThrow(/names no change, so nothing was reviewed/);
    if (name !== 'workflow_dispatch' && name !== 'schedule')
      expect(() => eventFacts(name, payload, head, { base: 'v1', head: null })).toThrow(UserError);
    expect(eventFacts(name, payload, head, both)).toMatchObject({ name, head, pullRequest: null });
  });

  test('but for a branch that a workflow is run on by hand, which has the default branch to be compared with', () => {
    expect(eventFacts('workflow_dispatch', { ...main, ref: 'refs/heads/topic' }, head)).toMatchObject({
      head,
      base: null,
      branch: 'topic',
      pushed: { defaultBranch: 'main' },
    });
  });
});

describe('a comment', () => {
  const comment = (body: string, overrides: object = {}) => ({
    action: 'created',
    issue: { number: 7, pull_request: { url: 'u' } },
    comment: { body, user: { login: 'grace', type: 'User' } },
    ...overrides,
  });

  test.each([
    ['/deep-review review', false],
    ['Again, please.\n\n/deep-review review whole\n', true],
    ['Thanks!\n/Deep-Review  review  \n', false],
  ])('asks for a review: %j', (body, isWhole) => {
    expect(eventFacts('issue_comment', comment(body), 'main')).toMatchObject({
      pullNumber: 7,
      head: null,
      base: null,
      command: { author: 'grace', isWhole },
    });
  });

  test.each([
    ['nothing of the kind', comment('Nice.')],
    ['another command', comment('/deep-review')],
    ['a word too many', comment('/deep-review review everything')],
    ['a quote', comment('> /deep-review review')],
    ['code', comment('```\n/deep-review review\n```')],
    ['indented code', comment('    /deep-review review')],
    ['hidden text', comment('<!--\n/deep-review review\n-->')],
    ['a list', comment('- /deep-review review')],
    ['an issue', comment('/deep-review review', { issue: { number: 7 } })],
    ['an edited comment', comment('/deep-review review', { action: 'edited' })],
    [
      'a bot',
      comment('', { comment: { body: '/deep-review review', user: { login: 'b[bot]', type: 'Bot' } } }),
    ],
  ])('asks for none: %s', (_, payload) => {
    expect(() => eventFacts('issue_comment', payload, 'main')).toThrow(/asks for no review/);
  });

  test.each(['read', 'triage', 'none', 'write', 'admin'])(
    'of somebody with the permission %s',
    async (role) => {
      await using server = await PullRequestServer.start(head);
      server.permissions.grace = role;
      const told = eventFacts('issue_comment', comment('/deep-review review'), 'main');
      const completing = completeEvent(told, optionsFor(server), 1);
      if (role !== 'write' && role !== 'admin')
        await expect(completing).rejects.toThrow(/needs write access/);
      else expect((await completing).event).toMatchObject({ head, base: 'b'.repeat(40), isCurrent: true });
    },
  );
});

describe('what GitHub says now', () => {
  test('counts, but for the head', async () => {
    await using server = await PullRequestServer.start('c'.repeat(40));
    server.labels = ['now'];
    server.baseSha = 'd'.repeat(40);
    server.baseBranch = 'stable';
    const told = eventFacts('pull_request', pull({ state: 'closed', labels: [{ name: 'then' }] }), null);
    const { event, notes } = await completeEvent(told, optionsFor(server), 2);
    expect(event).toMatchObject({
      head,
      base: 'd'.repeat(40),
      baseBranch: 'stable',
      labels: ['now'],
      isClosed: false,
      isCurrent: true,
    });
    expect(notes).toEqual([
      expect.stringContaining('moved on'),
      expect.stringContaining('from main to stable'),
    ]);
  });

  test.each<[string, number, 'payload' | 'refused']>([
    ['pull_request', 1, 'payload'],
    ['pull_request', 2, 'refused'],
    ['issue_comment', 1, 'refused'],
    ['workflow_run', 1, 'refused'],
  ])('may not be known: %s, attempt %i: %s', async (name, attempt, what) => {
    await using server = await PullRequestServer.start(head);
    server.fault = { status: 403 };
    const payloads: Record<string, object> = {
      pull_request: pull(),
      issue_comment: {
        action: 'created',
        issue: { number: 7, pull_request: {} },
        comment: { body: '/deep-review review', user: { login: 'grace' } },
      },
      workflow_run: {
        workflow_run: {
          head_sha: head,
          head_branch: 'retry',
          pull_requests: [{ number: 7, head: { sha: head }, base: { sha: base } }],
        },
      },
    };
    const told = eventFacts(name, payloads[name], null);
    for (const options of [optionsFor(server), null]) {
      const completing = completeEvent(told, options, attempt);
      if (what === 'refused') await expect(completing).rejects.toThrow(/is not known.*run it again/);
      else expect((await completing).event).toMatchObject({ base, isCurrent: false });
    }
  });
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
    expect(facts).toMatchObject({
      head,
      base: null,
      pullNumber: 7,
      isFork: true,
      headLabel: 'mallory:retry',
    });
  });

  test('of a fork finds its pull request by branch and head', async () => {
    await using server = await PullRequestServer.start(head);
    const options = optionsFor(server);
    const { event, notes } = await completeEvent(eventFacts('workflow_run', run(), null), options, 1);
    expect(notes).toEqual([]);
    expect(event).toMatchObject({
      pullNumber: 7,
      head,
      base: 'b'.repeat(40),
      pullRequest: { number: 7, title: 'Retry failed jobs' },
    });
    expect(server.calls.at(-1)?.path).toContain('head=mallory%3Aretry');
    server.headSha = 'f'.repeat(40);
    await expect(completeEvent(eventFacts('workflow_run', run(), null), options, 1)).rejects.toThrow(
      /No open pull request has the head/,
    );
  });

  test('that names neither a pull request nor a branch is refused', () => {
    expect(() => eventFacts('workflow_run', run({ head_repository: null }), null)).toThrow(/names neither/);
  });
});
