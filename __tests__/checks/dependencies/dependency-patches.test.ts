import { expect, test } from 'vitest';
import type { Sample } from '../../../src/checks/check.ts';
import { dependencyPatches } from '../../../src/checks/dependencies/dependency-patches.ts';
import { runChecks } from '../../../src/checks/run-checks.ts';
import { limits } from '../../../src/checks/view/limits.ts';
import { buildChange, buildReadText } from '../../helpers/change.ts';

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
