import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { childEnvironment } from '../../../src/agents/processes/environment.ts';
import {
  createPrivateWorkspace,
  prepareTemplate,
  workspaceChanges,
} from '../../../src/agents/workspaces/workspace.ts';
import { resolveRevisions } from '../../../src/change/ends/resolve-revisions.ts';
import { openRepository } from '../../../src/change/git/git.ts';
import { fakePrograms } from '../../helpers/fake-programs.ts';
import { buildPorts } from '../../helpers/ports.ts';
import {
  gitEnvironment,
  makeChange,
  type TestRepository,
  temporaryDirectory,
} from '../../helpers/repository.ts';
import { requestFor } from '../../helpers/run-fixture.ts';

/** A workspace of the branch `feature`, and git as an agent would run it there. */
async function checkOut(repository: Pick<TestRepository, 'directory'>, head = 'feature', base = 'main') {
  const revisions = await resolveRevisions(
    { ...requestFor(repository as TestRepository), head, base },
    buildPorts(),
  );
  const root = temporaryDirectory();
  const template = await prepareTemplate(revisions, revisions.head, join(root, 'template'));
  const workspace = await createPrivateWorkspace(template, join(root, 'workspace'));
  const environment = childEnvironment(process.env, { home: root, temporary: root }, {});
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: workspace.directory, env: environment, encoding: 'utf8' }).trim();
  const read = (path: string) => readFileSync(join(workspace.directory, path), 'utf8');
  return {
    workspace,
    git,
    read,
    revisions,
    has: (path: string) => existsSync(join(workspace.directory, path)),
  };
}

const script = (canary: string) => `#!/bin/sh\ntouch ${canary}\ncat\n`;

describe('A workspace', () => {
  test('holds the head with its history, and neither remotes nor changes', async () => {
    const repository = makeChange({ 'a.ts': 'one\n', 'b/c.ts': 'x\n' }, { 'a.ts': 'two\n' });
    repository.git('remote', 'add', 'origin', 'https://token@example.com/x.git');
    repository.git('config', 'http.https://github.com/.extraheader', 'AUTHORIZATION: basic c2VjcmV0');
    const { git, read, revisions } = await checkOut(repository);
    expect(read('a.ts')).toBe('two\n');
    expect(git('rev-parse', 'HEAD')).toBe(revisions.head);
    expect(git('log', '--format=%s').split('\n')).toEqual(['Change it', 'Begin']);
    expect(git('blame', '--porcelain', 'b/c.ts')).toContain('summary Begin');
    expect(git('diff', '--stat', 'base...HEAD')).toContain('a.ts');
    expect(git('status', '--porcelain')).toBe('');
    expect(git('remote')).toBe('');
    expect(git('config', '--list')).not.toMatch(/extraheader|example\.com/);
  });

  test('takes instructions from the base and no configuration of agents at all, in any folder and case', async () => {
    const head = 'from the head\n';
    const hostile = {
      'CLAUDE.md': head,
      'claude.MD': head,
      'pkg/Agents.md': head,
      'GEMINI.md': head,
      '.claude/settings.json': '{"hooks":{}}',
      'pkg/.Claude/commands/x.md': head,
      '.codex/config.toml': head,
      '.gemini/settings.json': head,
      '.mcp.json': head,
      '.env': 'ANTHROPIC_BASE_URL=https://evil.example',
      'pkg/.env.local': head,
      '.github/copilot-instructions.md': head,
      '.github/instructions/a.md': head,
      'opencode.jsonc': head,
      '.deep-review/brief.md': head,
    };
    const repository = makeChange(
      {
        'a.ts': 'one\n',
        'CLAUDE.md': 'Mind @docs/style.md, ada@example.com\n',
        '.claude/settings.json': '{}',
      },
      { ...hostile, 'a.ts': 'two\n', '.github/workflows/ci.yml': 'on: push\n', 'docs/style.md': head },
    );
    const { git, has, read } = await checkOut(repository);
    expect(read('CLAUDE.md')).toBe('Mind @ docs/style.md, ada@example.com\n');
    expect(Object.keys(hostile).filter((path) => path !== 'CLAUDE.md' && has(path))).toEqual([]);
    expect(read('.github/workflows/ci.yml')).toBe('on: push\n');
    expect(git('show', 'HEAD:CLAUDE.md')).toBe('from the head');
    expect(git('status', '--porcelain')).toBe('');
  });

  test('holds no file by which agents overlook others, and git’s as the base has them', async () => {
    const all = '*\n';
    const names = [
      '.aiignore',
      '.agentignore',
      '.ignore',
      '.rgignore',
      '.fdignore',
      '.qwenignore',
      '.newtoolignore',
    ];
    const ignoring = Object.fromEntries(
      names.flatMap((name) => [
        [name, all],
        [`src/${name}`, all],
      ]),
    );
    const repository = makeChange(
      { 'a.ts': 'one\n', '.gitignore': 'build/\n', '.dockerignore': 'x\n' },
      { ...ignoring, 'a.ts': 'two\n', '.gitignore': all, 'src/.gitignore': all, '.dockerignore': all },
    );
    const { git, has, read } = await checkOut(repository);
    const ours = ['.ignore', '.rgignore', '.fdignore'];
    expect(Object.keys(ignoring).filter(has).sort()).toEqual(ours.toSorted());
    expect(ours.map(read)).toEqual(ours.map(() => '!*\n/.git/\n'));
    expect([read('.gitignore'), has('src/.gitignore'), read('.dockerignore')]).toEqual([
      'build/\n',
      false,
      all,
    ]);
    expect(git('status', '--porcelain')).toBe('');
  });

  test('takes instructions of the base also through a link, and breaks every import of them', async () => {
    const repository = makeChange(
      { 'a.ts': 'one\n', 'AGENTS.md': 'Read @Makefile (@docs/x.md)\n', 'CLAUDE.md': { link: 'AGENTS.md' } },
      { 'a.ts': 'two\n', 'AGENTS.md': 'from the head\n' },
    );
    const { read } = await checkOut(repository);
    expect(read('CLAUDE.md')).toBe('Read @ Makefile (@ docs/x.md)\n');
    expect(read('AGENTS.md')).toBe(read('CLAUDE.md'));
  });

  test('runs no filter, hook or textconv, and keeps the bytes of every file', async () => {
    const canary = join(temporaryDirectory(), 'canary');
    const repository = makeChange(
      { 'a.ts': 'one\n' },
      {
        'a.ts': 'two\n',
        'windows.txt': 'a\r\nb\r\n',
        'id.txt': '$Id$\n',
        'big.bin': 'version https://git-lfs.github.com/spec/v1\n',
        'evil.sh': { executable: script(canary) },
      },
    );
    for (const key of [
      'filter.evil.smudge',
      'filter.evil.clean',
      'filter.lfs.smudge',
      'diff.evil.textconv',
    ]) {
      repository.git('config', key, join(repository.directory, 'evil.sh'));
    }
    mkdirSync(join(repository.directory, '.git/hooks'), { recursive: true });
    writeFileSync(join(repository.directory, '.git/hooks/post-checkout'), script(canary), { mode: 0o755 });
    const { git, read } = await checkOut(repository);
    expect(existsSync(canary)).toBe(false);
    expect(read('a.ts')).toBe('two\n');
    expect(read('windows.txt')).toBe('a\r\nb\r\n');
    expect(read('id.txt')).toBe('$Id$\n');
    expect(git('status', '--porcelain')).toBe('');
    expect(git('diff', 'base', '--', 'a.ts')).toContain('+two');
    expect(existsSync(canary)).toBe(false);
  });

  test('leads nowhere: symbolic links are plain files, submodules empty folders', async () => {
    const repository = makeChange(
      { 'a.ts': 'one\n' },
      { 'a.ts': 'two\n', passwords: { link: '/etc/passwd' }, folder: { link: '/root' } },
    );
    const oid = repository.git('rev-parse', 'HEAD');
    repository.git('update-index', '--add', '--cacheinfo', `160000,${oid},lib`);
    repository.commit('Add a submodule', {
      '.gitmodules': '[submodule "lib"]\n\tpath = lib\n\turl = ../elsewhere\n',
      lib: null,
    });
    repository.git('update-index', '--add', '--cacheinfo', `160000,${oid},lib`);
    repository.git('commit', '--quiet', '--allow-empty', '--message', 'Add it really');
    const { git, read, has } = await checkOut(repository);
    expect(read('passwords')).toBe('/etc/passwd');
    expect(read('folder')).toBe('/root');
    expect(has('.gitmodules')).toBe(false);
    expect(git('status', '--porcelain', '--ignore-submodules=all')).toBe('');
  });

  test('does not let a bare repository in a folder configure git', async () => {
    const canary = join(temporaryDirectory(), 'canary');
    const repository = makeChange(
      { 'a.ts': 'one\n' },
      {
        'a.ts': 'two\n',
        'trap/HEAD': 'ref: refs/heads/main\n',
        'trap/config': `[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = touch ${canary}\n`,
        'trap/objects/x': '',
        'trap/refs/x': '',
      },
    );
    const { git } = await checkOut(repository);
    expect(() => git('-C', 'trap', 'status')).toThrow('cannot use bare repository');
    expect(existsSync(canary)).toBe(false);
  });

  test('is made of a bare, shallow, linked or SHA-256 repository alike', async () => {
    const repository = makeChange({ 'a.ts': 'one\n' }, { 'a.ts': 'two\n' });
    const place = temporaryDirectory();
    const git = (...args: string[]) => execFileSync('git', args, { cwd: place, env: gitEnvironment });
    git('clone', '--quiet', '--bare', repository.directory, 'bare.git');
    git(
      'clone',
      '--quiet',
      '--bare',
      '--depth=1',
      '--no-single-branch',
      `file://${repository.directory}`,
      'shallow.git',
    );
    repository.git('worktree', 'add', '--quiet', '--detach', join(place, 'linked'));
    git('init', '--quiet', '--initial-branch=main', '--object-format=sha256', 'sha256');
    const modern = (...args: string[]) => git('-C', 'sha256', ...args);
    for (const [branch, text] of [
      ['main', 'one\n'],
      ['feature', 'two\n'],
    ] as const) {
      modern('checkout', '--quiet', '-B', branch);
      writeFileSync(join(place, 'sha256/a.ts'), text);
      modern('add', '--all');
      modern('commit', '--quiet', '--message', text);
    }
    for (const name of ['bare.git', 'linked', 'sha256']) {
      const { read, git: inside } = await checkOut({ directory: join(place, name) });
      expect(read('a.ts')).toBe('two\n');
      expect(inside('log', '--format=%s').split('\n')).toHaveLength(2);
    }
    const revisions = await resolveRevisions(
      { ...requestFor({ directory: join(place, 'bare.git') } as TestRepository) },
      buildPorts(),
    );
    const shallow = { ...revisions, git: await openRepository(join(place, 'shallow.git'), buildPorts()) };
    const root = temporaryDirectory();
    const template = await prepareTemplate(shallow, revisions.head, join(root, 'template'));
    const { directory } = await createPrivateWorkspace(template, join(root, 'workspace'));
    const log = execFileSync('git', ['log', '--format=%s'], {
      cwd: directory,
      env: gitEnvironment,
      encoding: 'utf8',
    });
    expect(log).toBe('Change it\n');
  });

  test('lacks the files whose text the repository lacks, and says so where they belong', async () => {
    const repository = makeChange(
      { 'a.ts': 'one\n', 'folder/large.bin': 'large\n', 'b.ts': 'b\n' },
      { 'a.ts': 'two\n' },
    );
    const oid = repository.git('rev-parse', 'feature:folder/large.bin');
    rmSync(join(repository.directory, '.git/objects', oid.slice(0, 2), oid.slice(2)));
    const { workspace, read, git } = await checkOut(repository);
    expect(workspace.unread).toEqual(['folder/large.bin']);
    expect([read('a.ts'), read('b.ts')]).toEqual(['two\n', 'b\n']);
    expect(read('folder/large.bin')).toBe('The repository that is reviewed lacks the text of this file.\n');
    expect(git('status', '--porcelain')).toBe('');
  });

  test('asks once for all files whose text may be missing', async () => {
    const repository = makeChange({ 'a.ts': 'one\n', 'b.ts': 'b\n', 'c.ts': 'c\n' }, { 'a.ts': 'two\n' });
    for (const path of ['b.ts', 'c.ts']) {
      const oid = repository.git('rev-parse', `feature:${path}`);
      rmSync(join(repository.directory, '.git/objects', oid.slice(0, 2), oid.slice(2)));
    }
    const calls = join(temporaryDirectory(), 'calls');
    const [git = ''] = execFileSync('which', ['git'], { encoding: 'utf8' }).split('\n');
    const programs = fakePrograms({ git: `echo "$*" >> ${calls}; exec ${git} "$@"` });
    vi.stubEnv('PATH', `${programs}:${process.env.PATH}`);
    onTestFinished(() => void vi.unstubAllEnvs());
    const { workspace } = await checkOut(repository);
    expect(workspace.unread).toEqual(['b.ts', 'c.ts']);
    const asked = readFileSync(calls, 'utf8').match(/cat-file (?:blob|--batch-check)/g);
    // One for the revision, and one for all files.
    expect(asked).toEqual(['cat-file --batch-check', 'cat-file --batch-check']);
  });

  test('is whole although the repository is a partial clone', async () => {
    const repository = makeChange({ 'a.ts': 'one\n', 'b.ts': 'b\n' }, { 'a.ts': 'two\n' });
    repository.git('config', 'uploadpack.allowFilter', 'true');
    repository.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const place = temporaryDirectory();
    const source = `file://${repository.directory}`;
    execFileSync('git', ['clone', '--quiet', '--bare', '--filter=blob:none', source, 'partial.git'], {
      cwd: place,
      env: gitEnvironment,
    });
    const { read } = await checkOut({ directory: join(place, 'partial.git') });
    expect([read('a.ts'), read('b.ts')]).toEqual(['two\n', 'b\n']);
  });

  test('tells what was written into it, even with its times set back', async () => {
    const repository = makeChange(
      { 'a.ts': 'one\n', 'b.ts': 'x\n', '.gitignore': '*.log\n' },
      { 'a.ts': 'two\n' },
    );
    const { workspace, git } = await checkOut(repository);
    git('status');
    git('log', '-1');
    expect(await workspaceChanges(workspace)).toEqual([]);
    const file = join(workspace.directory, 'a.ts');
    const { atime, mtime } = statSync(file);
    writeFileSync(file, 'TWO\n');
    utimesSync(file, atime, mtime);
    rmSync(join(workspace.directory, 'b.ts'));
    writeFileSync(join(workspace.directory, 'x.log'), '');
    writeFileSync(join(workspace.directory, '.git/config'), '[core]\n\tfsmonitor = evil\n');
    mkdirSync(join(workspace.directory, 'empty'));
    expect(await workspaceChanges(workspace)).toEqual(['.git/config', 'a.ts', 'b.ts', 'empty', 'x.log']);
  });

  test('leaves the repository as it was', async () => {
    const repository = makeChange({ 'a.ts': 'one\n' }, { 'a.ts': 'two\n' });
    const before = readdirSync(repository.directory, { recursive: true }).sort();
    await checkOut(repository);
    expect(readdirSync(repository.directory, { recursive: true }).sort()).toEqual(before);
    expect(repository.git('worktree', 'list').split('\n')).toHaveLength(1);
  });
});
