import { expect, test } from 'vitest';
import type { Sample } from '../../../src/checks/check.ts';
import { dependencyPatches } from '../../../src/checks/dependencies/dependency-patches.ts';
import { runChecks } from '../../../src/checks/run-checks.ts';
import { limits } from '../../../src/checks/view/limits.ts';
import { buildChange, buildFile, buildReadText } from '../../helpers/change.ts';

const large = (lock: string) => lock + '#'.repeat(limits.parsedFile);
const same = (text: string) => [text, text] as const;

test.each<readonly [manager: string, Sample]>([
  [
    'pnpm',
    {
      'pnpm-workspace.yaml': same('patchedDependencies:\n  a@1.0.0: patches/a.patch\n'),
      'pnpm-lock.yaml': [
        large('patchedDependencies:\n  a@1.0.0: 12\n'),
        large('patchedDependencies:\n  a@1.0.0: 34\n'),
      ],
      'patches/a.patch': ['+one\n', '+two\n'],
    },
  ],
  [
    'Yarn',
    {
      'package.json': same('{"resolutions": {"a": "patch:a@npm%3A1.0.0#./.yarn/patches/a.patch"}}'),
      'yarn.lock': [
        large('  resolution: "a@patch:a@npm%3A1.0.0#./.yarn/patches/a.patch::hash=1"\n'),
        large('  resolution: "a@patch:a@npm%3A1.0.0#./.yarn/patches/a.patch::hash=2"\n'),
      ],
      '.yarn/patches/a.patch': ['+one\n', '+two\n'],
    },
  ],
])('a lock file of %s that is too large to be read is not said to hold no hash', async (_, change) => {
  const inspection = await runChecks([dependencyPatches], buildChange(change), buildReadText(change));
  expect(inspection.findings).toEqual([]);
  expect(inspection.limitations).toEqual([expect.stringContaining('which is larger than 1 MB')]);
});

const pnpmWith = (path: string) => ({
  'pnpm-workspace.yaml': `patchedDependencies:\n  a@1.0.0: ${path}\n`,
  'pnpm-lock.yaml': same('patchedDependencies:\n  a@1.0.0: 12\n'),
});
const yarnWith = (path: string) => ({
  'package.json': `{"resolutions": {"a": "patch:a@npm%3A1.0.0#./${path}"}}`,
  'yarn.lock': same('  resolution: "a@patch:a@npm%3A1.0.0#./patches/a.patch::hash=1"\n'),
});

test.each([
  ['pnpm', pnpmWith('patches/b.patch')],
  ['Yarn', yarnWith('patches/b.patch')],
])('a patch that moves and changes at once leaves its hash in the lock file of %s', async (_, texts) => {
  const find = async (before: string, after: string) => {
    const moved = buildFile('patches/b.patch', [before, after], {
      status: 'renamed',
      oldPath: 'patches/a.patch',
    });
    const change = buildChange(texts);
    const files = [...change.files, moved];
    const read = buildReadText({ ...texts, 'patches/b.patch': after });
    const { findings } = await runChecks([dependencyPatches], { ...change, files }, read);
    return findings.map(({ severity }) => severity);
  };
  expect(await find('+one\n', '+two\n')).toEqual(['important']);
  expect(await find('+one\n', '+one\n')).toEqual([]);
  const rewritten = { ...texts, 'patches/a.patch': ['+one\n', null], 'patches/b.patch': '+two\n' } as const;
  const { findings } = await runChecks([dependencyPatches], buildChange(rewritten), buildReadText(rewritten));
  expect(findings.map(({ severity }) => severity)).toEqual(['important']);
});

test('a new patch beside a lock file that follows is nothing to tell', async () => {
  const change = {
    'pnpm-workspace.yaml': 'patchedDependencies:\n  a@1.0.0: patches/a.patch\n',
    'pnpm-lock.yaml': ['', 'patchedDependencies:\n  a@1.0.0: 12\n'],
    'patches/a.patch': '+one\n',
  } as const;
  const { findings } = await runChecks([dependencyPatches], buildChange(change), buildReadText(change));
  expect(findings).toEqual([]);
});
