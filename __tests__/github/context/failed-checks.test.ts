import { expect, onTestFinished, test } from 'vitest';
import { readFailedChecks } from '../../../src/github/context/failed-checks.ts';
import { type Fault, PullRequestServer } from '../../helpers/pull-request-server.ts';

const runUrl = 'https://github.com/acme/queue/actions/runs/5';
const check = (id: number, name: string, conclusion: string | null, overrides: object = {}) => ({
  ...{ id, name, conclusion, status: conclusion === null ? 'in_progress' : 'completed' },
  ...{ details_url: `https://github.com/acme/queue/actions/runs/4/job/${id}` },
  output: { title: null, summary: null, annotations_count: 0 },
  ...overrides,
});

async function read(answers: Readonly<Record<string, Fault>>) {
  const github = await PullRequestServer.start('a'.repeat(40));
  onTestFinished(() => github[Symbol.asyncDispose]());
  for (const [request, answer] of Object.entries(answers)) github.faults.set(request, [answer]);
  const { signal } = new AbortController();
  const options = { token: 't', apiUrl: github.url, repository: 'acme/queue', signal };
  return { ...(await readFailedChecks(options, github.headSha, runUrl)), calls: github.calls };
}

const listed = `GET /repos/acme/queue/commits/${'a'.repeat(40)}/check-runs`;
const withChecks = (...check_runs: readonly object[]): Fault => ({
  status: 200,
  body: { total_count: check_runs.length, check_runs },
});

test('failed checks are told, with what they say of lines; ours, and others that did not fail, are not', async () => {
  const output = { title: '2 tests failed', summary: 'queue drains', annotations_count: 1 };
  const { results, notes, calls } = await read({
    [listed]: withChecks(
      check(1, 'test', 'failure', { output }),
      check(2, 'lint', 'success'),
      check(3, 'build', null),
      check(4, 'review', 'failure'),
      check(5, 'review', null, { details_url: `${runUrl}/job/5` }),
    ),
    'GET /repos/acme/queue/check-runs/1/annotations': {
      status: 200,
      body: [
        {
          ...{ path: 'src/queue.ts', start_line: 3, end_line: 4, annotation_level: 'failure' },
          ...{ title: '', message: 'Expected 1.' },
        },
      ],
    },
  });
  expect(notes).toEqual([]);
  expect(results).toEqual([
    {
      ...{ tool: 'the checks of this head', rule: null, level: 'warning', path: null },
      ...{ startLine: null, endLine: null },
      message: 'The check "test" failed.\n2 tests failed\nqueue drains',
    },
    {
      ...{ tool: 'the check "test"', rule: null, level: 'error', message: 'Expected 1.' },
      ...{ path: 'src/queue.ts', startLine: 3, endLine: 4 },
    },
  ]);
  expect(calls).toHaveLength(2);
});

test('what the token may not read is said; a server that knows no checks has none', async () => {
  const refused = await read({ [listed]: { status: 403, body: { message: 'Resource not accessible' } } });
  expect(refused).toMatchObject({ results: [], notes: [expect.stringMatching(/checks: read/)] });
  expect(await read({ [listed]: { status: 404 } })).toMatchObject({ results: [], notes: [] });
});

test('an answer of another form costs nothing but itself', async () => {
  const { results, notes } = await read({ [listed]: { status: 200, body: { message: 'Hello.' } } });
  expect(results).toEqual([]);
  expect(notes).toHaveLength(1);
});
