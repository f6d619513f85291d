import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readCommits } from '../../../src/change/ends/commits.ts';
import { resolveRevisions } from '../../../src/change/ends/resolve-revisions.ts';
import { openRepository } from '../../../src/change/git/git.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { gitEnvironment, makeChange, makeRepository } from '../../helpers/repository.ts';
import { requestFor } from '../../helpers/run-fixture.ts';

test('a straight line of commits tells where it starts', async () => {
  const { directory, git, commit } = makeChange({ a: '1' }, { a: '2' });
  commit('Go on', { a: '3' });
  const repository = await openRepository(directory, buildPorts());
  const { commits, start } = await readCommits(
    repository,
    git('rev-parse', 'HEAD'),
    git('rev-parse', 'main'),
  );
  expect(start).toBe(git('rev-parse', 'main'));
  expect(commits.map(({ oid }) => oid)).toEqual([git('rev-parse', 'HEAD~1'), git('rev-parse', 'HEAD')]);
  expect(await readCommits(repository, git('rev-parse', 'main'), git('rev-parse', 'HEAD'))).toEqual({
    commits: [],
    start: null,
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
  expect((await readCommits(opened, head, base)).start).toBeNull();
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
  const { commits: listed, start } = await readCommits(repository, 'main', git('rev-parse', 'main~1001'));
  expect(listed).toHaveLength(1000);
  expect(listed.at(-1)?.oid).toBe(git('rev-parse', 'main'));
  expect(start).toBeNull();
});
