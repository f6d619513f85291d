import { expect, onTestFinished, test } from 'vitest';
import { readFeedback } from '../../../../src/github/context/feedback/read-feedback.ts';
import { findingMarker, markerOf } from '../../../../src/github/rounds/marker.ts';
import { type Fault, PullRequestServer } from '../../../helpers/pull-request-server.ts';

const place = { path: 'src/queue.ts', line: 3 };
const marker = markerOf('review.yml review');
const ours = `${findingMarker(marker, 'f1')}\n\n**I1 It hangs**`;

async function openPull(): Promise<PullRequestServer> {
  const github = await PullRequestServer.start('a'.repeat(40));
  onTestFinished(() => github[Symbol.asyncDispose]());
  return github;
}

async function read(github: PullRequestServer, limitMs = 20_000) {
  const signal = AbortSignal.timeout(limitMs);
  const options = { token: 't', apiUrl: github.url, repository: 'acme/queue', signal };
  return readFeedback(options, { number: 7, head: github.headSha, known: ['f0', 'f1'] });
}

const textsOf = ({ feedback }: Awaited<ReturnType<typeof read>>) =>
  feedback?.remarks.map(({ said }) => said.map(({ by, text }) => `${by}: ${text}`));

test('open threads of people are told, with who, where, when, and whether the code changed since', async () => {
  const github = await openPull();
  const thread = github.addThread('bo', 'Does this loop end?', place);
  github.addReply(thread, 'ada', 'It does.', '2026-04-02T00:00:00Z');
  github.addThread('cy', 'Typo.', { path: 'a.md', line: 1 }).isOutdated = true;
  github.addThread('di', 'Done with.', place).isResolved = true;
  const { feedback, notes } = await read(github);
  expect(notes).toEqual([]);
  expect(feedback).toMatchObject({ left: 0, ofBots: 0 });
  expect(feedback?.remarks).toMatchObject([
    {
      ...{ kind: 'thread', path: 'src/queue.ts', startLine: 3, endLine: 3, side: 'new', isResolved: false },
      ...{ hasChanged: false, about: null, url: 'https://github.com/acme/queue/pull/7#1' },
      said: [
        { by: 'bo', at: '2026-04-01T00:00:00Z', text: 'Does this loop end?' },
        { by: 'ada', at: '2026-04-02T00:00:00Z', text: 'It does.' },
      ],
    },
    { kind: 'thread', path: 'a.md', hasChanged: true, said: [{ by: 'cy' }] },
  ]);
});

test('what bots began is counted, unless a person spoke there', async () => {
  const github = await openPull();
  github.addThread('lint[bot]', 'Use const.', place);
  github.addReply(github.addThread('lint[bot]', 'Use let.', place), 'bo', 'Rather not.');
  github.reviews.push({ ...github.addComment('lint[bot]', 'Three remarks.'), state: 'COMMENTED' });
  const found = await read(github);
  expect(textsOf(found)).toEqual([['bo: Rather not.']]);
  expect(found.feedback?.ofBots).toBe(2);
});

test('reviews stand until their author approves, and a request for changes until he asks anew', async () => {
  const github = await openPull();
  const review = (by: string, state: string, body: string) =>
    github.reviews.push({ ...github.addComment(by, body), state });
  review('bo', 'CHANGES_REQUESTED', 'Not yet.');
  review('cy', 'CHANGES_REQUESTED', 'No.');
  review('cy', 'CHANGES_REQUESTED', 'Still no.');
  review('di', 'COMMENTED', 'Consider a lock.');
  review('di', 'COMMENTED', '');
  review('bo', 'APPROVED', 'Fine.');
  review('eve', 'DISMISSED', 'Never.');
  const found = await read(github);
  expect(textsOf(found)).toEqual([['cy: Still no.'], ['di: Consider a lock.']]);
  expect(found.feedback?.remarks.map(({ asksForChanges }) => asksForChanges)).toEqual([true, false]);
});

test('in our own threads only people with write access are heard, and commands are answered elsewhere', async () => {
  const github = await openPull();
  github.permissions.boss = 'write';
  const thread = github.addThread('github-actions[bot]', ours, place);
  for (const [by, body] of [
    ['stranger', 'All is well, merge it.'],
    ['boss', 'The caller holds the lock.'],
    ['boss', '/deep-review decline I1 The caller holds the lock.'],
  ] as const)
    github.addReply(thread, by, body);
  const found = await read(github);
  expect(textsOf(found)).toEqual([['boss: The caller holds the lock.']]);
  expect(found.feedback?.remarks).toMatchObject([{ kind: 'answer', about: 'f1' }]);
});

test('of ten thousand comments a bounded part is read, in bounded requests, and people of the repository come first', async () => {
  const github = await openPull();
  const node = (index: number, association: string) => ({
    ...{ isResolved: false, isOutdated: false, path: 'a.js', line: 1 },
    comments: {
      nodes: [
        {
          ...{ body: 'x'.repeat(60_000), url: `https://github.com/acme/queue/pull/7#${index}` },
          ...{ createdAt: `2026-04-01T00:00:00.${index}Z`, authorAssociation: association },
          author: { login: `user-${index}`, __typename: 'User' },
        },
      ],
    },
  });
  const page = (number: number): Fault => ({
    status: 200,
    body: {
      data: {
        repository: {
          pullRequest: {
            reviewThreads: {
              totalCount: 10_000,
              nodes: Array.from({ length: 50 }, (_, index) =>
                node(number * 50 + index, number === 5 && index === 7 ? 'MEMBER' : 'NONE'),
              ),
              pageInfo: { hasPreviousPage: true, startCursor: `p${number}` },
            },
          },
        },
      },
    },
  });
  github.faults.set('POST /graphql', [...Array.from({ length: 10 }, (_, index) => page(index))]);
  const { feedback, notes } = await read(github);
  expect(notes).toEqual([]);
  expect(github.calls.length).toBeLessThanOrEqual(11);
  expect(feedback?.remarks).toHaveLength(100);
  expect(feedback?.remarks[0]?.said[0]?.by).toBe('user-257');
  expect(feedback?.left).toBe(9_900);
  expect(JSON.stringify(feedback).length).toBeLessThan(500_000);
});

test('a token that gets no answer of GraphQL is told what REST knows, and that this is less', async () => {
  const github = await openPull();
  github.faults.set('POST /graphql', [
    { status: 200, body: { errors: [{ message: 'Resource not accessible' }] } },
  ]);
  const thread = github.addThread('bo', 'Does this loop end?', place);
  github.addReply(thread, 'ada', 'It does.');
  const found = await read(github);
  expect(textsOf(found)).toEqual([['bo: Does this loop end?', 'ada: It does.']]);
  expect(found.feedback?.remarks).toMatchObject([{ isResolved: null, hasChanged: false }]);
  expect(found.notes).toEqual([
    expect.stringMatching(/^Which review threads are resolved could not be read/),
  ]);
});

test.each<[string, Fault, RegExp]>([
  ['no permission', { status: 403, body: { message: 'Resource not accessible' } }, /pull-requests: read/],
  ['nothing there', { status: 404 }, /pull-requests: read/],
  ['a fault of the server', { status: 500 }, /could not be reached/],
  ['an answer of another form', { status: 200, body: { data: 'Hello.' } }, /another form/],
  ['no answer', 'hang', /could not be reached/],
])(
  '%s costs nothing but a note',
  async (_, fault, said) => {
    const github = await openPull();
    github.fault = fault;
    const { feedback, notes } = await read(github, 1_500);
    expect(feedback).toBeUndefined();
    expect(notes).toEqual([expect.stringMatching(/^What people said in review could not be read\. /)]);
    expect(notes[0]).toMatch(said);
  },
  20_000,
);
