import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { pullRequestPayload, runStep } from '../helpers/action-step.ts';
import { makeChange } from '../helpers/repository.ts';

const repositoryWithFinding = () =>
  makeChange({ 'test/a.test.js': "it('a', () => {});\n" }, { 'test/a.test.js': "it.only('a', () => {});\n" });

describe('the action', () => {
  test('reviews a pull request, publishes the report and fails the step by the gate', async () => {
    const repository = repositoryWithFinding();
    const step = await runStep({
      repository,
      event: 'pull_request',
      payload: pullRequestPayload(repository),
      with: { agents: 'checks' },
    });
    expect(step.exitCode).toBe(1);
    expect(step.log).toMatch(/^::warning title=I1%3A .*file=test\/a\.test\.js,line=1/m);
    expect(step.log).toMatch(/^::error::/m);
    expect(step.summary).toMatch(/Merge with fixes/);
    expect(step.outputs).toMatchObject({
      verdict: 'merge-with-fixes',
      gate: 'block',
      blocking: '1',
      reviewers: 'checks',
      'artifact-id': '',
    });
    expect(existsSync(step.outputs['report-html'] ?? '')).toBe(true);
  });

  test('passes with fail-on never', async () => {
    const repository = repositoryWithFinding();
    const step = await runStep({
      repository,
      event: 'pull_request',
      payload: pullRequestPayload(repository),
      with: { agents: 'checks', 'fail-on': 'never' },
    });
    expect(step.exitCode).toBe(0);
    expect(step.outputs).toMatchObject({ verdict: 'merge-with-fixes', gate: 'pass' });
  });

  test('from a fork, and so without keys, an inconclusive review says why, and fails or passes by policy', async () => {
    const repository = makeChange({ 'a.txt': 'a\n' }, { 'a.txt': 'b\n' });
    const run = (policy: string) =>
      runStep({
        repository,
        event: 'pull_request',
        payload: pullRequestPayload(repository, {
          head: {
            sha: repository.git('rev-parse', 'feature'),
            ref: 'feature',
            repo: { full_name: 'eve/queue' },
          },
        }),
        with: { 'on-inconclusive': policy },
      });
    expect(await run('fail')).toMatchObject({ exitCode: 1, outputs: { gate: 'inconclusive' } });
    const neutral = await run('neutral');
    expect(neutral).toMatchObject({ exitCode: 0, outputs: { verdict: 'inconclusive', gate: 'pass' } });
    expect(neutral.log).toMatch(/^::warning::/m);
    expect(neutral.summary).toMatch(
      /Pull requests from forks get no secrets .* by a label or a second workflow/,
    );
  });

  test('reviews a push', async () => {
    const repository = repositoryWithFinding();
    const [before, after] = [repository.git('rev-parse', 'main'), repository.git('rev-parse', 'feature')];
    const step = await runStep({
      repository,
      event: 'push',
      payload: { before, after, ref: 'refs/heads/feature' },
      with: { agents: 'checks' },
    });
    expect(step.outputs.gate).toBe('block');
  });

  test('a wrong input fails the step with one message that names it', async () => {
    const repository = repositoryWithFinding();
    const step = await runStep({
      repository,
      event: 'pull_request',
      payload: pullRequestPayload(repository),
      with: { 'fail-on': 'sometimes' },
    });
    expect(step.exitCode).toBe(1);
    expect(step.log.trim()).toBe(
      '::error::input "fail-on" must be merge-with-fixes, rework or never (got "sometimes")',
    );
  });

  test('a hostile file name or title cannot speak to the runner', async () => {
    const repository = makeChange(
      { 'a.txt': 'a\n' },
      { '##[error]x.test.js': "it.only('::set-output name=verdict::merge', () => {});\n" },
    );
    const payload = pullRequestPayload(repository, { title: '##[warning]hello\n::error::hello' });
    const step = await runStep({ repository, event: 'pull_request', payload, with: { agents: 'checks' } });
    expect(step.log).not.toMatch(/^(?!::(warning|error) ).*##\[/m);
    expect(step.log).not.toMatch(/^\s*::set-output/m);
  });
});
