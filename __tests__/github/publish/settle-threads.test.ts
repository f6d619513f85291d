import { expect, test } from 'vitest';
import type { CommentedFinding } from '../../../src/github/publish/inline-comments.ts';
import { settleThreads } from '../../../src/github/publish/settle-threads.ts';
import { findingMarker, markerOf } from '../../../src/github/rounds/marker.ts';
import type { ReportFinding } from '../../../src/model/report/report-schema.ts';
import { FakeGitHub, forbidden, ours, outage } from '../../helpers/fake-github.ts';
import { findingOf, reportOf } from '../../helpers/report.ts';

const marker = markerOf('.github/workflows/review.yml review');
const finding = (name: string, overrides: Partial<ReportFinding> = {}) =>
  findingOf({ id: name, fingerprint: name, ...overrides });
const commented = (one: ReportFinding): CommentedFinding => ({
  finding: one,
  comment: {
    path: 'src/queue.ts',
    line: 12,
    startLine: null,
    side: 'RIGHT',
    body: `${findingMarker(marker, one.fingerprint)}\n\n${one.title}`,
  },
});

/** A pull request with a thread of ours for each finding. */
async function withThreads(...findings: readonly ReportFinding[]): Promise<FakeGitHub> {
  const github = new FakeGitHub();
  await github.createReview(
    'head',
    'Report.',
    findings.map((one) => commented(one).comment),
  );
  return github;
}

async function settle(github: FakeGitHub, standing: readonly ReportFinding[], placed = standing) {
  const { fresh, notes } = await settleThreads(
    reportOf({ findings: [...standing] }),
    placed.map(commented),
    marker,
    github,
    ours,
  );
  return {
    resolved: github.threads.map(({ isResolved }) => isResolved),
    fresh: fresh.map(({ finding: { id } }) => id),
    notes: notes.join('\n'),
  };
}

test('a thread is resolved when its finding is gone, and what is new has none yet', async () => {
  const github = await withThreads(finding('I1'), finding('I2'));
  expect(await settle(github, [finding('I2'), finding('I3')])).toEqual({
    resolved: [true, false],
    fresh: ['I3'],
    notes: '',
  });
});

test('a finding that stands keeps its thread, whatever else is worse, wherever its lines went', async () => {
  const github = await withThreads(finding('I1'));
  const worse = Array.from({ length: 40 }, (_, index) => finding(`C${index + 1}`, { severity: 'critical' }));
  const { resolved, fresh } = await settle(github, [...worse, finding('I1')], worse);
  expect([resolved, fresh.length]).toEqual([[false], 40]);
});

test('a finding in other words keeps its thread, which says them now', async () => {
  const github = await withThreads(finding('I1'));
  const reworded = finding('I9', { formerFingerprints: ['I1'], title: 'In other words' });
  expect(await settle(github, [reworded])).toMatchObject({ resolved: [false], fresh: [] });
  expect(github.threads[0]?.body).toContain('In other words');
});

test('resolving that is refused holds up nothing else, and is said in a sentence', async () => {
  const github = await withThreads(finding('I1'), finding('I2'));
  github.faults.set('resolveThread', forbidden);
  const { resolved, fresh, notes } = await settle(github, [finding('I3')]);
  expect([resolved, fresh]).toEqual([[false, false], ['I3']]);
  expect(notes).toMatch(
    /^2 of our inline comments are about .* gone, .* `contents: write`\. The token may not/,
  );
  expect(github.asked.filter((request) => request === 'resolveThread')).toHaveLength(1);
});

test('threads that cannot be read get no second comment', async () => {
  const github = await withThreads(finding('I1'));
  github.faults.set('listThreads', outage);
  expect(await settle(github, [finding('I1'), finding('I2')])).toMatchObject({
    fresh: [],
    notes: expect.stringMatching(/no new ones were posted\. .*503/),
  });
});
