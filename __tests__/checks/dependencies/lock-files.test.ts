import { expect, test } from 'vitest';
import type { Sample } from '../../../src/checks/check.ts';
import { lockFiles, tellsDependencies } from '../../../src/checks/dependencies/lock-files.ts';
import { manifests } from '../../../src/checks/dependencies/locks/manifests.ts';
import { runChecks } from '../../../src/checks/run-checks.ts';
import { buildChange, buildReadText } from '../../helpers/change.ts';

test('manifests and lock files are known by their names before their parsers are', () => {
  const names = manifests.flatMap(({ file, locks }) => [file, ...Object.keys(locks)]);
  expect(names).toContain('Pipfile.lock');
  expect(names.filter((name) => !tellsDependencies(`web/${name}`))).toEqual([]);
  expect(['src/a.ts', 'README.md', 'Profile'].filter(tellsDependencies)).toEqual([]);
});

test('a manifest that asks for versions in two ways is one manifest', async () => {
  const change: Sample = {
    'package.json': ['{}', '{"dependencies": {"a": "^2.0.0"},\n"overrides": {"b": "3.0.0"}}'],
    'bun.lock': ['{"workspaces": {"": {}}}', '{"workspaces": {"": {}}}'],
  };
  const { findings } = await runChecks([lockFiles], buildChange(change), buildReadText(change));
  expect(findings.map(({ title }) => title)).toEqual(['bun.lock does not record `a`']);
  expect(findings[0]?.evidence).toEqual([expect.objectContaining({ text: 'bun.lock does not record `b`.' })]);
});
