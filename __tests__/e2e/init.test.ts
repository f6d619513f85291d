import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lintWorkflow } from '../helpers/lint-workflow.ts';
import { makeNewcomer } from '../helpers/newcomer.ts';
import { temporaryDirectory } from '../helpers/repository.ts';

describe('deep-review init', () => {
  const paths = { workflow: '.github/workflows/deep-review.yml', configuration: '.github/deep-review.yml' };

  test('writes both files, which then work', async () => {
    const { repository, run } = makeNewcomer({ 'package-lock.json': '{}', 'src/generated/a.js': '1;\n' });
    mkdirSync(join(repository, 'src/deeper'));
    const ended = await run('cd src/deeper && deep-review init');
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ended.stdout).toMatch(/Wrote .github\/workflows\/deep-review.yml[\s\S]*Next:\n {2}1\. /);
    const workflow = readFileSync(join(repository, paths.workflow), 'utf8');
    expect(await lintWorkflow(workflow)).toEqual([]);
    const reviewed = await run(`deep-review --agents checks --config ${paths.configuration}`);
    expect(reviewed.exitCode).toBe(0);
  });

  test('never writes over a file', async () => {
    const { repository, run } = makeNewcomer();
    mkdirSync(join(repository, '.github'));
    writeFileSync(join(repository, paths.configuration), 'ignore: [mine]\n');
    const ended = await run('deep-review init');
    expect(ended.stderr).toBe(
      '.github/deep-review.yml exists and is left as it is; --force writes it anew.\n',
    );
    expect(readFileSync(join(repository, paths.configuration), 'utf8')).toBe('ignore: [mine]\n');
    expect(existsSync(join(repository, paths.workflow))).toBe(true);
    expect((await run('deep-review init')).stdout).not.toMatch(/Wrote/);
  });

  test('with --force writes anew what exists', async () => {
    const { repository, run } = makeNewcomer();
    mkdirSync(join(repository, '.github'));
    writeFileSync(join(repository, paths.configuration), 'ignore: [mine]\n');
    const ended = await run('deep-review init --force');
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    expect(readFileSync(join(repository, paths.configuration), 'utf8')).not.toContain('mine');
  });

  test('takes the agents that are named, installed or not, and knows which it can set up', async () => {
    const { run } = makeNewcomer();
    const { stdout } = await run('deep-review init --agents claude,codex --dry-run');
    expect(stdout).toMatch(/agents: claude codex checks/);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of a workflow
    expect(stdout).toContain('CODEX_API_KEY: ${{ secrets.CODEX_API_KEY }}');
    const strange = await run('deep-review init --agents mine --dry-run');
    expect(strange.exitCode).toBe(3);
    expect(strange.stderr).toMatch(/init can set up no agent "mine": name some of claude, codex, /);
  });

  test('sees that another workflow runs the action', async () => {
    const { repository, run } = makeNewcomer();
    mkdirSync(join(repository, '.github/workflows'), { recursive: true });
    writeFileSync(join(repository, '.github/workflows/ci.yml'), 'steps: [{ uses: acme/deep-review@v1 }]\n');
    const { stderr } = await run('deep-review init');
    expect(stderr).toMatch(/^\.github\/workflows\/ci\.yml runs Deep Review already/);
    expect(existsSync(join(repository, paths.workflow))).toBe(false);
  });

  test('with --dry-run shows the files and writes none', async () => {
    const { repository, run } = makeNewcomer();
    const { stdout } = await run('deep-review init --dry-run');
    expect(stdout).toMatch(/^# ---- \.github\/workflows\/deep-review\.yml\n/);
    expect(existsSync(join(repository, '.github'))).toBe(false);
  });

  test('takes the agents that are installed, signed in or not', async () => {
    const { run } = makeNewcomer();
    const programs = temporaryDirectory();
    writeFileSync(join(programs, 'claude'), '#!/bin/sh\necho "2.1.332 (Claude Code)"\n', { mode: 0o755 });
    const { stdout } = await run(`PATH=${programs}:$PATH deep-review init --dry-run`);
    expect(stdout).toMatch(/agents: claude checks/);
    expect(stdout).toMatch(/npm install -g @anthropic-ai\/claude-code@/);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of a workflow
    expect(stdout).toContain('ANTHROPIC_API_KEY: ${{ secrets.ANTHROPIC_API_KEY }}');
  });

  test('outside a repository says what to do', async () => {
    const { run } = makeNewcomer();
    const ended = await run(`deep-review init --repo ${temporaryDirectory()}`);
    expect(ended.exitCode).toBe(3);
    expect(ended.stderr).toMatch(/is not in a git work tree: name one with --repo/);
  });

  test('works before the first commit', async () => {
    const { run } = makeNewcomer();
    const empty = temporaryDirectory();
    await run(`git init --quiet ${empty}`);
    expect(await run(`deep-review init --repo ${empty}`)).toMatchObject({ exitCode: 0 });
  });
});
