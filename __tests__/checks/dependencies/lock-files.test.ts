import { expect, test } from 'vitest';
import { tellsDependencies } from '../../../src/checks/dependencies/lock-files.ts';
import { manifests } from '../../../src/checks/dependencies/locks/manifests.ts';

test('manifests and lock files are known by their names before their parsers are', () => {
  const names = manifests.flatMap(({ file, locks }) => [file, ...Object.keys(locks)]);
  expect(names).toContain('Pipfile.lock');
  expect(names.filter((name) => !tellsDependencies(`web/${name}`))).toEqual([]);
  expect(['src/a.ts', 'README.md', 'Profile'].filter(tellsDependencies)).toEqual([]);
});
