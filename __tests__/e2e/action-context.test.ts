import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { openScene, printReview, unfocused } from '../helpers/action-scene.ts';

const answer =
  printReview(`{ coverage: ['a.js', 'a.test.js'].map((path) => ({ path, status: 'read' })), requests: [{
  issue: 3, state: 'partly', explanation: 'The second retry is missing.',
  evidence: [{ path: 'a.js', line: 1, quote: 'retry();' }],
}] }`);

const issue = {
  number: 3,
  title: 'Retry twice',
  body: 'Please retry twice.',
  author: { login: 'bo' },
  repository: { nameWithOwner: 'acme/queue' },
};

const sarif = {
  runs: [
    {
      tool: { driver: { name: 'Scan' } },
      results: [
        {
          ruleId: 'no-retry',
          message: { text: 'A retry without a pause.' },
          locations: [{ physicalLocation: { artifactLocation: { uri: 'a.js' }, region: { startLine: 1 } } }],
        },
      ],
    },
  ],
};

test('a reviewer gets the linked issue, SARIF and failed checks, and the report tells them apart from its reviewers', async () => {
  const { repository, github, run } = await openScene({
    agent: answer,
    head: { ...unfocused, 'a.js': 'retry();\n' },
    configuration: { sarif: ['scan.sarif'] },
  });
  writeFileSync(join(repository.directory, 'scan.sarif'), JSON.stringify(sarif));
  github.linkedIssues = [issue];
  const failed = {
    ...{ id: 1, name: 'unit', conclusion: 'failure', details_url: null },
    output: { title: 'One test failed', summary: null, annotations_count: 0 },
  };
  github.faults.set(`GET /repos/acme/queue/commits/${github.headSha}/check-runs`, [
    { status: 200, body: { total_count: 1, check_runs: [failed] } },
  ]);
  const { outputs, report } = await run();
  expect(report?.review.notes).toEqual([]);
  expect(outputs).toMatchObject({ verdict: 'merge', gate: 'pass', reviewers: 'mine' });
  expect(report?.ledger.map(({ agent, title }) => [agent, title])).toEqual([
    ['tools', 'A retry without a pause.'],
    ['tools', 'The check "unit" failed.'],
  ]);
  expect(report?.summary).toContain(
    'What #3 (“Retry twice”) asks for is done in part according to mine (“The second retry is missing.”; `a.js:1`).',
  );
  expect(report?.review.notes).toEqual([]);
  const brief = readFileSync(join(dirname(outputs['report-json'] ?? ''), 'raw/mine/brief.md'), 'utf8');
  expect(brief).toContain('Please retry twice.');
  expect(brief).toContain('warning a.js:1 (Scan no-retry): A retry without a pause.');
  expect(brief).toContain('The check "unit" failed. One test failed');
});

test('what the token may not read is said, and costs nothing else', async () => {
  const { github, run } = await openScene({ agent: answer });
  const forbidden = { status: 403, body: { message: 'Resource not accessible by integration' } };
  github.linkedIssues = null;
  github.faults.set(`GET /repos/acme/queue/commits/${github.headSha}/check-runs`, [forbidden]);
  const { outputs, report } = await run();
  expect(outputs).toMatchObject({ verdict: 'merge', gate: 'pass' });
  expect(report?.review.notes).toEqual([
    expect.stringMatching(/closes an issue could not be asked.*issues: read/),
    expect.stringMatching(/other checks say.*checks: read/),
  ]);
});
