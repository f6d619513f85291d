import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BuiltInAgent } from '../../../src/agents/adapter/agent.ts';
import { customAgent } from '../../../src/agents/clis/custom.ts';
import { countAnswer } from '../../../src/agents/runs/judging/readability.ts';
import { readReview } from '../../../src/findings/read-review.ts';
import { buildPorts, collectEvents } from '../../helpers/ports.ts';
import { processesWith } from '../../helpers/processes.ts';
import { makeChange } from '../../helpers/repository.ts';
import { fixture, runFixture } from '../../helpers/run-fixture.ts';

/** The facts that `measures-brief` or `tells-environment` put into their summary. */
const summaryOf = (answer: string | null): string =>
  (JSON.parse(answer ?? '{}') as { summary: string }).summary;

test('A review is completed, recorded as it was, and told of', async () => {
  const { events, emit } = collectEvents();
  const { run, record } = await runFixture('good', { ports: { emit } });
  expect(run).toMatchObject({ id: 'good', outcome: 'completed', reason: null, attempts: 1, exitCode: 0 });
  expect(JSON.parse(readFileSync(join(record, 'run.json'), 'utf8'))).toEqual(run);
  expect(readFileSync(join(record, 'answer.txt'), 'utf8')).toBe(run.answer);
  expect(readFileSync(join(record, 'brief.md'), 'utf8')).toBe('Review the change.\n');
  expect(JSON.parse(readFileSync(join(record, 'command.json'), 'utf8'))).toMatchObject({
    command: expect.arrayContaining([process.execPath, fixture('good')]),
    environment: expect.arrayContaining(['HOME', 'DEEP_REVIEW_DIR']),
  });
  expect(events).toMatchObject([
    { type: 'run-started', run: 'good', role: 'reviewer' },
    { type: 'run-finished', run: 'good', outcome: 'completed', count: 1 },
  ]);
});

test.for([
  ['fails-with-answer', 'completed', null],
  ['reads-nothing', 'completed', null],
  ['leaves-grandchild', 'completed', null],
  ['leaves-daemon', 'completed', null],
  ['says-nothing', 'vacuous', 'printed nothing'],
  ['finds-nothing', 'vacuous', 'says next to nothing'],
  ['fails', 'crashed', 'exit code 2: fails: no such model: m-9'],
  ['dies', 'crashed', ': something broke inside'],
  ['rambles', 'malformed', 'neither a JSON review nor a Markdown review'],
] as const)('%s ends as %s', async ([name, outcome, reason]) => {
  const { run, ports } = await runFixture(name);
  expect(run.outcome).toBe(outcome);
  if (reason === null) expect(run.reason).toBeNull();
  else expect(run.reason).toContain(reason);
  expect(processesWith(ports.temporaryDirectory)).toEqual([]);
});

test('A run out of time is stopped; an answer that was whole by then counts', async () => {
  const member = { timeoutMs: 1_000 };
  const [hung, answered] = await Promise.all([
    runFixture('hangs', { member }),
    runFixture('answers-then-hangs', { member }),
  ]);
  expect(hung.run).toMatchObject({ outcome: 'timed-out', answer: null });
  expect(hung.run.reason).toContain('within 1 s');
  expect(answered.run).toMatchObject({ outcome: 'completed', reason: null });
});

test('An abort ends a run as cancelled, and further ones before they begin', async () => {
  const abort = new AbortController();
  const ports = { signal: abort.signal };
  setTimeout(() => abort.abort(), 1_000);
  const { run } = await runFixture('hangs', { ports });
  expect(run).toMatchObject({ outcome: 'cancelled', answer: null });
  expect(run.durationMs).toBeLessThan(5_000);
});

test('A transient failure is tried again, as often as there are pauses', async () => {
  const patient = await runFixture('succeeds-at-third', { pausesMs: [10, 10] });
  expect(patient.run).toMatchObject({ outcome: 'completed', attempts: 3 });
  expect(readdirSync(patient.record)).toEqual(
    expect.arrayContaining(['attempt-1', 'attempt-2', 'stdout.txt']),
  );
  const hasty = await runFixture('succeeds-at-third', { pausesMs: [10] });
  expect(hasty.run).toMatchObject({ outcome: 'crashed', attempts: 2 });
});

test('There is no further try when the time left is shorter than the pause', async () => {
  const { run } = await runFixture('succeeds-at-third', { member: { timeoutMs: 5_000 }, pausesMs: [60_000] });
  expect(run).toMatchObject({ outcome: 'crashed', attempts: 1 });
});

test('An unreadable answer is asked for once more', async () => {
  const { run, record } = await runFixture('needs-repair');
  expect(run).toMatchObject({ outcome: 'completed', attempts: 2 });
  expect(readFileSync(join(record, 'attempt-1', 'stdout.txt'), 'utf8')).toContain('Sure!');
});

test('An answer that speaks of more findings than could be read is asked for once more', async () => {
  const { run } = await runFixture('half-readable');
  expect(run).toMatchObject({ outcome: 'completed', attempts: 2, answer: expect.stringContaining('Second') });
});

test('A repaired answer that says less does not replace the one that said more', async () => {
  const command = [process.execPath, fixture('half-readable'), 'forgets'];
  const { run } = await runFixture('forgetful', { declaration: { command } });
  expect(run).toMatchObject({
    outcome: 'completed',
    attempts: 2,
    answer: expect.stringContaining('2 critical'),
  });
});

test('An at sign that the brief wrote in full width is an ordinary one in the answer', async () => {
  const { run } = await runFixture('fullwidth', {
    declaration: { command: ['echo', '{"summary":"＠Input() \\uff20x"}'] },
  });
  expect(run.answer).toBe('{"summary":"@Input() @x"}\n');
});

test('An answer that stays unreadable is kept as it was', async () => {
  const { run } = await runFixture('rambles');
  expect(run).toMatchObject({ outcome: 'malformed', attempts: 2, answer: expect.stringContaining('Sure!') });
});

test.for([
  ['says no more', 'exit 1', 'crashed'],
  [
    'answers in full',
    `echo '{"summary":"Read it.","findings":[],"coverage":[{"path":"a.ts","status":"read"}]}'`,
    'completed',
  ],
] as const)('What it said in a try that failed is kept where the next one %s', async ([, next, outcome]) => {
  const first =
    "printf '## Critical\\n\\n- **It is gone** — a.ts:1\\n\\n  Nothing checks it any more.\\n'; exit 75";
  const command = ['sh', '-c', `if [ -e tried ]; then ${next}; else touch tried; ${first}; fi`];
  const { run } = await runFixture('twofold', { declaration: { command } });
  expect(run).toMatchObject({ outcome, attempts: 2, answer: expect.stringContaining('It is gone') });
  expect(countAnswer('reviewer', run.answer ?? '')).toBe(1);
});

test('What it said in a try that failed is kept where the next one was cut', async () => {
  const first =
    "printf '## Critical\\n\\n- **It is gone** — a.ts:1\\n\\n  Nothing checks it any more.\\n'; exit 75";
  const next = `printf '{"summary":"Read it.","findings":[{"severity":"critical","title":"It lea'; exit 1`;
  const command = ['sh', '-c', `if [ -e tried ]; then ${next}; else touch tried; ${first}; fi`];
  const { run } = await runFixture('twofold', { declaration: { command } });
  const reading = readReview(run.answer ?? '');
  expect(run).toMatchObject({ outcome: 'crashed', attempts: 2 });
  expect(JSON.stringify(reading)).toContain('It is gone');
});

test('What is no review stays none, whatever an earlier try said', async () => {
  const first =
    "printf '## Critical\\n\\n- **It is gone** — a.ts:1\\n\\n  Nothing checks it any more.\\n'; exit 75";
  const command = [
    'sh',
    '-c',
    `if [ -e tried ]; then echo '{"findings":[]}'; else touch tried; ${first}; fi`,
  ];
  const { run } = await runFixture('twofold', { declaration: { command } });
  expect(run).toMatchObject({ outcome: 'vacuous', answer: expect.stringContaining('It is gone') });
});

test('A review in the colours of a terminal is read without them', async () => {
  const command = [
    'printf',
    '\\033[1m## Critical\\033[0m\\n\\n- \\033[31m**Gone**\\033[0m — a.ts:1\\n\\n  Why.\\n',
  ];
  const { run } = await runFixture('coloured', { declaration: { command } });
  expect(run).toMatchObject({ outcome: 'completed', attempts: 1 });
  expect(countAnswer('reviewer', run.answer ?? '')).toBe(1);
});

test('What an agent says on standard error alone is told, and is no answer', async () => {
  const command = ['sh', '-c', 'echo "No findings in a.ts" >&2'];
  const { run } = await runFixture('misdirected', { declaration: { command } });
  expect(run).toMatchObject({ outcome: 'vacuous', answer: null });
  expect(run.reason).toContain('On standard error it ended: No findings in a.ts');
});

test('Of the files in its HOME only those of its login hold secrets', async () => {
  const [address, token] = ['https://json-schema.org/draft-07/schema', 'eyJhbGciOiJub25lIn0/made+up=='];
  const signature = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
  const told = '## Suggestion\n\n- **%s** — a.ts:1\n\n  It is %s. Or %s.\n';
  const command = ['printf', told, address, token, signature];
  const plain = customAgent('own', { command, format: 'json', environment: [], readable: [], files: {} });
  const homeFiles = {
    'login.json': JSON.stringify({ token, scope: address, access: `tid=1;exp=2;8kp=1:${signature}` }),
    'schema.json': `{"$schema":"${address}#"}`,
  };
  const agent = {
    ...plain,
    loginFiles: ['login.json'],
    invoke: (...asked: Parameters<typeof plain.invoke>) => ({ ...plain.invoke(...asked), homeFiles }),
  };
  const { run } = await runFixture('own', { member: { agent } });
  expect(run.answer).toContain(address);
  expect(run.answer).toContain('It is [redacted]. Or [redacted].');
});

test('A brief of 10 MB reaches a custom agent, with its files', async () => {
  const { run } = await runFixture('measures-brief', {
    brief: { text: `${'x'.repeat(131_072)}\n`.repeat(80) },
  });
  expect(summaryOf(run.answer)).toBe(
    '10485840 bytes as reviewer, files brief.md change.diff manifest.json schema.json',
  );
});

test('A child sees an allow-listed environment, a private HOME and what it declared', async () => {
  const environment = {
    PATH: `node_modules/.bin::${process.env.PATH}`,
    LANG: 'C.UTF-8',
    HTTPS_PROXY: 'http://proxy:3128',
    RUNNER_TRACKING_ID: 'github_1',
    MINE: 'declared',
    GITHUB_TOKEN: 'never-1',
    GITHUB_ENV: 'never-2',
    INPUT_AGENTS: 'never-3',
    'INPUT_GITHUB-TOKEN': 'never-4',
    ACTIONS_RUNTIME_TOKEN: 'never-5',
    ANTHROPIC_API_KEY: 'never-6',
    NODE_OPTIONS: '--no-warnings',
    HOME: '/root/never-7',
  };
  const { run, ports } = await runFixture('tells-environment', {
    declaration: { environment: ['MINE'] },
    ports: { environment },
  });
  const told = JSON.parse(summaryOf(run.answer)) as Record<string, unknown> & {
    environment: Record<string, string>;
  };
  expect(JSON.stringify(told)).not.toContain('never-');
  expect(told.environment).toMatchObject({
    PATH: process.env.PATH,
    LANG: 'C.UTF-8',
    HTTPS_PROXY: 'http://proxy:3128',
    RUNNER_TRACKING_ID: 'github_1',
    MINE: 'declared',
    DEEP_REVIEW_ROLE: 'reviewer',
  });
  expect(told.environment).not.toHaveProperty('NODE_OPTIONS');
  expect(told.environment.HOME).toContain(ports.temporaryDirectory);
  expect(told.environment.TMPDIR).toContain(ports.temporaryDirectory);
  expect(told.home).toEqual([]);
});

test.each([
  ['a secret', 'plain-name-77', '[redacted]'],
  ['no secret where it is too short to be told from other words', 'on-7', 'on-7'],
])('What a custom agent declares is %s, whatever its variable is called', async (_, value, shown) => {
  const { run } = await runFixture('tells-environment', {
    declaration: { environment: ['MINE'] },
    ports: { environment: { PATH: process.env.PATH, MINE: value } },
  });
  expect(JSON.parse(summaryOf(run.answer))).toMatchObject({ environment: { MINE: shown } });
});

test('Secrets are gone from everything that is written or returned', async () => {
  const key = 'k3y-that-nobody+may/see==';
  const { run, record } = await runFixture('prints-secret', {
    declaration: { environment: ['AGENT_KEY'] },
    ports: { environment: { PATH: process.env.PATH, AGENT_KEY: key } },
    brief: { text: `The key is ${key}.\n` },
  });
  const written = readdirSync(record, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
  for (const text of [written, JSON.stringify(run)]) {
    expect(text).not.toContain(key);
    expect(text).not.toContain(Buffer.from(key).toString('base64').slice(4, 20));
    expect(text).not.toContain(encodeURIComponent(key));
    expect(text).not.toContain('ghp_');
    expect(text).toContain('[redacted]');
  }
});

test('What an agent writes into its workspace is reported, and its findings are kept', async () => {
  const repository = makeChange({ 'a.ts': 'one\n' }, { 'a.ts': 'two\n' });
  const { run, record } = await runFixture('writes-workspace', { repository });
  expect(run).toMatchObject({ outcome: 'completed', changedWorkspace: true });
  expect(readFileSync(join(record, 'workspace-changes.txt'), 'utf8')).toBe('a.ts\nleft-behind.txt\n');
  expect(repository.git('status', '--porcelain')).toBe('');
});

test('An agent that preflight found wanting is not started', async () => {
  const detection = {
    outcome: 'unauthenticated',
    version: '1.0.0',
    program: '/bin/x',
    sandbox: null,
    reason: 'Sign in.',
    warnings: [],
  } as const;
  const { run } = await runFixture('good', { member: { detection } });
  expect(run).toMatchObject({
    outcome: 'unauthenticated',
    reason: 'Sign in.',
    attempts: 0,
    version: '1.0.0',
  });
});

test('A built-in agent reads both ends of the change in this process', async () => {
  const agent: BuiltInAgent = {
    type: 'built-in',
    name: 'inside',
    family: 'inside',
    review: async (_change, readText) =>
      JSON.stringify({ summary: `${await readText('a.ts', 'old')}${await readText('a.ts', 'new')}` }),
  };
  const { run } = await runFixture('good', { member: { agent } });
  expect(run).toMatchObject({ id: 'inside', outcome: 'completed' });
  expect(summaryOf(run.answer)).toBe('one\ntwo\n');
});

test('Whatever breaks inside is a crashed run', async () => {
  const agent: BuiltInAgent = {
    type: 'built-in',
    name: 'broken',
    family: 'broken',
    review: () => Promise.reject(new Error('a bug of ours')),
  };
  const { run } = await runFixture('good', { member: { agent } });
  expect(run).toMatchObject({ outcome: 'crashed', reason: 'It could not be run: a bug of ours' });
});

test('A program that vanished after preflight is missing', async () => {
  const { run } = await runFixture('good', { declaration: { command: ['deep-review-no-such-program'] } });
  expect(run).toMatchObject({ outcome: 'missing' });
});

test('Nothing is left below the temporary directory when the runner closes', async () => {
  const ports = buildPorts();
  await runFixture('good', { ports });
  expect(existsSync(join(ports.temporaryDirectory, 'runs'))).toBe(false);
});

test('A command from the repository is the base revision\u2019s, never the head\u2019s', async () => {
  const review = (summary: string) =>
    `console.log(JSON.stringify({ summary: '${summary}', findings: [], coverage: [{ path: 'a.ts', status: 'read' }] }))`;
  const repository = makeChange(
    {
      'a.ts': 'one\n',
      'tools/review.mjs': review('base'),
      '.claude/review.mjs': review('base'),
      'linked.mjs': { link: 'tools/review.mjs' },
    },
    {
      'a.ts': 'two\n',
      'tools/review.mjs': review('head'),
      'tools/new.mjs': review('new'),
      '.claude/review.mjs': review('head'),
      'linked.mjs': { link: 'tools/new.mjs' },
    },
  );
  const runTool = (tool: string) =>
    runFixture('tool', { repository, declaration: { command: [process.execPath, tool] } });
  expect(summaryOf((await runTool('tools/review.mjs')).run.answer)).toBe('base');
  expect(summaryOf((await runTool('./tools/../tools/review.mjs')).run.answer)).toBe('base');
  expect(summaryOf((await runTool('.claude/review.mjs')).run.answer)).toBe('base');
  expect(summaryOf((await runTool('linked.mjs')).run.answer)).toBe('base');
  expect((await runTool('tools/new.mjs')).run).toMatchObject({
    outcome: 'missing',
    reason: expect.stringContaining('not in the base revision'),
  });
  mkdirSync(join(repository.directory, 'unborn'));
  writeFileSync(join(repository.directory, 'unborn/review.mjs'), review('disk'));
  expect((await runTool('unborn/review.mjs')).run).toMatchObject({
    outcome: 'missing',
    reason: expect.stringContaining('name it by its absolute path'),
  });
});

test('The commands that an agent prints stay in files that are never relayed', async () => {
  const { events, emit } = collectEvents();
  const lines: string[] = [];
  const tell = (line: string) => lines.push(line);
  const log = { debug: tell, info: tell, warning: tell, error: tell };
  const { run } = await runFixture('prints-command', { ports: { emit, log } });
  // An error of a workflow is how some tools tell of a finding.
  expect(run.outcome).toBe('completed');
  expect(JSON.stringify(events)).not.toMatch(/gotcha|##\[/);
  expect(lines.join('\n')).not.toMatch(/gotcha/);
});
