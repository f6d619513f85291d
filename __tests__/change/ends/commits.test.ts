import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readCommits } from '../../../src/change/ends/commits.ts';
import { resolveRevisions } from '../../../src/change/ends/resolve-revisions.ts';
import { openRepository } from '../../../src/change/git/git.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { gitEnvironment, makeChange, makeRepository } from '../../helpers/repository.ts';
import { requestFor } from '../../helpers/run-fixture.ts';

test('a straight line of commits tells that it starts at the base', async () => {
  const { directory, git, commit } = makeChange({ a: '1' }, { a: '2' });
  commit('Go on', { a: '3' });
  const repository = await openRepository(directory, buildPorts());
  const { commits, followsBase } = await readCommits(
    repository,
    git('rev-parse', 'HEAD'),
    git('rev-parse', 'main'),
  );
  expect(followsBase).toBe(true);
  expect(commits.map(({ oid }) => oid)).toEqual([git('rev-parse', 'HEAD~1'), git('rev-parse', 'HEAD')]);
  expect(await readCommits(repository, git('rev-parse', 'main'), git('rev-parse', 'HEAD'))).toEqual({
    commits: [],
    followsBase: false,
  });
});

test('a branch that the base was merged into starts where that was', async () => {
  const repository = makeChange({ a: '1' }, { b: '1' });
  const { directory, git, commit } = repository;
  git('checkout', '--quiet', 'main');
  const merged = commit('Meanwhile', { c: '1' });
  git('checkout', '--quiet', 'feature');
  git('merge', '--quiet', '--no-edit', 'main');
  git('checkout', '--quiet', 'main');
  const base = commit('Later', { d: '1' });
  const head = git('rev-parse', 'feature');
  const opened = await openRepository(directory, buildPorts());
  expect((await readCommits(opened, head, base)).followsBase).toBe(false);
  const { mergeBase, commits } = await resolveRevisions(
    requestFor(repository),
    buildPorts({ environment: gitEnvironment }),
  );
  expect(mergeBase).toBe(merged);
  expect(commits.map(({ oid }) => oid)).toEqual([git('rev-parse', 'feature~1'), head]);
});

test('of more commits than are listed nothing is concluded', async () => {
  const { directory, git } = makeRepository();
  const author = 'A <a@example.com> 1700000000 +0000';
  const commits = Array.from(
    { length: 1002 },
    (_, index) =>
      `commit refs/heads/main\nmark :${index + 1}\nauthor ${author}\ncommitter ${author}\ndata 1\nx\n${index === 0 ? '' : `from :${index}\n`}`,
  );
  execFileSync('git', ['fast-import', '--quiet', '--done'], {
    cwd: directory,
    env: gitEnvironment,
    input: `${commits.join('')}done\n`,
  });
  const repository = await openRepository(directory, buildPorts());
  const { commits: listed, followsBase } = await readCommits(
    repository,
    'main',
    git('rev-parse', 'main~1001'),
  );
  expect(listed).toHaveLength(1000);
  expect(listed.at(-1)?.oid).toBe(git('rev-parse', 'main'));
  expect(followsBase).toBe(false);
});

test('where dates run backwards, what the head took away of its base is seen', async () => {
  const repository = makeRepository();
  const { directory, git } = repository;
  const commit = (mark: number, seconds: number, parents: readonly number[], change: string) => {
    const [parent, ...merged] = parents.map((one) => `:${one}`);
    return [
      'reset refs/heads/all',
      'commit refs/heads/all',
      `mark :${mark}`,
      `committer A <a@example.com> ${seconds} +0000`,
      'data 1\nx',
      ...(parent === undefined ? [] : [`from ${parent}`]),
      ...merged.map((one) => `merge ${one}`),
      `${change}\n`,
    ].join('\n');
  };
  const write = (path: string) => `M 100644 inline ${path}\ndata 1\nx\n`;
  const old = Array.from({ length: 12 }, (_, index) =>
    commit(index + 3, 1_000_000_000 - index, [index + 2], write(`f${index}`)),
  );
  const history = [
    commit(1, 1_700_000_000, [], write('a')),
    commit(2, 1_750_000_000, [1], write('guard')),
    ...old,
    commit(15, 1_900_000_000, [14, 1], write('b')),
    commit(16, 1_800_000_000, [2], 'D guard\n'),
    'reset refs/heads/main\nfrom :15\n\nreset refs/heads/feature\nfrom :16\n\ndone\n',
  ];
  execFileSync('git', ['fast-import', '--quiet', '--done', '--force'], {
    cwd: directory,
    env: gitEnvironment,
    input: history.join(''),
  });
  const { mergeBase, entries } = await resolveRevisions(
    requestFor(repository),
    buildPorts({ environment: gitEnvironment }),
  );
  expect(mergeBase).toBe(git('rev-parse', 'feature~1'));
  expect(entries).toHaveLength(1);
});
