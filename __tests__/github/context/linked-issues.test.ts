import { expect, onTestFinished, test } from 'vitest';
import { issuesNamedIn, readLinkedIssues } from '../../../src/github/context/linked-issues.ts';
import { type Fault, PullRequestServer } from '../../helpers/pull-request-server.ts';

const issue = (number: number, repository = 'acme/queue') => ({
  number,
  title: `Issue ${number}`,
  body: 'It hangs.',
  author: { login: 'bo' },
  repository: { nameWithOwner: repository },
});

const linked = (totalCount: number, nodes: readonly object[]): Fault => ({
  status: 200,
  body: { data: { repository: { pullRequest: { closingIssuesReferences: { totalCount, nodes } } } } },
});

const refused: Fault = { status: 200, body: { errors: [{ message: 'Resource not accessible' }] } };

/** What is read of a pull request with this description, of a GitHub that answers so. */
async function read(body: string, answers: Readonly<Record<string, Fault>>) {
  const github = await PullRequestServer.start('a'.repeat(40));
  onTestFinished(() => github[Symbol.asyncDispose]());
  for (const [request, answer] of Object.entries(answers)) github.faults.set(request, [answer]);
  const { signal } = new AbortController();
  const options = { token: 't', apiUrl: github.url, repository: 'acme/queue', signal };
  return { ...(await readLinkedIssues(options, { number: 7, body })), calls: github.calls };
}

test('issues are those that GitHub links', async () => {
  const { issues, notes } = await read('Closes #9.', { 'POST /graphql': linked(1, [issue(3)]) });
  expect(issues).toEqual([{ number: 3, title: 'Issue 3', body: 'It hangs.', author: 'bo' }]);
  expect(notes).toEqual([]);
});

test('an issue of another repository is named and not read, and what is left out is counted', async () => {
  const nodes = [issue(1, 'acme/secret'), null, ...[2, 3, 4, 5, 6, 7].map((number) => issue(number))];
  const { issues, notes } = await read('', { 'POST /graphql': linked(9, nodes as object[]) });
  expect(issues.map(({ number }) => number)).toEqual([2, 3, 4, 5, 6]);
  expect(JSON.stringify(issues)).not.toContain('Issue 1');
  expect(notes).toEqual([
    'Issues of other repositories were not read: acme/secret#1.',
    'The pull request closes 9 issues, of which 5 were read.',
  ]);
});

test('where links are refused, issues that the description closes are read by number; a pull request is none', async () => {
  const { issues, notes } = await read('Fixes #3, resolves #4', {
    'POST /graphql': refused,
    'GET /repos/acme/queue/issues/3': {
      status: 200,
      body: { title: 'It hangs', body: null, user: { login: 'bo' } },
    },
    'GET /repos/acme/queue/issues/4': { status: 200, body: { title: 'A change', pull_request: {} } },
  });
  expect(issues).toEqual([{ number: 3, title: 'It hangs', body: '', author: 'bo' }]);
  expect(notes).toEqual([]);
});

test('what the token may not read is said', async () => {
  const forbidden = { status: 403, body: { message: 'Resource not accessible by integration' } };
  const unread = await read('Fixes #3', {
    'POST /graphql': refused,
    'GET /repos/acme/queue/issues/3': forbidden,
  });
  expect(unread.issues).toEqual([]);
  expect(unread.notes).toEqual([expect.stringMatching(/^#3, which .* could not be read: .*issues: read/)]);
  const unasked = await read('', { 'POST /graphql': refused });
  expect(unasked.notes).toEqual([expect.stringMatching(/could not be asked.*issues: read/)]);
});

test('an answer of another form is no answer, and costs nothing', async () => {
  const { issues, notes, calls } = await read('Text.', { 'POST /graphql': { status: 200, body: {} } });
  expect({ issues, notes }).toEqual({ issues: [], notes: [] });
  expect(calls).toHaveLength(1);
});

test.each<[string, number[]]>([
  ['Fixes #3 and closes: #4; RESOLVED #3', [3, 4]],
  ['fix acme/queue#5, fix other/queue#6', [5]],
  ['Closes https://github.com/acme/queue/issues/8 and https://github.com/o/p/issues/9', [8]],
  ['closes https://github.com/o/p/issues/9', []],
  ['See #3. Prefixes #4. It was fixed in #0', []],
  ['<!-- Fixes #3 -->\n`fixes #4`\n```\nfixes #5\n```\nfixes #6', [6]],
])('%j names %j', (body, numbers) => {
  expect(issuesNamedIn(body, 'Acme/Queue')).toEqual(numbers);
});

test('a description of any length is read at once', () => {
  const long = `${'fixes '.repeat(10_000)}${'<!-- '.repeat(2_000)}${'```\n'.repeat(2_001)}`;
  const before = performance.now();
  expect(issuesNamedIn(long, 'acme/queue')).toEqual([]);
  expect(performance.now() - before).toBeLessThan(2_000);
});
