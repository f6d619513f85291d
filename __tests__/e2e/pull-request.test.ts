import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report/report-schema.ts';
import { makeNewcomer } from '../helpers/newcomer.ts';
import { temporaryDirectory } from '../helpers/repository.ts';

/** A clone on `main` of a remote with a pull request 7 for `next`, which is one commit ahead of `main`. */
function cloned({ isMergeable = true } = {}) {
  const made = makeNewcomer({ 'a.js': 'export const a = 1;\n' }, { 'b.js': 'export const b = 1;\n' });
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...words], {
      cwd: made.repository,
      encoding: 'utf8',
    }).trim();
  const remote = join(temporaryDirectory(), 'remote.git');
  git('init', '--quiet', '--bare', remote);
  const next = git('commit-tree', 'feature^{tree}', '-p', 'main', '-m', 'next');
  const blob = execFileSync('git', ['hash-object', '-w', '--stdin'], {
    cwd: made.repository,
    input: 'export const c = 1;\n',
    encoding: 'utf8',
  }).trim();
  git('read-tree', next);
  git('update-index', '--add', '--cacheinfo', `100644,${blob},c.js`);
  const head = git('commit-tree', git('write-tree'), '-p', next, '-m', 'pull request');
  const merge = git('commit-tree', `${head}^{tree}`, '-p', next, '-p', head, '-m', 'merge');
  git(
    'push',
    '--quiet',
    remote,
    'main:refs/heads/main',
    `${next}:refs/heads/next`,
    `${head}:refs/pull/7/head`,
  );
  if (isMergeable) git('push', '--quiet', remote, `${merge}:refs/pull/7/merge`);
  git('reset', '--quiet', '--hard', 'main');
  git('remote', 'add', 'origin', remote);
  git('fetch', '--quiet', 'origin');
  return {
    ...made,
    git,
    head,
    report: () =>
      JSON.parse(readFileSync(join(made.repository, 'deep-review-report/report.json'), 'utf8')) as Report,
  };
}

describe('deep-review pr', () => {
  test.each(['7', '#7', 'https://github.com/acme/shop/pull/7'])(
    '"%s" reviews what it adds to its own branch, and leaves no ref',
    async (word) => {
      const { run, report, git, head } = cloned();
      const refs = git('for-each-ref');
      const ended = await run(`deep-review pr '${word}' --agents checks`);
      expect(ended).toMatchObject({ exitCode: 0 });
      expect(report().change.head).toBe(head);
      expect(report().change.files.map(({ path }) => path)).toEqual(['c.js']);
      expect(report().review.notes.join(' ')).toContain('This is pull request 7 of ');
      expect(git('for-each-ref')).toBe(refs);
    },
  );

  test('compares with the default branch where no trial merge names its own, and says so', async () => {
    const { run, report } = cloned({ isMergeable: false });
    expect(await run('deep-review pr 7 --agents checks')).toMatchObject({ exitCode: 0 });
    expect(report().change.files.map(({ path }) => path)).toEqual(['b.js', 'c.js']);
    expect(report().review.notes.join(' ')).toContain('Which branch it is for is not known');
  });

  test.each([
    ['8', /has no pull request 8/],
    ['feature', /"feature" is no pull request: give its number/],
    ['0', /"0" is no pull request/],
  ])('"%s" is refused', async (word, message) => {
    const ended = await cloned().run(`deep-review pr ${word} --agents checks`);
    expect(ended).toMatchObject({ exitCode: 3, stdout: '' });
    expect(ended.stderr).toMatch(message);
  });

  test('says how git gets access to a remote that it cannot read', async () => {
    const { run, git } = cloned();
    git('remote', 'set-url', 'origin', '/nowhere');
    const ended = await run('deep-review pr 7 --agents checks');
    expect(ended).toMatchObject({ exitCode: 3 });
    expect(ended.stderr).toMatch(/could not be fetched from "origin".*gh auth setup-git/s);
  });
});
