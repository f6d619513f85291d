import { beforeEach, describe, expect, test } from 'vitest';
import { createGitHubClient } from '../../../src/github/api/client.ts';
import { type Posting, publishComment } from '../../../src/github/publish/publish-comment.ts';
import { markerOf } from '../../../src/github/rounds/marker.ts';
import { composeMemory, unpackMemory } from '../../../src/github/rounds/memory.ts';
import { buildChange } from '../../helpers/change.ts';
import { PullRequestServer } from '../../helpers/pull-request-server.ts';
import { findingOf, reportOf } from '../../helpers/report.ts';

const marker = markerOf('.github/workflows/review.yml review');
const text = (lines: readonly string[]) => `${lines.join('\n')}\n`;
const before = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`);
const after = before.with(9, '\tqueue.push(job)').with(10, '\treturn job');
const change = buildChange({ 'src/queue.ts': [text(before), text(after)] });

const finding = (id: string, line: number, overrides: Partial<ReturnType<typeof findingOf>> = {}) =>
  findingOf({
    id,
    fingerprint: `fingerprint of ${id}`,
    anchor: {
      path: 'src/queue.ts',
      startLine: line,
      endLine: line,
      side: 'new',
      status: 'exact',
      inDiff: line < 16 ? 'changed' : 'outside',
    },
    fix: null,
    ...overrides,
  });

let server: PullRequestServer;
beforeEach(async () => {
  server = await PullRequestServer.start(reportOf().change.head);
  return () => server[Symbol.asyncDispose]();
});

const clientOf = (signal = new AbortController().signal) =>
  createGitHubClient({
    token: 'ghs_made-up',
    apiUrl: server.url,
    repository: 'acme/queue',
    pullNumber: 7,
    signal,
  });
const postingOf = (overrides: Partial<Posting> = {}): Posting => ({
  mode: 'sticky',
  report: reportOf({ findings: [finding('I1', 10), finding('I2', 30)] }),
  head: reportOf().change.head,
  change,
  answers: [],
  marker,
  memory: null,
  whereabouts: 'the artifact',
  ...overrides,
});
const publish = async (overrides: Partial<Posting> = {}) =>
  publishComment(postingOf(overrides), await clientOf());

describe('a sticky comment', () => {
  test('is written once and then edited in place', async () => {
    expect(await publish()).toMatchObject({ notes: [], url: expect.stringContaining('/pull/7') });
    await publish({ report: reportOf({ review: { ...reportOf({}).review, id: 'the-second-round' } }) });
    expect(server.comments).toHaveLength(1);
    expect(server.comments[0]?.body).toMatch(/^<!-- deep-review [0-9a-f]{16} -->\n\n# Deep Review/);
    expect(server.comments[0]?.body).toContain('the-second-round');
  });

  test('is not taken for ours when someone else wrote the marker, or it stands elsewhere', async () => {
    const spoofed = server.addComment('mallory', `${marker}\n\nAll is well.`);
    const quoting = server.addComment(server.viewer, `> ${marker}`);
    await publish();
    expect([spoofed.body, quoting.body]).toEqual([`${marker}\n\nAll is well.`, `> ${marker}`]);
    expect(server.comments).toHaveLength(3);
  });

  test('stays within what GitHub takes, with the state for the next round', async () => {
    const findings = Array.from({ length: 300 }, (_, index) =>
      finding(`S${index + 1}`, 10, {
        severity: 'suggestion',
        explanation: `Long words ${index} `.repeat(60),
      }),
    );
    const report = reportOf({ findings });
    const identity = { head: 'a', mergeBase: 'b', patchId: 'p1', terms: 't1' };
    const memory = composeMemory(
      { report, identity, pullNumber: 7, declined: [], storedAt: 1, runId: null },
      null,
      null,
    );
    await publish({ report, memory });
    const body = server.comments[0]?.body ?? '';
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(unpackMemory(body)?.report.findings).toHaveLength(300);
  });

  test('is not posted when the pull request moved on', async () => {
    server.headSha = 'f'.repeat(40);
    const posted = await publish();
    expect(posted.notes[0]).toMatch(/moved on to ffffffffffff/);
    expect(server.comments).toEqual([]);
  });
});

describe('a review', () => {
  const patch =
    '--- a/src/queue.ts\n+++ b/src/queue.ts\n@@ -10,2 +10,2 @@\n-\tqueue.push(job)\n+\tawait queue.push(job)\n \treturn job\n';

  test('has inline comments for findings inside the diff only, with what can be committed', async () => {
    const findings = [
      finding('I1', 10, { fix: { text: 'Await it.', patch } }),
      finding('I2', 30),
      finding('I3', 10, {
        anchor: {
          path: 'src/queue.ts',
          startLine: 9,
          endLine: 11,
          side: 'new',
          status: 'exact',
          inDiff: 'changed',
        },
      }),
    ];
    await publish({ mode: 'review', report: reportOf({ findings }) });
    expect(server.reviews).toHaveLength(1);
    expect(server.reviews[0]?.body).toContain('I2');
    expect(
      server.threads.map(({ comment }) => [
        comment.path,
        comment.start_line ?? null,
        comment.line,
        comment.side,
      ]),
    ).toEqual([
      ['src/queue.ts', null, 10, 'RIGHT'],
      ['src/queue.ts', 9, 11, 'RIGHT'],
    ]);
    expect(server.threads[0]?.comment.body).toContain('```suggestion\n\tawait queue.push(job)\n```');
    expect(server.threads[1]?.comment.body).not.toContain('suggestion\n');
    expect(
      server.calls.find(({ method, path }) => method === 'POST' && path.endsWith('/reviews'))?.body,
    ).toMatchObject({ event: 'COMMENT', commit_id: reportOf().change.head });
  });

  test('a later round updates, resolves and adds, and repeats nothing', async () => {
    await publish({ mode: 'review', report: reportOf({ findings: [finding('I1', 10), finding('I2', 11)] }) });
    const second = reportOf({
      findings: [finding('I1', 10, { explanation: 'Worse than thought.' }), finding('I3', 12)],
    });
    await publish({ mode: 'review', report: { ...second, review: { ...second.review, round: 2 } } });
    expect(server.reviews.map(({ body }) => body.slice(0, 20))).toEqual([
      marker.slice(0, 20),
      'Round 2: 1 new findi',
    ]);
    expect(server.threads.map(({ isResolved }) => isResolved)).toEqual([false, true, false]);
    expect(server.threads[0]?.comment.body).toContain('Worse than thought.');
    await publish({ mode: 'review', report: { ...second, review: { ...second.review, round: 3 } } });
    expect([server.reviews.length, server.threads.length]).toEqual([2, 3]);
  });

  test('goes without inline comments when GitHub refuses one of them', async () => {
    server.faults.set('POST /repos/acme/queue/pulls/7/reviews', [
      { status: 422, body: { message: 'Line could not be resolved' } },
    ]);
    const posted = await publish({ mode: 'review' });
    expect(posted.notes[0]).toMatch(/refused.*422/);
    expect([server.reviews.length, server.threads.length]).toEqual([1, 0]);
  });
});

describe('trouble', () => {
  test.each([
    [
      { status: 403, headers: { 'x-accepted-github-permissions': 'issues=write; pull_requests=write' } },
      /issues=write; pull_requests=write/,
    ],
    [{ status: 404 }, /404/],
    [{ status: 422, body: { message: 'Body is too long' } }, /422: Body is too long/],
    [{ status: 500 }, /500/],
    [{ status: 429, headers: { 'retry-after': '3600' } }, /rate limit/],
    [
      {
        status: 403,
        body: { message: 'You have exceeded a secondary rate limit' },
        headers: { 'retry-after': '60' },
      },
      /rate limit/,
    ],
  ])('%o becomes a note', async (fault, note) => {
    server.faults.set('POST /repos/acme/queue/issues/7/comments', [fault]);
    const posted = await publish();
    expect(posted).toEqual({ url: null, notes: [expect.stringMatching(note)] });
    expect(server.comments).toEqual([]);
  });

  test('a read that fails twice is tried a third time', async () => {
    server.faults.set('GET /repos/acme/queue/issues/7/comments', [{ status: 502 }, { status: 502 }]);
    expect((await publish()).notes).toEqual([]);
  });

  test('a dead server becomes a note', async () => {
    const client = await createGitHubClient({
      token: 'ghs_made-up',
      apiUrl: 'http://127.0.0.1:9',
      repository: 'acme/queue',
      pullNumber: 7,
      signal: AbortSignal.timeout(100),
    });
    expect((await publishComment(postingOf(), client)).notes[0]).toMatch(/could not be reached/);
  });

  test('a cancelled run does not wait for an answer', async () => {
    server.faults.set('GET /', ['hang', 'hang', 'hang']);
    const start = performance.now();
    const posted = await publishComment(postingOf(), await clientOf(AbortSignal.timeout(100)));
    expect(posted.notes[0]).toMatch(/Nothing was posted/);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
