import { describe, expect, test } from 'vitest';
import { pullRequestPayload, runStep } from '../helpers/action-step.ts';
import { PullRequestServer } from '../helpers/pull-request-server.ts';
import { makeChange, makeRepository } from '../helpers/repository.ts';

describe('a pull request from a fork', () => {
  /** The base repository's clone, which lacks the head, and the server that has it as the pull request's. */
  function forked() {
    const server = makeChange(
      { 'a.test.js': "it('adds', () => {});\n" },
      { 'a.test.js': "it.only('adds', () => {});\n" },
    );
    server.git('update-ref', 'refs/pull/7/head', 'feature');
    server.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const clone = makeRepository();
    clone.git('remote', 'add', 'origin', `file://${server.directory}`);
    clone.git('fetch', '--quiet', 'origin', 'main');
    clone.git('checkout', '--quiet', '-B', 'main', 'FETCH_HEAD');
    return { server, clone };
  }

  test('is reviewed by the second of two workflows, whose event names no pull request', async () => {
    const { server, clone } = forked();
    const head = server.git('rev-parse', 'feature');
    expect(() => clone.git('cat-file', '-e', head)).toThrow();
    await using github = await PullRequestServer.start(head);
    github.baseSha = server.git('rev-parse', 'main');
    const run = {
      head_sha: head,
      head_branch: 'feature',
      head_repository: { full_name: 'eve/example', owner: { login: 'eve' } },
      repository: { full_name: 'acme/queue' },
    };
    const step = await runStep({
      repository: clone,
      event: 'workflow_run',
      payload: { action: 'completed', workflow_run: run },
      with: { agents: 'checks' },
      github,
    });
    expect(step.outputs).toMatchObject({ verdict: 'merge-with-fixes', gate: 'block' });
    expect(clone.git('status', '--porcelain')).toBe('');
  });

  test('is reviewed by label, where the checkout is the base', async () => {
    const { server, clone } = forked();
    const payload = pullRequestPayload(server, { head: undefined });
    const fork = {
      sha: server.git('rev-parse', 'feature'),
      ref: 'feature',
      repo: { full_name: 'eve/example' },
    };
    const step = await runStep({
      repository: clone,
      event: 'pull_request_target',
      payload: { ...payload, action: 'labeled', pull_request: { ...payload.pull_request, head: fork } },
      with: { agents: 'checks' },
    });
    expect(step.outputs).toMatchObject({ verdict: 'merge-with-fixes', gate: 'block' });
  });

  test('without keys is inconclusive, and no silent pass', async () => {
    const change = makeChange({ 'a.js': 'let a = 1;\n' }, { 'a.js': 'let a = 2;\n' });
    const step = await runStep({
      repository: change,
      event: 'pull_request',
      payload: pullRequestPayload(change),
      with: { 'on-inconclusive': 'neutral' },
    });
    expect(step.outputs).toMatchObject({ verdict: 'inconclusive', gate: 'pass' });
    expect(step.exitCode).toBe(0);
    expect(step.log).toMatch(/::warning::.*inconclusive/);
  });
});
