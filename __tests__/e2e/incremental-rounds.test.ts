import { expect, test } from 'vitest';
import { openScene, type Scene } from '../helpers/action-scene.ts';
import { pullRequestPayload, type StepResult } from '../helpers/action-step.ts';

/** Reads what it was given, and reports each line with BUG in it. */
const reader = `
import { readFileSync } from 'node:fs';
const folder = process.env.DEEP_REVIEW_DIR;
const manifest = JSON.parse(readFileSync(folder + '/manifest.json', 'utf8'));
const own = manifest.files.filter((file) => file.shards.length > 0).map((file) => file.path);
const findings = own.flatMap((path) =>
  readFileSync(path, 'utf8').split('\\n').flatMap((line, index) => line.includes('BUG') ? [{
    severity: 'critical', kind: 'gap', title: line.trim().slice(3), path, startLine: index + 1, endLine: index + 1,
    quote: line, explanation: 'The line says so itself, and whoever runs it meets the fault at once.', evidence: [],
    fix: null, patch: null, repro: null, mutation: null,
  }] : []));
console.log(JSON.stringify({
  summary: 'Own files: ' + own.join(' '), findings, design: { concerns: [], strengths: [] },
  testing: { assessment: 'None.', untested: [] }, documentation: 'None.', commits: 'One idea.', limitations: [],
  coverage: own.map((path) => ({ path, status: 'read' })),
}));`;

const head = {
  'alpha.js': 'first();\n// BUG the alpha queue overflows\n',
  'beta.js': 'second();\n',
  'gamma.js': 'third();\n',
};

const statesIn = ({ report }: StepResult) =>
  Object.fromEntries((report?.scope?.files ?? []).map(({ path, state }) => [path, state]));
const given = ({ report }: StepResult) => report?.appendix[0]?.text.match(/Own files: ([^"]*)/)?.[1];
const open = () => openScene({ agent: reader, head });
const next = ({ repository, run }: Scene, step: Parameters<Scene['run']>[0] = {}) =>
  run({ payload: pullRequestPayload(repository), ...step });

test('a later round has reviewed what changed, and an earlier blocker stays until its code changes', async () => {
  const scene = await open();
  const first = await scene.run();
  expect(given(first)).toBe('alpha.js beta.js gamma.js');
  expect(first.outputs).toMatchObject({ gate: 'block' });
  scene.listArtifact();

  scene.push({ 'beta.js': 'second();\n// BUG the beta list is cut\n' });
  const second = await next(scene);
  expect(given(second)).toBe('beta.js');
  expect(second.report?.scope?.mode).toBe('incremental');
  expect(statesIn(second)).toEqual({ 'alpha.js': 'carried', 'beta.js': 'reviewed', 'gamma.js': 'carried' });
  expect(second.report?.findings.map(({ title, state, blocking }) => [title, state, blocking])).toEqual(
    expect.arrayContaining([
      ['BUG the alpha queue overflows', 'open', true],
      ['BUG the beta list is cut', 'new', true],
    ]),
  );
  expect(second.report?.coverage.files.every(({ uncovered }) => !uncovered)).toBe(true);
  scene.listArtifact();

  scene.push({ 'alpha.js': 'first();\n', 'beta.js': 'second();\n' });
  const third = await next(scene);
  expect(given(third)).toBe('alpha.js beta.js');
  expect(third.report?.previous?.findings.map(({ state }) => state)).toEqual(['fixed', 'fixed']);
  expect(third.outputs).toMatchObject({ verdict: 'merge', gate: 'pass' });
  scene.listArtifact();

  // the same content by other commits, and one file more
  scene.repository.git('reset', '--quiet', '--soft', 'main');
  scene.push({ 'gamma.js': 'third();\n// BUG the gamma tree leaks\n' });
  const fourth = await next(scene);
  expect(given(fourth)).toBe('gamma.js');
  expect(fourth.report?.coverage.files.find(({ path }) => path === 'beta.js')?.since).toBe(3);
}, 60_000);

test('what was read is not believed of a comment, nor after the base has moved, nor where all is asked for', async () => {
  const scene = await open();
  const comment = { with: { comment: 'sticky', 'force-label': 'all' } };
  await scene.run(comment);
  scene.push({ 'beta.js': 'second();\nagain();\n' });
  const alone = await next(scene, comment);
  expect(given(alone)).toBe('alpha.js beta.js gamma.js');
  expect(alone.report?.review.notes.join('\n')).toMatch(
    /Reviewed whole: The last round is known from a comment/,
  );
  scene.listArtifact();

  scene.push({ 'beta.js': 'second();\nagain(1);\n' });
  scene.github.labels = ['all'];
  const asked = await next(scene, comment);
  expect(given(asked)).toBe('alpha.js beta.js gamma.js');
  expect(asked.report?.scope?.reason).toBe('That was asked for.');
  scene.github.labels = [];
  scene.listArtifact();

  const { git, commit } = scene.repository;
  git('checkout', '--quiet', 'main');
  scene.github.baseSha = commit('Meanwhile', { 'other.js': 'other();\n' });
  git('checkout', '--quiet', 'feature');
  git('merge', '--quiet', '--no-edit', 'main');
  scene.push({ 'gamma.js': 'third();\nagain();\n' });
  const merged = await next(scene, comment);
  expect(given(merged)).toBe('alpha.js beta.js gamma.js');
  expect(merged.report?.scope?.reason).toMatch(/^The base has moved since round 3/);
  scene.listArtifact();

  scene.push({ 'beta.js': 'second();\nagain(2);\n' });
  const whole = await next(scene, { with: { ...comment.with, rounds: 'whole' } });
  expect(given(whole)).toBe('alpha.js beta.js gamma.js');
  expect(whole.report?.scope).toBeUndefined();
}, 60_000);
