import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report/report-schema.ts';
import { makeNewcomer } from '../helpers/newcomer.ts';

const focused = "it.only('adds', () => {});\n";
const plain = "it('adds', () => {});\n";

/** A newcomer on `feature`, one commit ahead of `main`. */
function newcomer() {
  const made = makeNewcomer(
    { 'src/sum.js': 'export const sum = 1;\n', 'test/sum.test.js': plain },
    { 'src/sum.js': 'export const sum = 2;\n' },
  );
  const at = (path: string) => join(made.repository, path);
  return {
    ...made,
    write: (path: string, text: string) => writeFileSync(at(path), text),
    review: (words: string) => made.run(`deep-review ${words} --agents checks`),
    report: () => JSON.parse(readFileSync(at('deep-review-report/report.json'), 'utf8')) as Report,
    paths: () =>
      (JSON.parse(readFileSync(at('deep-review-report/report.json'), 'utf8')) as Report).change.files.map(
        ({ path }) => path,
      ),
  };
}

describe('the change that is meant', () => {
  test.each([
    ['main..feature', 'main..feature'],
    ['main...feature', 'main..feature'],
    ['main..', 'main..feature'],
    ['main', 'main..feature'],
    ['HEAD~1', 'HEAD~1..feature'],
    ['review HEAD~1', 'HEAD~1..feature'],
    ['.', 'main..feature'],
    ['src/..', 'main..feature'],
    ['"../$(basename "$PWD")"', 'main..feature'],
    ['', 'main..feature'],
  ])('of "%s" is said, and is the branch', async (words, ends) => {
    const { review, paths } = newcomer();
    const ended = await review(words);
    expect(ended.stderr).toContain(`Reviewing ${ends}: 1 commit, 1 file.`);
    expect(ended.exitCode).toBe(0);
    expect(paths()).toEqual(['src/sum.js']);
  });

  test.each([
    ['nothing-like-it', /unknown command "nothing-like-it", and no revision or directory/],
    ['revew', /unknown command "revew" \(did you mean "review"\?\)/],
    ['diff', /unknown command "diff" \(did you mean "review"\?\)/],
    ['show', /did you mean "open"/],
    ['status', /did you mean "doctor"/],
    ['main..feature --base main', /leave out one of them/],
    ['--worktree --head main', /reviews the files of a work tree/],
    ['main..nowhere', /There is no commit "nowhere"/],
  ])('"%s" is refused, and leaves no folder', async (words, message) => {
    const { review, repository } = newcomer();
    const ended = await review(words);
    expect(ended).toMatchObject({ exitCode: 3, stdout: '' });
    expect(ended.stderr).toMatch(message);
    expect(existsSync(join(repository, 'deep-review-report'))).toBe(false);
  });

  test('a misspelt agent leaves no folder either, although the change was read before', async () => {
    const { run, repository } = newcomer();
    const ended = await run('deep-review --agents claud');
    expect(ended.exitCode).toBe(3);
    expect(ended.stderr).toContain('did you mean "claude"');
    expect(existsSync(join(repository, 'deep-review-report'))).toBe(false);
  });
});

describe('work that is not committed', () => {
  /** One staged, one unstaged, one untracked file. */
  async function messy() {
    const made = newcomer();
    made.write('test/sum.test.js', focused);
    await made.run('git add test/sum.test.js');
    made.write('src/sum.js', 'export const sum = 3;\n');
    made.write('src/new.js', 'export const extra = 1;\n');
    return made;
  }

  test('is not in a review of commits, which says so', async () => {
    const { review, paths } = await messy();
    const { stderr } = await review('');
    expect(stderr).toContain(
      'Reviewing main..feature: 1 commit, 1 file. Not included: 1 staged, 1 unstaged, 1 untracked.',
    );
    expect(paths()).toEqual(['src/sum.js']);
  });

  test.each([
    ['--worktree', ['src/sum.js', 'test/sum.test.js'], ' Not included: 1 untracked.'],
    ['--staged', ['test/sum.test.js'], ' Not included: 1 unstaged, 1 untracked.'],
    ['--worktree --untracked', ['src/new.js', 'src/sum.js', 'test/sum.test.js'], ''],
    ['--staged --base main', ['src/sum.js', 'test/sum.test.js'], ' Not included: 1 unstaged, 1 untracked.'],
  ])('is reviewed with %s', async (words, expected, leftOut) => {
    const { review, report, paths } = await messy();
    const ended = await review(words);
    expect(paths().sort()).toEqual(expected);
    expect(ended.exitCode).toBe(1);
    expect(report().findings[0]?.anchor.path).toBe('test/sum.test.js');
    expect(ended.stderr).toMatch(new RegExp(`Reviewing .*, ${expected.length} files?\\.${leftOut}\\n`));
    expect(report().review.notes.join()).toMatch(/not committed yet/);
  });

  test('inside a submodule is told of, since no commit here can hold it', async () => {
    const { review, run } = await messy();
    const git = 'git -c protocol.file.allow=always -c user.name=A -c user.email=a@example.com';
    await run(`${git} init --quiet ../part && ${git} -C ../part commit --quiet --allow-empty --message one`);
    await run(`${git} submodule --quiet add "$PWD/../part" part && ${git} commit --quiet --message part`);
    await run('touch part/new.js');
    const { stderr } = await review('--worktree');
    expect(stderr).toContain('Not included: 1 untracked, uncommitted work in 1 submodule.');
  });

  test('stays as it is: index, refs, work tree', async () => {
    const { review, run } = await messy();
    const state = async () =>
      (await run('git status --porcelain=v2 --branch; git for-each-ref; git stash list; md5sum .git/index'))
        .stdout;
    const before = await state();
    await review('--worktree --untracked');
    await review('--staged');
    expect(await state()).toBe(before);
  });

  test('that deletes, before the first commit, and in a folder below is seen', async () => {
    const deleting = newcomer();
    rmSync(join(deleting.repository, 'test/sum.test.js'));
    await deleting.run('cd src && deep-review --worktree --agents checks --out ../deep-review-report');
    expect(deleting.paths()).toEqual(['test/sum.test.js']);
    const { run, repository } = makeNewcomer();
    mkdirSync(join(repository, 'fresh'));
    writeFileSync(join(repository, 'fresh/a.js'), '1;\n');
    const ended = await run(
      'cd fresh && git init --quiet && git add . && deep-review --staged --agents checks',
    );
    expect(ended.stderr).toMatch(/Reviewing .*: 1 commit, 1 file\./);
  });

  test('in conflict is refused', async () => {
    const { run, write, review } = newcomer();
    await run('git checkout -q -b other main');
    write('src/sum.js', 'export const sum = 9;\n');
    await run(
      'git -c user.name=A -c user.email=a@b commit -qam other; git -c user.name=A -c user.email=a@b merge feature',
    );
    expect(await review('--staged')).toMatchObject({ exitCode: 3 });
  });
});

test('the folder of a report ignores itself in git, and a second run takes the place of the first', async () => {
  const { review, run, repository } = newcomer();
  await run('rm .git/info/exclude');
  await review('');
  expect((await run('git status --porcelain deep-review-report')).stdout).toBe('');
  const raw = join(repository, 'deep-review-report/raw');
  mkdirSync(join(raw, 'claude'));
  writeFileSync(join(raw, 'claude/run.json'), '{}');
  mkdirSync(join(raw, 'mine'));
  writeFileSync(join(raw, 'mine/notes.txt'), '');
  await review('');
  expect(readdirSync(raw)).not.toContain('claude');
  expect(readdirSync(raw)).toContain('mine');
});

test('a folder that was there is left as it is', async () => {
  const { review, repository } = newcomer();
  mkdirSync(join(repository, 'mine'));
  await review('--out mine');
  expect(existsSync(join(repository, 'mine/report.html'))).toBe(true);
  expect(existsSync(join(repository, 'mine/.gitignore'))).toBe(false);
});
