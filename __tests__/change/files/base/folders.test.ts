import { expect, test } from 'vitest';
import { askForFolders } from '../../../../src/change/files/base/folders.ts';
import type { TreeFile } from '../../../../src/change/files/base/generated-markers.ts';
import { openRepository } from '../../../../src/change/git/git.ts';
import { buildPorts } from '../../../helpers/ports.ts';
import { makeRepository } from '../../../helpers/repository.ts';

test('lists folders one level deep, with names for what lies deeper', async () => {
  const { directory, commit, git } = makeRepository();
  commit('Begin', { 'a.js': '1', 'sub/b c.js': '2', 'sub/é.js': '3', 'sub/deep/d.js': '4' });
  const repository = await openRepository(directory, buildPorts());
  const listed = new Map<string, readonly TreeFile[]>();
  await repository.ask(
    askForFolders('HEAD', ['', 'sub/', 'none/', 'a.js/', 'new\nline/', 'return\r/', 'sub/'], listed),
  );
  const paths = [...listed].map(([folder, files]) => [folder, files.map(({ path }) => path)]);
  expect(paths).toEqual([
    ['', ['a.js', 'sub/x']],
    ['sub/', ['sub/b c.js', 'sub/deep/x', 'sub/é.js']],
    ['none/', []],
    ['a.js/', []],
  ]);
  expect(listed.get('')?.[0]?.oid).toBe(git('rev-parse', 'HEAD:a.js'));
});
