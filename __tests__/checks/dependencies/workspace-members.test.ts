import { expect, test } from 'vitest';
import { findMembers } from '../../../src/checks/dependencies/locks/workspace-members.ts';

/** A workspace of files that were looked for, each with the package's name in it. */
function workspace(packages: Readonly<Record<string, string>>) {
  const looked: string[] = [];
  const change = {
    readHead(path: string) {
      looked.push(path);
      const name = packages[path];
      return Promise.resolve(name === undefined ? null : JSON.stringify({ name }));
    },
  };
  const members = async (folders: unknown, names: readonly string[]) => [
    ...(await findMembers(change, 'web/', JSON.stringify({ workspaces: folders }), names)),
  ];
  return { looked, members };
}

test('members are found in the folders that are named, and by their names below those of a pattern', async () => {
  const { members } = workspace({
    'web/tools/package.json': '@s/tools',
    'web/packages/b/package.json': '@s/b',
    'web/lib-c/package.json': 'c',
  });
  expect(await members(['tools', './packages/*', '!x', 'lib-*/'], ['@s/tools', '@s/b', 'c', 'd'])).toEqual([
    '@s/tools',
    '@s/b',
    'c',
  ]);
  expect(await members({ packages: ['packages/**'] }, ['@s/b'])).toEqual(['@s/b']);
});

test('few files are looked for, however many folders and packages there are', async () => {
  const many = Array.from({ length: 20_000 }, (_, index) => `p${index}`);
  for (const folders of [many, many.map((folder) => `${folder}/*`)]) {
    const { looked, members } = workspace({});
    expect(await members(folders, many)).toEqual([]);
    expect(looked).toHaveLength(100);
  }
});

test('nothing is looked for where no package is, and a pattern of very many stars is read once', async () => {
  const { looked, members } = workspace({});
  expect(await members(['packages/*', 'tools'], [])).toEqual([]);
  expect(await members([`${'*'.repeat(300_000)}x`], ['a'])).toEqual([]);
  expect(looked).toEqual([]);
});
