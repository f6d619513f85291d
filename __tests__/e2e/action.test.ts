import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pullRequestPayload, runStep } from '../helpers/action-step.ts';
import { makeChange, temporaryDirectory } from '../helpers/repository.ts';

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

  test.each(['{"action": "opened", "pull_re', '', '\ufeff{}', null])(
    "an event's file that holds %j fails the step with one message that names it",
    async (text) => {
      const repository = repositoryWithFinding();
      const path = join(temporaryDirectory(), 'event.json');
      if (text !== null) writeFileSync(path, text);
      const step = await runStep({
        repository,
        event: 'pull_request',
        payload: null,
        environment: { GITHUB_EVENT_PATH: path },
        with: { agents: 'checks' },
      });
      expect(step.exitCode).toBe(1);
      expect(step.log.trim().split('\n')).toEqual([
        expect.stringMatching(
          /^::error::The event's file .*event\.json \(GITHUB_EVENT_PATH\) could not be read/,
        ),
      ]);
      expect(step.summary).toMatch(/Nothing was reviewed.*could not be read/s);
    },
  );

  describe("where the runner's files are gone", () => {
    const gone = () => join(temporaryDirectory(), 'gone', 'file');
    const stepOn = (head: string, environment: Record<string, string>) => {
      const repository = makeChange({ 'a.txt': 'a\n' }, { 'a.txt': head });
      return runStep({
        repository,
        event: 'pull_request',
        payload: pullRequestPayload(repository),
        environment,
        with: { agents: 'checks' },
      });
    };

    test.each(['b\n', 'a\n'])(
      'outputs that nobody gets let no step pass, and the report is kept: %j',
      async (head) => {
        const step = await stepOn(head, { GITHUB_OUTPUT: gone() });
        expect(step.exitCode).toBe(1);
        expect(step.log).toMatch(/^::error::The outputs could not be written to GITHUB_OUTPUT/m);
        expect(step.log).not.toMatch(/bug of Deep Review/);
        expect(step.summary).toMatch(
          head === 'a\n' ? /Nothing was reviewed/ : /Merge as-is.*The outputs could/s,
        );
      },
    );

    test('a summary that nobody can read is a warning, once', async () => {
      const step = await stepOn('b\n', { GITHUB_STEP_SUMMARY: gone() });
      expect(step).toMatchObject({ exitCode: 0, outputs: { verdict: 'merge', gate: 'pass' } });
      expect(step.log.match(/^::warning::The job summary could not be written/gm)).toHaveLength(1);
    });
  });

  test('what went wrong beside the review is one warning, so that the verdict is never one too many', async () => {
    const repository = repositoryWithFinding();
    const gone = join(temporaryDirectory(), 'gone', 'file');
    const step = await runStep({
      repository,
      event: 'pull_request',
      payload: pullRequestPayload(repository),
      environment: { GITHUB_OUTPUT: gone },
      with: { agents: 'checks', 'artifact-name': 'report' },
    });
    expect(step.log.match(/^::warning::/gm)).toHaveLength(1);
    expect(step.log).toMatch(/^::warning::.*could not be uploaded.*%0AThe outputs could not be written/m);
    expect(step.log.trim().split('\n').at(-1)).toMatch(/^::error::merge-with-fixes/);
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
