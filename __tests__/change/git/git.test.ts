import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { GitFailure } from '../../../src/change/git/bare-git.ts';
import { openRepository } from '../../../src/change/git/git.ts';
import { UserError } from '../../../src/model/errors.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { gitEnvironment, makeChange, makeRepository, temporaryDirectory } from '../../helpers/repository.ts';

describe('opening', () => {
  test('finds the repository from a folder inside it, and takes a bare one', async () => {
    const { directory, git, commit } = makeRepository();
    commit('Begin', { 'folder/a.txt': 'a\n' });
    const inside = await openRepository(join(directory, 'folder'), buildPorts());
    expect(inside.gitDirectory).toBe(git('rev-parse', '--absolute-git-dir'));

    const bare = join(temporaryDirectory(), 'bare.git');
    git('clone', '--quiet', '--bare', '.', bare);
    const opened = await openRepository(bare, buildPorts());
    expect(await opened.readFile('main', 'folder/a.txt')).toBe('a\n');
  });

  test('says what to do where there is no repository', async () => {
    const directory = temporaryDirectory();
    const open = (path: string) => openRepository(path, buildPorts());
    await expect(open(directory)).rejects.toThrow(/is not in a git repository.*actions\/checkout/);
    await expect(open(join(directory, 'nowhere'))).rejects.toThrow(/is not a directory/);
    await expect(open(directory)).rejects.toBeInstanceOf(UserError);
  });

  test('says that git is missing', async () => {
    const path = process.env.PATH;
    process.env.PATH = temporaryDirectory();
    try {
      await expect(openRepository('.', buildPorts())).rejects.toThrow('git was not found on PATH');
    } finally {
      process.env.PATH = path;
    }
  });
});

describe('reading', () => {
  test('gives null for what is absent, binary, a folder or a submodule', async () => {
    const { directory, commit, git } = makeRepository();
    commit('Begin', { 'a b.txt': 'text', 'image.png': Buffer.from([1, 0, 2]), 'folder/c': 'c' });
    git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},module`);
    git('commit', '--quiet', '--message', 'Add a submodule');
    const repository = await openRepository(directory, buildPorts());
    const read = (path: string) => repository.readFile('HEAD', path);
    expect(await read('a b.txt')).toBe('text');
    for (const path of ['image.png', 'folder', 'module', 'nothing', '-x', '../a b.txt', '*']) {
      expect(await read(path).catch(() => null), path).toBeNull();
    }
  });

  test('reads many blobs at once, whatever is in them', async () => {
    const { directory, commit, git } = makeRepository();
    const texts = ['', 'a\n', 'line\nwithout end', 'é\r\n', 'x'.repeat(300_000)];
    commit('Begin', Object.fromEntries(texts.map((text, index) => [`${index}`, text])));
    const oids = texts.map((_, index) => git('rev-parse', `HEAD:${index}`));
    const repository = await openRepository(directory, buildPorts());
    const blobs = await repository.readBlobs([...oids, 'f'.repeat(40), git('rev-parse', 'HEAD')]);
    expect([...blobs]).toEqual(oids.map((oid, index) => [oid, texts[index]]));
  });

  test('resolves revisions, and nothing that looks like an option or a range', async () => {
    const { directory, commit, git } = makeRepository();
    const first = commit('Begin', { a: '1' });
    const second = commit('Go on', { a: '2' });
    const repository = await openRepository(directory, buildPorts());
    expect(await repository.resolve('HEAD~1')).toBe(first);
    expect(await repository.resolve('main')).toBe(second);
    expect(await repository.resolve('HEAD', 'tree')).toBe(git('rev-parse', 'HEAD^{tree}'));
    for (const revision of ['--all', '-h', 'nothing', 'HEAD..main', '']) {
      expect(await repository.resolve(revision), revision).toBeNull();
    }
    const many = ['HEAD~1', 'nothing', 'HEAD^{tree}', 'main\nHEAD', 'main'];
    expect([...(await repository.resolveAll(many)).values()]).toEqual([first, null, null, null, second]);
  });

  test('tells how a command failed', async () => {
    const { directory, commit } = makeRepository();
    commit('Begin', { a: '1' });
    const repository = await openRepository(directory, buildPorts());
    await expect(repository.run(['cat-file', 'blob', 'HEAD'])).rejects.toThrow(GitFailure);
    await expect(repository.run(['-c', 'core.x=1', 'cat-file', 'blob', 'HEAD'])).rejects.toThrow(
      /^git cat-file failed/,
    );
  });
});

test('executes nothing that a repository configures, and heeds no attribute of the checkout', async () => {
  const { directory, git } = makeChange(
    { 'a.txt': 'one\n', 'b.txt': 'one\n' },
    { 'a.txt': 'two\n', 'b.txt': 'two\n', '.gitattributes': '*.txt diff=evil filter=evil\nb.txt -diff\n' },
  );
  const trace = join(temporaryDirectory(), 'executed');
  for (const key of [
    'core.fsmonitor',
    'core.pager',
    'diff.external',
    'diff.evil.command',
    'diff.evil.textconv',
    'filter.evil.smudge',
    'filter.evil.clean',
    'core.sshCommand',
    'gpg.program',
  ]) {
    git('config', key, `touch ${trace}; cat`);
  }
  git('config', 'log.showSignature', 'true');
  const repository = await openRepository(directory, buildPorts());
  const patch = await repository.run(['diff-tree', '-p', 'main', 'HEAD']);
  expect(patch).toContain('-one\n+two');
  expect(patch).not.toContain('Binary');
  await repository.run(['log', '-p', 'HEAD']);
  expect(() => rmSync(trace)).toThrow('ENOENT');
});

describe('what a clone or its surroundings configure', () => {
  const changed = () =>
    makeChange({ 'a.js': 'one();\n' }, { 'a.js': 'two();\n', '.gitattributes': '*.js -diff\n' });
  const readAll = async ({ directory }: { directory: string }, environment = {}) => {
    const repository = await openRepository(
      directory,
      buildPorts({ environment: { ...gitEnvironment, ...environment } }),
    );
    const patch = await repository.run(['diff-tree', '-r', '-p', 'main', 'HEAD']);
    const commits = await repository.run(['log', '--name-only', '--format=%s', 'main..HEAD']);
    return { patch, commits };
  };

  test.each([
    ['attr.tree', 'HEAD'],
    ['diff.orderFile', '/nonexistent'],
    ['i18n.logOutputEncoding', 'UTF-16'],
  ])('%s decides nothing', async (key, value) => {
    const change = changed();
    change.git('commit', '--quiet', '--amend', '--message', 'Größer');
    change.git('config', key, value);
    const { patch, commits } = await readAll(change);
    expect(patch).toContain('-one();\n+two();');
    expect(commits).toMatch(/^Größer\n/);
  });

  test('grafts and replaced objects hide no history', async () => {
    const { directory, commit, git } = makeRepository();
    const first = commit('Begin', { a: '1' });
    const second = commit('Go on', { a: '2' });
    const info = join(git('rev-parse', '--absolute-git-dir'), 'info');
    mkdirSync(info, { recursive: true });
    writeFileSync(join(info, 'grafts'), `${second}\n`);
    git('replace', second, first);
    const repository = await openRepository(directory, buildPorts());
    expect(await repository.run(['rev-list', 'HEAD'])).toBe(`${second}\n${first}\n`);
  });

  test('configuration in the environment is in force, and ours comes after it', async () => {
    const change = changed();
    const environment = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'user.name', GIT_CONFIG_VALUE_0: 'Grace' };
    const repository = await openRepository(
      change.directory,
      buildPorts({ environment: { ...gitEnvironment, ...environment } }),
    );
    const own = { configuration: [['user.email', 'grace@example.com']] as const };
    expect(await repository.run(['config', 'user.name'], own)).toBe('Grace\n');
    expect(await repository.run(['config', 'user.email'], own)).toBe('grace@example.com\n');
  });
});
