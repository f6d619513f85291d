import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ChangeRequest } from '../../../src/change/ends/change-request.ts';
import { MissingCommits } from '../../../src/change/ends/missing-commits.ts';
import { NothingToReview } from '../../../src/change/ends/nothing-to-review.ts';
import { resolveRevisions } from '../../../src/change/ends/resolve-revisions.ts';
import { UserError } from '../../../src/model/errors.ts';
import { buildPorts } from '../../helpers/ports.ts';
import {
  gitEnvironment,
  makeChange,
  makeRepository,
  type TestRepository,
  temporaryDirectory,
} from '../../helpers/repository.ts';

const resolve = ({ directory }: { directory: string }, overrides: Partial<ChangeRequest> = {}) =>
  resolveRevisions(
    {
      directory,
      base: null,
      head: null,
      pullRequest: null,
      repository: null,
      webUrl: null,
      branch: null,
      token: null,
      openApi: null,
      ...overrides,
    },
    buildPorts({ environment: gitEnvironment }),
  );

describe('without a base', () => {
  test('compares a branch with the default branch', async () => {
    const repository = makeChange({ a: '1' }, { a: '2' });
    const { base, head, mergeBase, request, notes } = await resolve(repository);
    expect([base, head]).toEqual([repository.git('rev-parse', 'main'), repository.git('rev-parse', 'HEAD')]);
    expect(mergeBase).toBe(base);
    expect(request.branch).toBe('feature');
    expect(notes).toEqual(['No base was given: compared with main.']);
  });

  test('knows the branch that is reviewed by its name, and of a commit none', async () => {
    const repository = makeChange({ a: '1' }, { a: '2' });
    const head = repository.git('rev-parse', 'feature');
    repository.git('checkout', '--quiet', 'main');
    expect((await resolve(repository, { base: 'main', head: 'feature' })).request.branch).toBe('feature');
    expect((await resolve(repository, { base: 'main', head })).request.branch).toBeNull();
  });

  test('prefers what the remote calls its default branch', async () => {
    const repository = makeChange({ a: '1' }, { a: '2' });
    const { git } = repository;
    git('branch', 'trunk', 'main');
    git('update-ref', 'refs/remotes/origin/trunk', 'main');
    git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
    expect((await resolve(repository)).notes).toEqual(['No base was given: compared with origin/trunk.']);
  });

  test('reviews commits of the default branch that were not pushed', async () => {
    const { directory, commit, git } = makeRepository();
    commit('Begin', { a: '1' });
    git('update-ref', 'refs/remotes/origin/main', 'main');
    commit('One', { a: '2' });
    commit('Two', { a: '3' });
    expect((await resolve({ directory })).mergeBase).toBe(git('rev-parse', 'origin/main'));
  });

  test('takes the last commit at the tip of the default branch, and all of a first commit', async () => {
    const { directory, commit, git } = makeRepository();
    commit('Begin', { a: '1' });
    const root = await resolve({ directory });
    expect([root.baseIsTree, root.mergeBase]).toEqual([true, root.git.emptyTree]);
    expect(root.notes.join()).toContain('the first one');

    commit('Go on', { a: '2' });
    const last = await resolve({ directory });
    expect(last.mergeBase).toBe(git('rev-parse', 'HEAD~1'));
    expect(last.notes.join()).toContain('the last commit is reviewed');
  });
});

describe('a branch that was pushed', () => {
  const gone = 'f'.repeat(40);
  /** A branch of two commits beside a default branch of any name. */
  const makePushed = () => {
    const repository = makeRepository();
    const first = repository.commit('Begin', { a: '1' });
    repository.git('branch', '--move', 'main', 'trunk');
    repository.git('checkout', '--quiet', '-b', 'topic');
    repository.commit('One', { b: '1' });
    const head = repository.commit('Two', { c: '1' });
    return { ...repository, first, head };
  };
  const pathsOf = async (...args: Parameters<typeof resolve>) =>
    (await resolve(...args)).entries.map((entry) => entry.path);

  test.each([null, gone])(
    'and is new, or replaced what is gone (%s), is compared with the default branch',
    async (base) => {
      const pushed = makePushed();
      const request = { head: pushed.head, branch: 'topic', base, pushed: { defaultBranch: 'trunk' } };
      expect(await pathsOf(pushed, request)).toEqual(['b', 'c']);
      const clone = { directory: temporaryDirectory() };
      execFileSync(
        'git',
        ['clone', '--quiet', '--single-branch', '--branch=topic', pushed.directory, clone.directory],
        {
          env: gitEnvironment,
        },
      );
      expect(await pathsOf(clone, request)).toEqual(['b', 'c']);
    },
  );

  test('and is the default branch is reviewed whole, under its own configuration', async () => {
    const { head, ...pushed } = makePushed();
    const request = { head, branch: 'topic', pushed: { defaultBranch: 'topic' } };
    const revisions = await resolve(pushed, request);
    expect(revisions.entries.map((entry) => entry.path)).toEqual(['a', 'b', 'c']);
    expect([revisions.base, revisions.mergeBase]).toEqual([head, revisions.git.emptyTree]);
  });

  test('and whose default branch nobody names is compared with what the clone calls so', async () => {
    const { head, ...pushed } = makePushed();
    pushed.git('branch', 'main', 'trunk');
    expect(await pathsOf(pushed, { head, branch: 'topic', pushed: { defaultBranch: null } })).toEqual([
      'b',
      'c',
    ]);
  });

  test('and adds nothing has nothing to review', async () => {
    const { first, ...pushed } = makePushed();
    const request = { head: first, branch: 'topic', pushed: { defaultBranch: 'trunk' } };
    await expect(resolve(pushed, request)).rejects.toThrow(NothingToReview);
  });

  test('and is a default branch that replaced what is gone is refused', async () => {
    const { head, ...pushed } = makePushed();
    const request = { head, branch: 'topic', base: gone, pushed: { defaultBranch: 'topic' } };
    await expect(resolve(pushed, request)).rejects.toThrow(/which this push replaced, is gone/);
  });
});

describe('what the user can mend', () => {
  test.each([
    [{ base: 'nowhere' }, /no commit "nowhere"/],
    [{ head: '--upload-pack=touch' }, /no commit "--upload-pack=touch"/],
    [{ base: 'HEAD' }, /nothing to review: .*Work that is not committed/],
    [{ base: 'main', head: 'main' }, /nothing to review: main \([0-9a-f]{12}\)/],
    [{ base: 'lonely' }, /no common ancestor/],
  ])('%j', async (overrides, message) => {
    const repository = makeChange({ a: '1' }, { a: '2' });
    const { git } = repository;
    const tree = git('rev-parse', 'HEAD^{tree}');
    git('branch', 'lonely', git('commit-tree', tree, '-m', 'Alone'));
    const resolved = resolve(repository, overrides);
    await expect(resolved).rejects.toThrow(message);
    await expect(resolved).rejects.toBeInstanceOf(UserError);
  });

  test('a repository without a commit', async () => {
    await expect(resolve(makeRepository())).rejects.toThrow('has no commit yet');
  });

  test('commits that nobody has', async () => {
    const repository = makeChange({ a: '1' }, { a: '2' });
    await expect(resolve(repository, { base: '1'.repeat(40) })).rejects.toThrow(MissingCommits);
  });
});

test('knows owner and pages from the remote, without the password in it', async () => {
  const repository = makeChange({ a: '1' }, { a: '2' });
  repository.git('remote', 'add', 'origin', 'https://me:ghp_secret@github.com/acme/widgets.git');
  const { request } = await resolve(repository);
  expect(request).toMatchObject({ repository: 'acme/widgets', webUrl: 'https://github.com/acme/widgets' });
});

describe('a shallow checkout of the merge ref', () => {
  /** 60 commits behind and ahead, as `actions/checkout` leaves it. */
  function makeShallow(): { full: TestRepository; directory: string; base: string; head: string } {
    const full = makeRepository();
    const { git } = full;
    const extend = (name: string, count: number) => {
      const stream = Array.from({ length: count }, (_, index) => commitCommand(name, index));
      execFileSync('git', ['-C', full.directory, 'fast-import', '--quiet'], {
        input: stream.join(''),
        env: gitEnvironment,
      });
    };
    full.commit('Begin', { seed: 'x' });
    git('branch', 'topic');
    extend('main', 60);
    extend('topic', 60);
    const [base, head] = [git('rev-parse', 'main'), git('rev-parse', 'topic')];
    const tree = git('rev-parse', 'topic^{tree}');
    git('update-ref', 'refs/pull/1/merge', git('commit-tree', tree, '-p', base, '-p', head, '-m', 'Merge'));
    git('branch', '-D', 'topic');

    const directory = temporaryDirectory();
    const clone = (...args: string[]) =>
      execFileSync('git', ['-C', directory, ...args], { env: gitEnvironment });
    clone('init', '--quiet');
    clone('remote', 'add', 'origin', `file://${full.directory}`);
    clone('fetch', '--quiet', '--no-tags', '--depth=1', 'origin', 'refs/pull/1/merge');
    clone('checkout', '--quiet', 'FETCH_HEAD');
    return { full, directory, base, head };
  }

  function commitCommand(branch: string, index: number): string {
    const text = `${branch} ${index}\n`;
    return [
      `commit refs/heads/${branch}`,
      'committer Ada <ada@example.com> 1767323045 +0000',
      'data 4\nStep',
      ...(index === 0 ? [`from refs/heads/${branch}^0`] : []),
      `M 644 inline ${branch}\ndata ${text.length}\n${text}\n`,
    ].join('\n');
  }

  test('is deepened until the merge base is sure', async () => {
    const { full, directory, base, head } = makeShallow();
    const before = readFileSync(join(directory, '.git/config'), 'utf8');
    const { mergeBase, notes, git } = await resolve({ directory }, { base, head });
    expect(mergeBase).toBe(full.git('merge-base', base, head));
    expect(notes).toEqual([]);
    expect((await git.run(['rev-list', '--count', `${mergeBase}..${head}`])).trim()).toBe('60');
    expect(readFileSync(join(directory, '.git/config'), 'utf8')).toBe(before);
  });

  test('is deepened from a work tree that is linked to it, too', async () => {
    const { full, directory, base, head } = makeShallow();
    const linked = join(temporaryDirectory(), 'linked');
    execFileSync('git', ['-C', directory, 'worktree', 'add', '--quiet', '--detach', linked], {
      env: gitEnvironment,
    });
    const { mergeBase, git } = await resolve({ directory: linked }, { base, head });
    expect(mergeBase).toBe(full.git('merge-base', base, head));
    expect((await git.run(['rev-list', '--count', `${mergeBase}..${head}`])).trim()).toBe('60');
  });

  test('may be missing: the commits are fetched into a repository of our own', async () => {
    const { full, base, head } = makeShallow();
    const directory = temporaryDirectory();
    const { mergeBase, git } = await resolve(
      { directory },
      { base, head, webUrl: `file://${full.directory}` },
    );
    expect(mergeBase).toBe(full.git('merge-base', base, head));
    expect((await git.run(['rev-list', '--count', `${mergeBase}..${head}`])).trim()).toBe('60');
    expect(readdirSync(directory)).toEqual([]);
  });

  test('is not content with a common ancestor while a better one may be cut off', async () => {
    const full = makeRepository();
    const { git } = full;
    const oldest = full.commit('Oldest', { seed: '1' });
    const best = full.commit('Best', { seed: '2' });
    const commitTree = (subject: string, ...parents: string[]) =>
      git('commit-tree', 'HEAD^{tree}', '-m', subject, ...parents.flatMap((parent) => ['-p', parent]));
    let chain = best;
    for (let index = 0; index < 60; index++) chain = commitTree(`Chain ${index}`, chain);
    const base = commitTree('Base, with a short way to the oldest', commitTree('Side', oldest), chain);
    const head = full.commit('Head', { work: '1' });
    git('update-ref', 'refs/heads/base', base);
    const directory = temporaryDirectory();
    const clone = (...args: string[]) =>
      execFileSync('git', ['-C', directory, ...args], { env: gitEnvironment });
    clone('init', '--quiet');
    clone('remote', 'add', 'origin', `file://${full.directory}`);
    clone('fetch', '--quiet', '--no-tags', '--depth=1', 'origin', head, base);
    expect((await resolve({ directory }, { base, head })).mergeBase).toBe(best);
  });

  test('says what to do where nothing can be fetched', async () => {
    const { directory, base, head } = makeShallow();
    execFileSync('git', ['-C', directory, 'remote', 'remove', 'origin']);
    const resolved = resolve({ directory }, { base, head });
    await expect(resolved).rejects.toThrow(/fetching failed.*fetch-depth: 0/);
    await expect(resolved).rejects.toBeInstanceOf(MissingCommits);
  });

  test('is no ground for a guess where the history between both ends cannot be had', async () => {
    const { full, directory, base, head } = makeShallow();
    const clone = (...args: string[]) =>
      execFileSync('git', ['-C', directory, ...args], { env: gitEnvironment });
    clone('fetch', '--quiet', '--depth=1', `file://${full.directory}`, base, head);
    clone('remote', 'remove', 'origin');
    const resolved = resolve({ directory }, { base, head });
    await expect(resolved).rejects.toThrow(/no common ancestor in this shallow checkout.*fetch-depth: 0/);
    await expect(resolved).rejects.toBeInstanceOf(MissingCommits);
  });

  test('gets the commit before the last one', async () => {
    const { full, directory } = makeShallow();
    const { mergeBase } = await resolve({ directory });
    expect(mergeBase).toBe(full.git('rev-parse', 'refs/pull/1/merge^1'));
  });
});
