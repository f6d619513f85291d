// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expressions are those of workflows
import { expect, test } from 'vitest';
import type { Sample } from '../../../src/checks/check.ts';
import { runChecks } from '../../../src/checks/run-checks.ts';
import { untrustedArtifact } from '../../../src/checks/workflows/untrusted-artifact.ts';
import { buildChange, buildReadText } from '../../helpers/change.ts';

const inspect = async (text: string, beside: Record<string, string> = {}) => {
  const change = { '.github/workflows/a.yml': text };
  const unchanged = Object.fromEntries(Object.entries(beside).map(([path, each]) => [path, [each, each]]));
  const { findings } = await runChecks(
    [untrustedArtifact],
    buildChange(change),
    buildReadText({ ...change, ...unchanged } as Sample),
  );
  return findings.map(({ line, severity }) => `${line} ${severity}`);
};
const pulls = "    if: github.event.workflow_run.event == 'pull_request'\n";
const download = (path: string) =>
  `      - uses: actions/download-artifact@v5\n        with:\n          run-id: \${{ github.event.workflow_run.id }}\n${path ? `          path: ${path}\n` : ''}`;
const scripted =
  '      - uses: actions/github-script@v8\n        with:\n          script: |\n            await github.rest.actions.downloadArtifact({ artifact_id: list(context.payload.workflow_run.id) });\n';
const follow = (steps: string, { job = pulls, on = 'workflow_run' } = {}) =>
  `on: ${on}\njobs:\n  a:\n${job}    steps:\n${steps}`;
const run = (command: string) => `      - run: |\n${command.replace(/^/gm, '          ')}\n`;

test.each([
  'bash built/run.sh',
  './built/tool --all',
  'chmod +x built/tool && ./built/tool',
  'source built/settings.env',
  '. ./built/settings.env',
  'node built/dist/index.js',
  'cd built\n./tool',
  'python3 "$GITHUB_WORKSPACE/built/report.py"',
])('reports what runs a file of the artifact: %j', async (command) => {
  const found = await inspect(follow(download('./built') + run(command)));
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^\d+ critical$/);
});

test.each([
  [
    'an action of others',
    '      - uses: dawidd6/action-download-artifact@v11\n        with:\n          run_id: ${{ github.event.workflow_run.id }}\n          path: built\n',
  ],
  [
    'the command line',
    '      - env:\n          RUN: ${{ github.event.workflow_run.id }}\n        run: gh run download "$RUN" --dir built\n',
  ],
  ['the workspace itself', download('')],
  [
    'a script',
    '      - uses: actions/github-script@v8\n        with:\n          script: |\n            await github.rest.actions.downloadArtifact({ artifact_id: list(context.payload.workflow_run.id) });\n      - run: unzip built.zip -d built\n',
  ],
])('knows a download by %s', async (_, steps) => {
  expect(await inspect(follow(steps + run('bash built/run.sh')))).toEqual([
    expect.stringMatching(/critical/),
  ]);
});

test.each([
  ['echo "PR=$(cat built/number)" >> "$GITHUB_ENV"', ['12 important']],
  ['cat built/env >> $GITHUB_ENV', ['12 important']],
  ['echo "PR=$(tr -cd 0-9 < built/number)" >> "$GITHUB_ENV"', []],
  ['n=$(cat built/number)\n[[ $n =~ ^[0-9]+$ ]] && echo "PR=$(cat built/number)" >> $GITHUB_ENV', []],
])('tells what sets variables: %j', async (command, expected) => {
  expect(
    await inspect(
      follow(`${download('built')}${run(command)}`).replace('steps:\n', 'steps:\n      - run: date\n'),
    ),
  ).toEqual(expected);
});

const ci = { '.github/workflows/ci.yml': 'name: CI\non: [push, pull_request]\n' };
const executed = download('built') + run('bash built/run.sh');
test.each([
  ['for a pull request', '{ workflow_run: { workflows: [CI] } }', ci, ['critical']],
  ['of which nothing is known', '{ workflow_run: { workflows: [CI] } }', {}, ['important']],
  ['of a branch', '{ workflow_run: { workflows: [CI], branches: [main] } }', ci, ['suggestion']],
  ['of a release', '{ workflow_run: { workflows: [Publish] } }', {}, ['suggestion']],
  [
    'that is never for a pull request',
    '{ workflow_run: { workflows: [CI] } }',
    { '.github/workflows/ci.yml': 'name: CI\non: push\n' },
    [],
  ],
])('weighs a run %s', async (_, on, beside, expected) => {
  const found = await inspect(follow(executed, { job: '', on }), beside);
  expect(found.map((each) => each.replace(/^\d+ /, ''))).toEqual(expected);
});

test.each([
  [
    'that is only read',
    download('built') + run('cat built/report.md\npython3 scripts/report.py built/report.json'),
  ],
  [
    'that is an argument in another line',
    `${download('built')}${run('smokeshow upload \\\n  built/htmlcov')}      - run: >\n          smokeshow upload\n          built/htmlcov\n`,
  ],
  [
    'of its own run',
    '      - uses: actions/download-artifact@v5\n        with:\n          path: built\n' +
      run('bash built/run.sh'),
  ],
  [
    'that a later checkout clears away',
    `${download('')}      - uses: actions/checkout@v5\n${run('./scripts/comment.sh')}`,
  ],
  [
    'in an archive that nobody opens',
    `      - uses: actions/checkout@v5\n${scripted}${run('./scripts/comment.sh')}`,
  ],
  [
    'in an archive that is opened elsewhere',
    `      - uses: actions/checkout@v5\n${scripted}${run('unzip a.zip -d /tmp/a\n./scripts/comment.sh')}`,
  ],
  ['beside a script that was fetched', download('') + run('curl -o get.sh https://a.example\nbash get.sh')],
  [
    'with a program of the machine',
    download('') + run('smokeshow upload coverage-html\nnode -e "1"\npython3 -m http.server'),
  ],
])('keeps silent on an artifact %s', async (_, steps) => {
  expect(await inspect(follow(steps))).toEqual([]);
});

test.each([
  ['download', download('')],
  ['archive', `${scripted}${run('unzip a.zip')}`],
])('tells what an artifact brings beside a checkout, or may replace: %s', async (_, steps) => {
  const beside = (command: string) => follow(`      - uses: actions/checkout@v5\n${steps}${run(command)}`);
  const scripts = { 'scripts/comment.sh': 'date\n' };
  expect(await inspect(beside('bash ./run.sh'), scripts)).toEqual([expect.stringMatching(/critical/)]);
  expect(await inspect(beside('./scripts/comment.sh'), scripts)).toEqual([
    expect.stringMatching(/important/),
  ]);
  expect(await inspect(beside('npm ci\nnode ./dist/run.js'), scripts)).toEqual([
    expect.stringMatching(/important/),
  ]);
  expect(await inspect(beside('cat ./number.txt'), scripts)).toEqual([]);
});

test('keeps silent on pull requests of members', async () => {
  const job = '    if: github.event.workflow_run.head_repository.full_name == github.repository\n';
  expect(await inspect(follow(executed, { job }))).toEqual([]);
});
