import { describe, expect, test } from 'vitest';
import type { WorkflowRun } from '../../../src/github/api/artifacts.ts';
import { GitHubFailure } from '../../../src/github/api/requests.ts';
import { memoryNames } from '../../../src/github/rounds/artifact-memory.ts';
import { markerOf } from '../../../src/github/rounds/marker.ts';
import { composeMemory, type Memory, packMemory } from '../../../src/github/rounds/memory.ts';
import { noRound, type RoundQuery, readPreviousRound } from '../../../src/github/rounds/previous-round.ts';
import { memoryOf } from '../../../src/github/rounds/remember.ts';
import { FakeGitHub, forbidden, ours, outage, person } from '../../helpers/fake-github.ts';
import { findingOf, reportOf } from '../../helpers/report.ts';

const marker = markerOf('.github/workflows/review.yml review');
const query: RoundQuery = {
  repository: 'acme/queue',
  workflowPath: '.github/workflows/review.yml',
  pullNumber: 7,
  marker,
  artifactName: 'deep-review',
  isCommenting: true,
};
const nameOf = memoryNames({ artifactName: 'deep-review', pullNumber: 7, marker });

/** The memory of a round in which one finding blocked. */
function remember(round: number, github: FakeGitHub, id = 'I1', overrides: Partial<Memory> = {}): Memory {
  const report = reportOf({ findings: [findingOf({ id, fingerprint: `fingerprint ${id}` })] });
  const memory = composeMemory(
    {
      report: { ...report, review: { ...report.review, round } },
      identity: { head: github.headSha, mergeBase: 'b', patchId: null, terms: 't' },
      pullNumber: 7,
      declined: [],
      storedAt: github.time,
      runId: null,
    },
    null,
    { comment: 0, inline: 0, review: 0 },
  );
  return { ...memory, ...overrides };
}

const inArtifact = (github: FakeGitHub, memory: Memory, run?: Partial<WorkflowRun>, slot = 1) =>
  github.upload(nameOf(slot), JSON.stringify(memory), run);
const commentOf = (memory: Memory) => `${marker}\n\nReport.\n\n${packMemory(memory, 30_000)}`;
const inComment = (github: FakeGitHub, memory: Memory, author = ours) =>
  github.say(author, commentOf(memory));

/** What a next round would know: the findings of the last one, and how far they are to be trusted. */
async function recall(github: FakeGitHub, overrides: Partial<RoundQuery> = {}) {
  const round = await readPreviousRound({ ...query, ...overrides }, github, github);
  return {
    state: round.isLost ? 'lost' : round.memory === null ? 'first' : round.isVouched ? 'vouched' : 'read',
    round: round.report?.review.round ?? 0,
    ids: round.report?.findings.map(({ id }) => id).join() ?? '',
    notes: round.notes.join('\n'),
  };
}

test('there is no last round before the first', async () => {
  expect(await recall(new FakeGitHub())).toEqual({ state: 'first', round: 0, ids: '', notes: '' });
});

describe('an artifact', () => {
  test('is the last round, and vouched for', async () => {
    const github = new FakeGitHub();
    inArtifact(github, remember(1, github));
    expect(await recall(github)).toEqual({ state: 'vouched', round: 1, ids: 'I1', notes: '' });
  });

  test('of an earlier attempt of the same run is found under its next name', async () => {
    const github = new FakeGitHub();
    inArtifact(github, remember(1, github));
    inArtifact(github, remember(2, github, 'I2'), {}, 2);
    inArtifact(github, remember(3, github, 'I3'), {}, 3);
    expect(await recall(github)).toMatchObject({ round: 3, ids: 'I3' });
  });

  test.each<[string, Partial<WorkflowRun>, string]>([
    ['another workflow', { path: '.github/workflows/other.yml' }, 'first'],
    ['a fork', { repository: 'mallory/queue' }, 'first'],
    [
      'a fork, by a workflow of the base',
      { repository: 'mallory/queue', event: 'pull_request_target', headSha: 'f' },
      'vouched',
    ],
  ])('of %s is believed as far as that goes: %s', async (_, run, state) => {
    const github = new FakeGitHub();
    inArtifact(github, remember(1, github), run);
    expect((await recall(github)).state).toBe(state);
  });

  test('is found among any number of foreign ones of the same name', async () => {
    const github = new FakeGitHub();
    inArtifact(github, remember(1, github));
    for (let count = 0; count < 300; count++)
      inArtifact(github, remember(9, github, 'S1'), { repository: 'mallory/queue' });
    expect(await recall(github)).toMatchObject({ state: 'vouched', round: 1, ids: 'I1' });
  });

  test.each<[string, (github: FakeGitHub) => void]>([
    [
      'has other bytes than GitHub recorded',
      (github) => Object.assign(github.artifacts.at(-1) ?? {}, { text: '{}' }),
    ],
    ['has expired', (github) => Object.assign(github.artifacts.at(-1) ?? {}, { isExpired: true })],
    [
      'is of another head than its run',
      (github) => void inArtifact(github, remember(2, github), { headSha: 'f'.repeat(40) }),
    ],
    [
      'is of another version',
      (github) => void github.upload(nameOf(1), JSON.stringify({ ...remember(2, github), format: 2 })),
    ],
    [
      'is of another pull request',
      (github) => void inArtifact(github, remember(2, github, 'I1', { pullNumber: 8 })),
    ],
  ])('that %s is not passed over for an older one', async (_, spoil) => {
    const github = new FakeGitHub();
    inArtifact(github, remember(1, github));
    spoil(github);
    const { state, notes } = await recall(github);
    expect([state, notes]).toEqual([
      'lost',
      expect.stringContaining('could not be read, so nothing can pass'),
    ]);
  });
});

describe('a comment', () => {
  test('is the last round where no artifact is, and not vouched for', async () => {
    const github = new FakeGitHub();
    inComment(github, remember(2, github));
    expect(await recall(github)).toMatchObject({ state: 'read', round: 2, ids: 'I1' });
    expect((await recall(github, { artifactName: null })).state).toBe('read');
  });

  test('that we edited ourselves is ours', async () => {
    const github = new FakeGitHub();
    const { id } = inComment(github, remember(1, github));
    github.edit(ours, id, commentOf(remember(2, github, 'I2')));
    expect(await recall(github)).toMatchObject({ state: 'read', round: 2, ids: 'I2' });
  });

  test.each<[string, (github: FakeGitHub, id: number, forged: string) => void]>([
    ['somebody edited', (github, id, forged) => github.edit(person('mallory'), id, forged)],
    [
      'a user named as the app edited',
      (github, id, forged) => github.edit(person('github-actions'), id, forged),
    ],
    ['was cut', (github, id) => github.edit(ours, id, `${marker}\n\nReport.`)],
  ])('that %s is not believed: the artifact is, and without one nothing passes', async (_, spoil) => {
    for (const hasArtifact of [true, false]) {
      const github = new FakeGitHub();
      if (hasArtifact) inArtifact(github, remember(1, github));
      const { id } = inComment(github, remember(1, github));
      spoil(github, id, commentOf(remember(5, github, 'S1')));
      const { state, ids, notes } = await recall(github);
      expect([state, ids]).toEqual(hasArtifact ? ['vouched', 'I1'] : ['lost', '']);
      expect(notes).toMatch(hasArtifact ? /was not believed/ : /nothing of it is overwritten/);
    }
  });

  test.each([
    ['somebody else', person('mallory')],
    ['a user named as the app', person('github-actions')],
    ['another app', { login: 'other[bot]', isApp: true }],
  ])('by %s is not ours', async (_, author) => {
    const github = new FakeGitHub();
    inComment(github, remember(5, github), author);
    expect((await recall(github)).state).toBe('first');
  });

  test('that is newer takes nothing away that an artifact knows', async () => {
    const github = new FakeGitHub();
    inArtifact(github, remember(1, github));
    inComment(github, remember(9, github, 'I2'));
    expect(await recall(github)).toMatchObject({ state: 'read', round: 9, ids: 'I2,I1' });
  });

  test('that is older than the artifact is left alone', async () => {
    const github = new FakeGitHub();
    inComment(github, remember(1, github));
    inArtifact(github, remember(2, github, 'I2'));
    expect(await recall(github)).toMatchObject({ state: 'vouched', round: 2, ids: 'I2' });
  });

  test('in either mode is found, the newest of both', async () => {
    const github = new FakeGitHub();
    inComment(github, remember(1, github));
    github.say(ours, commentOf(remember(2, github, 'I2')), github.reviews);
    expect(await recall(github, { artifactName: null })).toMatchObject({ round: 2, ids: 'I2' });
  });

  test('of another job is not ours', async () => {
    const github = new FakeGitHub();
    github.say(ours, commentOf(remember(1, github)).replace(marker, markerOf('another job')));
    expect((await recall(github)).state).toBe('first');
  });
});

describe('trouble', () => {
  test.each<[string, Parameters<FakeGitHub['faults']['set']>[0]]>([
    ['listing artifacts', 'list'],
    ['reading their run', 'readRun'],
    ['downloading one', 'readFile'],
    ['listing comments', 'listComments'],
    ['listing reviews', 'listReviews'],
    ['asking who we are', 'readViewer'],
    ['asking who edited', 'readEdits'],
  ])('with %s leaves what the other copy knows to block, and lets nothing pass', async (_, request) => {
    const github = new FakeGitHub();
    inArtifact(github, remember(1, github));
    inComment(github, remember(1, github));
    github.faults.set(request, outage);
    expect(await recall(github)).toMatchObject({
      state: 'lost',
      ids: 'I1',
      notes: expect.stringMatching(/could not be read.*Start the workflow again once GitHub answers/),
    });
  });

  test('before any round is no excuse: whether there was one could not be read', async () => {
    const github = new FakeGitHub();
    github.faults.set('listComments', outage);
    expect((await recall(github)).state).toBe('lost');
  });

  test('artifacts that may not be read do no harm where comments keep rounds', async () => {
    const github = new FakeGitHub();
    github.faults.set('list', forbidden);
    expect((await recall(github)).state).toBe('first');
    inComment(github, remember(1, github));
    expect((await recall(github)).state).toBe('read');
    const { state, notes } = await recall(new FakeGitHub(), {});
    expect([state, notes]).toEqual(['first', '']);
  });

  test('artifacts that may not be read are all there is where nothing is posted', async () => {
    const github = new FakeGitHub();
    github.faults.set('list', forbidden);
    const { state, notes } = await recall(github, { isCommenting: false });
    expect([state, notes]).toEqual(['lost', expect.stringContaining('403')]);
  });

  test('a server without artifacts keeps none', async () => {
    const github = new FakeGitHub();
    github.faults.set('list', new GitHubFailure('GitHub does not know it (404).', 'absent'));
    expect((await recall(github, { isCommenting: false })).state).toBe('first');
  });

  test('a lost round is not overwritten, and neither is one by an older head', async () => {
    const github = new FakeGitHub();
    const reviewed = {
      ...remember(2, github),
      report: reportOf({ change: { ...reportOf().change, head: github.headSha } }),
    };
    expect(await memoryOf(reviewed, noRound, github)).not.toBeNull();
    expect(await memoryOf(reviewed, { ...noRound, isLost: true }, github)).toBeNull();
    github.headSha = 'f'.repeat(40);
    expect(await memoryOf(reviewed, noRound, github)).toBeNull();
  });
});
