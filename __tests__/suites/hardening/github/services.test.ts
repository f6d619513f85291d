import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { focused, openScene, printReview, unfocused } from '../../../helpers/action-scene.ts';
import type { StepResult } from '../../../helpers/action-step.ts';
import type { Fault } from '../../../helpers/pull-request-server.ts';
import { gitEnvironment, makeRepository, temporaryDirectory } from '../../../helpers/repository.ts';

/** Of what the gate is made, whatever the services do. */
function expectBlocked(step: StepResult): void {
  expect(step.outputs).toMatchObject({ verdict: 'merge-with-fixes', gate: 'block', blocking: '1' });
}

describe("GitHub's API", () => {
  const later = { 'retry-after': '3600' };
  const answers: [string, Fault][] = [
    ...[403, 404, 406, 422, 500].map((status): [string, Fault] => [String(status), { status }]),
    ['429', { status: 429, headers: later }],
    [
      'a secondary limit',
      { status: 403, body: { message: 'You have exceeded a secondary rate limit' }, headers: later },
    ],
    ['no connection', 'drop'],
  ];
  test.each(
    answers.flatMap(([name, fault]) =>
      (['sticky', 'review', 'off'] as const).map((mode) => [name, mode, fault] as const),
    ),
  )(
    'answering with %s to all, comment %s: the report is where it can be, and the gate as it would be',
    async (_, comment, fault) => {
      const { github, results, run } = await openScene();
      github.fault = fault;
      const step = await run({ with: { comment } });
      expectBlocked(step);
      expect(step.outputs['artifact-id']).toMatch(/^[12]$/); // beside what is remembered
      expect(Object.keys(results.files())).toContain('deep-review/report.html');
      expect(step.wallMs).toBeLessThan(40_000);
      if (comment !== 'off') {
        expect(step.log).toMatch(
          /^::warning::Nothing was posted(?: to the pull request|, since the last round)/m,
        );
        expect(step.summary).toMatch(/Nothing was posted(?: to the pull request|, since the last round)/);
      }
    },
  );

  test('failing twice is asked a third time', async () => {
    const { github, run } = await openScene();
    github.faults.set('GET /repos/acme/queue/issues/7/comments', [{ status: 502 }, { status: 502 }]);
    expectBlocked(await run({ with: { comment: 'sticky' } }));
    expect(github.comments).toHaveLength(1);
  });

  test('hanging delays the start by ten seconds at most, and the end by half a minute', async () => {
    const { github, run } = await openScene();
    github.fault = 'hang';
    const step = await run({ with: { comment: 'sticky' } });
    expectBlocked(step);
    const [begun = 0, ended = 0] = [step.report?.review.startedAt, step.report?.review.finishedAt].map((at) =>
      Date.parse(at ?? ''),
    );
    console.log(`A hanging API: ${Math.round(step.wallMs / 1000)} s, of which reviewing ${ended - begun} ms`);
    expect(step.wallMs).toBeLessThan(55_000);
  });

  test.each(
    (['none', 'read', 'write'] as const).flatMap((grant) =>
      (['off', 'sticky', 'review'] as const).map((comment) => [grant, comment] as const),
    ),
  )('granting %s, comment %s: posts what it may', async (grant, comment) => {
    const { github, run } = await openScene();
    github.grant = grant;
    const step = await run({ with: { comment } });
    expectBlocked(step);
    const posted = [github.comments.length, github.reviews.length, github.threads.length];
    const isAllowed = grant === 'write';
    expect(posted).toEqual(
      {
        off: [0, 0, 0],
        sticky: isAllowed ? [1, 0, 0] : [0, 0, 0],
        review: isAllowed ? [0, 1, 1] : [0, 0, 0],
      }[comment],
    );
    if (comment !== 'off' && !isAllowed) expect(step.log).toMatch(/it needs the permission pull_requests=/);
  });
});

describe('the results service', () => {
  test('being dead costs the artifact and nothing else', async () => {
    const { results, run } = await openScene();
    results.fault = 'dead';
    const step = await run();
    expectBlocked(step);
    expect(step.outputs['artifact-id']).toBe('');
    expect(step.summary).toMatch(/\n> `The artifact "deep-review" could not be uploaded/);
  });

  test('having the name already gets a second one, also when a run is started again', async () => {
    const { results, run } = await openScene();
    await run();
    const step = await run({ environment: { GITHUB_RUN_ATTEMPT: '2' } });
    expectBlocked(step);
    const names = results.artifacts.map(({ name }) => name).filter((name) => !name.includes('-memory-'));
    expect(names).toEqual(['deep-review', 'deep-review-review-2']);
    results.fault = 'taken';
    expect((await run()).summary).toMatch(/could not be uploaded.*already exists/);
  });
});

describe('a second round', () => {
  const only = (name: string) => `it.only('${name}', () => {});\n`;
  const none = (name: string) => `it('${name}', () => {});\n`;
  const base = { 'b.test.js': none('b') };
  const debugged = { 'c.js': 'export function c() {\n  debugger;\n}\n' };

  test.each(['sticky', 'review', 'off'])(
    'tells what is fixed, open and new (comment: %s)',
    async (comment) => {
      const scene = await openScene({ base, head: { ...focused, 'b.test.js': only('b') } });
      await scene.run({ with: { comment } });
      scene.listArtifact();
      scene.push({ ...unfocused, ...debugged });
      const { report } = await scene.run({ with: { comment } });
      expect(report?.review.round).toBe(2);
      expect(report?.findings.map(({ anchor, state }) => [anchor.path, state]).sort()).toEqual([
        ['b.test.js', 'open'],
        ['c.js', 'new'],
      ]);
      expect(report?.previous?.findings.map(({ state }) => state).sort()).toEqual(['fixed', 'open']);
      if (comment === 'review')
        expect(scene.github.threads.map(({ isResolved }) => isResolved)).toEqual([true, false, false]);
      expect(scene.github.comments).toHaveLength(comment === 'sticky' ? 1 : 0);
    },
  );

  test('honours what somebody with write access declined', async () => {
    const scene = await openScene();
    await scene.run();
    scene.listArtifact();
    scene.github.permissions.boss = 'write';
    scene.github.addComment('boss', '/deep-review decline I1 Wanted.', '2999-01-01T00:00:00Z');
    const { outputs, report } = await scene.run();
    expect(outputs).toMatchObject({ verdict: 'merge', gate: 'pass' });
    expect(report?.refuted.map(({ state, declinedReason }) => [state, declinedReason])).toEqual([
      ['declined', 'Wanted. (boss)'],
    ]);
  });

  test('honours a decline that answers our inline comment, without an id, and thanks for it', async () => {
    const scene = await openScene();
    await scene.run({ with: { comment: 'review' } });
    scene.listArtifact();
    scene.github.permissions.boss = 'write';
    const [thread] = scene.github.threads;
    expect(thread).toBeDefined();
    if (thread === undefined) return;
    const { node_id } = scene.github.addReply(thread, 'boss', '/deep-review decline Wanted.');
    scene.github.addReply(thread, 'mallory', '/deep-review undecline');
    const { outputs, report } = await scene.run({ with: { comment: 'review' } });
    expect(outputs).toMatchObject({ verdict: 'merge', gate: 'pass' });
    expect(report?.refuted.map(({ declinedReason }) => declinedReason)).toEqual(['Wanted. (boss)']);
    expect(scene.github.reactions).toContain(`${node_id} THUMBS_UP`);
  });
});

describe('a checkout', () => {
  /** Tells all that a curious agent finds. */
  const curious = `
    import { execFileSync } from 'node:child_process';
    const config = execFileSync('git', ['config', '--list'], { encoding: 'utf8' });
    ${printReview('{ summary: JSON.stringify(process.env) + config, limitations: Object.keys(process.env) }')}`;

  test.each([
    ['of one commit', ['--depth=1'], false],
    ['of one commit, with the token kept in it', ['--depth=1'], true],
    ['of everything', [], false],
    ['of everything, with the token kept in it', [], true],
  ])('%s is reviewed, and no agent sees the token', async (_, depth, isKept) => {
    const scene = await openScene({ agent: curious });
    const { git } = scene.repository;
    git('checkout', '--quiet', '--detach', 'main');
    git('merge', '--quiet', '--no-ff', '--message', 'Merge', 'feature');
    git('update-ref', 'refs/pull/7/merge', 'HEAD');
    git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const clone = { ...makeRepository(), directory: join(temporaryDirectory(), 'clone') };
    execFileSync('git', ['init', '--quiet', clone.directory], { env: gitEnvironment });
    const inClone = (...args: string[]) =>
      execFileSync('git', ['-C', clone.directory, ...args], { env: gitEnvironment, encoding: 'utf8' }).trim();
    inClone('remote', 'add', 'origin', `file://${scene.repository.directory}`);
    inClone('fetch', '--quiet', ...depth, 'origin', 'refs/pull/7/merge');
    inClone('checkout', '--quiet', '--detach', 'FETCH_HEAD');
    const header = `AUTHORIZATION: basic ${Buffer.from('x-access-token:ghs_canaryTokenQm7wXz41Lr93Vd').toString('base64')}`;
    if (isKept) inClone('config', 'http.https://github.com/.extraheader', header);
    const step = await scene.run({ repository: { ...clone, git: inClone } });
    expect(step.outputs).toMatchObject({ verdict: 'merge', reviewers: 'mine' });
    const seen = step.report?.limitations.map(({ text }) => text) ?? [];
    expect(seen).toContain('AGENT_KEY');
    expect(seen.filter((name) => /^(GITHUB_|ACTIONS_|INPUT_)/.test(name))).toEqual([]);
    expect(inClone('status', '--porcelain')).toBe('');
  });
});

describe('the limits of the runner', () => {
  const many = (count: number, words: number) => `
    const findings = Array.from({ length: ${count} }, (_, index) => ({
      severity: ['critical', 'important', 'suggestion'][index % 3], kind: 'gap', title: 'Finding number ' + index + ' of ' + Math.sin(index),
      path: 'a.test.js', startLine: 1, endLine: 1, quote: "it.only('a', () => {});", explanation: ('word' + index + ' ').repeat(${words}),
      evidence: [], fix: null, patch: null }));
    ${printReview('{ findings }')}`;

  test('on annotations: ten of a kind, the most severe first', async () => {
    const { run } = await openScene({ agent: many(60, 2000) });
    const { log } = await run({ with: { adjudication: 'off' } });
    const count = (kind: string) => log.match(new RegExp(`^::${kind} `, 'gm'))?.length ?? 0;
    expect([count('error'), count('warning'), count('notice')]).toEqual([9, 8, 9]);
    const longest = Math.max(
      ...(log.match(/^::(?:error|warning|notice) .*?::(.*)$/gm) ?? []).map((line) => line.length),
    );
    expect(longest).toBeLessThan(4096 * 1.5);
  });

  test('on the summary: below one MiB, shortened by whole sections', async () => {
    const { run } = await openScene({ agent: many(1500, 200) });
    const { summary, report } = await run({ with: { adjudication: 'off' } });
    const kept = Buffer.byteLength(JSON.stringify(report));
    console.log(`Summary ${Buffer.byteLength(summary)} bytes of a report of ${kept}`);
    expect(kept).toBeGreaterThan(1024 * 1024);
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1024 * 1024);
    expect(summary).toMatch(/Left out here for size/);
  });

  test('on files: three thousand are read, and each is accounted for', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [
        `src/part-${index % 50}/file-${index}.js`,
        `export const n = ${index};\n`,
      ]),
    );
    const { run } = await openScene({ head: { ...focused, ...files } });
    const step = await run({ with: { comment: 'sticky' } });
    expectBlocked(step);
    expect(step.report?.change.files).toHaveLength(3001);
    expect(step.report?.coverage.files).toHaveLength(3001);
    console.log(`3,001 files in ${Math.round(step.wallMs / 100) / 10} s`);
  });
});
