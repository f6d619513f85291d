import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../../../src/model/report/report-schema.ts';
import type { Part } from '../../../../src/review/plan-parts.ts';
import { focused, openScene, printReview, type Scene } from '../../../helpers/action-scene.ts';
import { temporaryDirectory } from '../../../helpers/repository.ts';

/** A large change, of which every part gets its own finding. */
const lines = (name: string) =>
  Array.from({ length: 400 }, (_, index) => `export const ${name}${index} = '${'x'.repeat(40)}';\n`);
const large = {
  ...focused,
  ...Object.fromEntries(
    ['one', 'two', 'three'].map((name) => [`src/${name}/${name}.js`, lines(name).join('')]),
  ),
};
const agent = `
  const { readFileSync } = await import('node:fs');
  const diff = readFileSync(process.env.DEEP_REVIEW_DIR + '/change.diff', 'utf8');
  const paths = [...diff.matchAll(/^\\+\\+\\+ b\\/(src\\/.*)$/gm)].map((match) => match[1]);
  ${printReview(`{
    coverage: paths.map((path) => ({ path, status: 'read' })),
    findings: paths.map((path) => ({ severity: 'important', kind: 'gap', title: 'Nobody uses ' + path, path, startLine: 1, endLine: 1,
      quote: null, explanation: 'Constants of ' + path + ' are exported and not used.', evidence: [], fix: null, patch: null })),
  }`)}`;
const limits = { limits: { 'shard-bytes': 30_000, 'inline-bytes': 1000 } };
const agents = 'mine, checks';

/** What a review says, without when and how long. */
function timeless({ review, agents: told, runs, retro, ...report }: Report) {
  const { id: _, startedAt, finishedAt, wallClockMs, ...facts } = review;
  return {
    ...report,
    review: facts,
    agents: told.map(({ durationMs, ...agentFacts }) => agentFacts),
    runs: runs.map(({ id }) => id).sort(),
    retro: retro.rows.map(({ durationMs, ...row }) => row),
  };
}

/** Runs each job of the matrix, and gathers its artifact as actions/download-artifact does. */
async function runParts({ run, results }: Scene, parts: readonly Part[]): Promise<string> {
  const directory = temporaryDirectory();
  for (const { agent: name, shard } of parts) {
    const step = await run(
      { with: { part: 'review', agents: name, shard: String(shard ?? '') } },
      { hasGate: false },
    );
    expect(step.exitCode).toBe(0);
  }
  for (const [path, text] of Object.entries(results.files()).filter(([name]) => name.includes('-part-'))) {
    mkdirSync(join(directory, path, '..'), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

/** What a later round may leave out is kept by whole reviews alone: one that is spread over jobs reads all anew. */
const withoutScope = ({ scope: _, ...report }: Report): Report => report;

test('jobs that a plan names review as one job does, and one settles them', async () => {
  const scene = await openScene({ head: large, agent, configuration: limits });
  const inputs = { agents, adjudication: 'off' };
  const whole = await scene.run({ with: inputs });
  const planned = await scene.run({ with: { ...inputs, part: 'plan' } }, { hasGate: false });
  const { include } = JSON.parse(planned.outputs.matrix ?? '') as { include: Part[] };
  expect(include.map(({ name, shard }) => [name, shard])).toEqual([
    ['mine-1', 1],
    ['mine-2', 2],
    ['mine-3', 3],
    ['checks', null],
  ]);

  const recordings = await runParts(scene, include);
  expect(readdirSync(recordings).sort()).toEqual(
    ['checks', 'mine-1', 'mine-2', 'mine-3'].map((name) => `deep-review-part-${name}`),
  );
  const settled = await scene.run({ with: { ...inputs, part: 'settle', recordings, comment: 'sticky' } });
  expect(settled.outputs).toMatchObject({ gate: whole.outputs.gate, blocking: whole.outputs.blocking });
  expect(scene.github.comments).toHaveLength(1);
  if (!settled.report || !whole.report) throw new Error('no report');
  expect(timeless(settled.report)).toEqual(timeless(withoutScope(whole.report)));
});

test('the same raw reviews give the same report, whether of one job or of several', async () => {
  const scene = await openScene({ head: large, agent, configuration: limits });
  const whole = await scene.run({ with: { agents } });
  const report = whole.outputs['report-json'] ?? '';
  const raw = join(report, '../raw');
  const recordings = temporaryDirectory();
  const review = JSON.parse(readFileSync(join(raw, 'review.json'), 'utf8')) as { runs: string[] };
  for (const run of review.runs) {
    cpSync(raw, join(recordings, run, 'raw'), { recursive: true });
    writeFileSync(join(recordings, run, 'raw/review.json'), JSON.stringify({ ...review, runs: [run] }));
  }
  const settled = await scene.run({ with: { agents, part: 'settle', recordings } });
  for (const name of ['report-markdown', 'report-html', 'report-sarif'] as const)
    expect(readFileSync(settled.outputs[name] ?? '', 'utf8')).toBe(
      readFileSync(whole.outputs[name] ?? '', 'utf8'),
    );
  const reportIn = (path = '') => JSON.parse(readFileSync(path, 'utf8')) as Report;
  expect(withoutScope(reportIn(settled.outputs['report-json']))).toEqual(withoutScope(reportIn(report)));
});

test('a part that failed is told of, and where all did the step fails', async () => {
  const scene = await openScene({ head: large, agent, configuration: limits });
  const recordings = await runParts(scene, [{ name: 'checks', agent: 'checks', shard: null, package: '' }]);
  const settled = await scene.run({ with: { agents, part: 'settle', recordings, 'fail-on': 'never' } });
  expect(settled.report?.review.complete).toBe(false);
  expect(settled.report?.review.notes).toEqual(
    [1, 2, 3].map((shard) => expect.stringMatching(`^No recording of mine-shard-${shard} is there`)),
  );
  expect(settled.outputs).toMatchObject({ verdict: 'inconclusive', gate: 'inconclusive' });
  const lost = await scene.run(
    { with: { agents, part: 'settle', recordings: temporaryDirectory() } },
    { hasGate: false },
  );
  expect(lost.exitCode).toBe(1);
  expect(lost.summary).toMatch(/no part of the review came to an end/);
});

test('a draft has no plan, and passes where it would be settled', async () => {
  const scene = await openScene();
  scene.github.isDraft = true;
  const planned = await scene.run({ with: { agents, drafts: 'skip', part: 'plan' } });
  expect(planned.outputs.matrix).toBeUndefined();
  const settled = await scene.run({
    with: { agents, drafts: 'skip', part: 'settle', recordings: '/nonexistent' },
  });
  expect(settled.outputs).toMatchObject({ verdict: 'skipped', gate: 'pass' });
});
