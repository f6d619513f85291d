import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openScene, printReview } from '../../../helpers/action-scene.ts';
import { temporaryDirectory } from '../../../helpers/repository.ts';

const base = { 'sum.js': 'exports.sum = (a, b) => a + b;\n' };
const head = { 'sum.js': 'exports.sum = (a, b) => a - b;\n' };
const script = `node -e 'const got = require("./sum.js").sum(2, 3); if (got !== 5) { console.log("REPRO: 2 + 3 is " + got); process.exit(1); }'`;
const agent = printReview(`{
  coverage: [{ path: 'sum.js', status: 'read' }],
  findings: [{ severity: 'important', kind: 'gap', title: 'The sum is wrong', path: 'sum.js', startLine: 1, endLine: 1, quote: null,
    explanation: 'It subtracts.', evidence: [], fix: null, patch: null, mutation: null,
    repro: { script: ${JSON.stringify(script)}, needs: null, shows: null } }],
}`);

test('scripts run in a job of their own, which has no key, and the last job tells what they showed', {
  timeout: 120_000,
}, async () => {
  const scene = await openScene({ base, head, agent, configuration: { proof: { mode: 'all' } } });
  const step = (inputs: Record<string, string>) => scene.run({ with: inputs }, { hasGate: false });
  const gather = () => {
    const directory = temporaryDirectory();
    for (const [path, text] of Object.entries(scene.results.files()).filter(([name]) =>
      name.includes('-part-'),
    )) {
      mkdirSync(join(directory, path, '..'), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    return directory;
  };
  await step({ part: 'review', agents: 'mine' });
  expect(Object.keys(scene.results.files()).filter((name) => name.endsWith('raw/proofs.json'))).toEqual([]);
  const unproved = await scene.run({ with: { part: 'settle', agents: 'mine', recordings: gather() } });
  expect(unproved.report?.review.notes.join()).toContain('part: prove');

  const proving = await step({ part: 'prove', agents: 'mine', recordings: gather() });
  expect(proving.exitCode).toBe(0);
  const settled = await scene.run({ with: { part: 'settle', agents: 'mine', recordings: gather() } });
  expect(settled.report?.findings).toMatchObject([
    { title: 'The sum is wrong', proof: { status: 'proven-regression', review: 'unreviewed' } },
  ]);
  expect(settled.report?.review.notes.join()).not.toContain('part: prove');
  expect(settled.report?.runs.map(({ id }) => id)).toEqual(['mine']);
});
