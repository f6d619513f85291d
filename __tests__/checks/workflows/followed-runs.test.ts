// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expressions are those of workflows
import { expect, test } from 'vitest';
import type { Sample } from '../../../src/checks/check.ts';
import { runChecks } from '../../../src/checks/run-checks.ts';
import { untrustedCheckout } from '../../../src/checks/workflows/untrusted-checkout.ts';
import { workflowInjection } from '../../../src/checks/workflows/workflow-injection.ts';
import { buildChange, buildReadText } from '../../helpers/change.ts';

const steps =
  '      - uses: actions/checkout@v5\n        with:\n          ref: ${{ github.event.workflow_run.head_sha }}\n      - run: npm ci\n      - run: echo ${{ github.event.workflow_run.head_branch }}\n';

async function inspect(followed: Record<string, string>, name: string, also = ''): Promise<string[]> {
  const change = {
    '.github/workflows/a.yml': `on:\n  workflow_run:\n    workflows: [${name}]\n${also}jobs:\n  a:\n    steps:\n${steps}`,
  };
  const beside = Object.fromEntries(Object.entries(followed).map(([path, text]) => [path, [text, text]]));
  const { findings } = await runChecks(
    [untrustedCheckout, workflowInjection],
    buildChange(change),
    buildReadText({ ...change, ...beside } as Sample),
  );
  return findings.map(({ severity }) => severity);
}

test.each([
  ['releases', 'Release', { '.github/workflows/release.yml': 'name: Release\non: release\n' }],
  ['pushes', 'Ship it', { '.github/workflows/deploy.yaml': "name: 'Ship it'\non: [push, schedule]\n" }],
  ['a path', '.github/workflows/odd.yml', { '.github/workflows/odd.yml': 'on: workflow_dispatch\n' }],
])('nobody else starts what follows %s', async (_, name, followed) => {
  expect(await inspect(followed, name)).toEqual([]);
});

test.each([
  ['pull requests', 'CI', { '.github/workflows/ci.yml': 'name: CI\non: [push, pull_request]\n' }],
  ['runs that follow others', 'CI', { '.github/workflows/ci.yml': 'name: CI\non: workflow_run\n' }],
  ['what cannot be found', 'CI', {}],
  [
    'pull requests beside releases',
    'CI, Release',
    {
      '.github/workflows/ci.yml': 'name: CI\non: pull_request\n',
      '.github/workflows/release.yml': 'name: Release\non: release\n',
    },
  ],
])('strangers may start what follows %s', async (_, name, followed) => {
  expect(await inspect(followed, name)).toEqual(['critical', 'critical']);
});

test('another event of strangers still counts', async () => {
  const release = { '.github/workflows/release.yml': 'name: Release\non: release\n' };
  const call = '  issue_comment:\n';
  expect(await inspect(release, 'Release', call)).toEqual([]);
  const change = {
    '.github/workflows/a.yml': `on:\n  workflow_run:\n    workflows: [Release]\n${call}jobs:\n  a:\n    steps:\n      - run: gh pr checkout \${{ github.event.issue.number }} && make\n`,
  };
  const beside: Sample = {
    '.github/workflows/release.yml': ['name: Release\non: release\n', 'name: Release\non: release\n'],
  };
  const { findings } = await runChecks(
    [untrustedCheckout],
    buildChange(change),
    buildReadText({ ...change, ...beside }),
  );
  expect(findings.map(({ title }) => title)).toEqual([
    'Untrusted code checked out under `issue_comment` and run',
  ]);
});
