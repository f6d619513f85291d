import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifyCommand } from '../../src/commands/verify.ts';
import { parseInputs } from '../../src/config/inputs.ts';
import { silentLogger } from '../../src/model/ports.ts';
import type { Report } from '../../src/model/report/report-schema.ts';
import { readRecording } from '../../src/recording/read-recording.ts';
import { withPorts } from '../../src/review/lifetime.ts';
import { type PerformedReview, performReview, settleRecording } from '../../src/review/perform-review.ts';
import { buildReview, buildReviewFinding, buildRuling } from '../helpers/agent-run.ts';
import { makeChange, type TestRepository, temporaryDirectory } from '../helpers/repository.ts';
import { requestFor } from '../helpers/run-fixture.ts';

const base = { 'sum.js': 'exports.sum = (a, b) => a + b;\n' };
const head = { 'sum.js': 'exports.sum = (a, b) => a - b;\n' };
const patch =
  '--- a/sum.js\n+++ b/sum.js\n@@ -1 +1 @@\n-exports.sum = (a, b) => a - b;\n+exports.sum = (a, b) => a + b;\n';
const script = `node -e 'const got = require("./sum.js").sum(2, 3); if (got !== 5) { console.log("REPRO: 2 + 3 is " + got); process.exit(1); }'`;

const finding = (said: string) =>
  buildReviewFinding({
    title: 'The sum of two numbers is wrong',
    path: 'sum.js',
    startLine: 1,
    endLine: 1,
    quote: 'exports.sum = (a, b) => a - b;',
    patch,
    repro: { script: said, needs: null, shows: 'that the sum is wrong' },
  });

/** An agent that raises a finding with a script, or writes one when it is asked, and another that rules on it. */
function configure(
  said: string,
  ruling: Parameters<typeof buildRuling>[0],
  proof: object | null,
  findings = [finding(said)],
  written: object = { repro: null, patch: null, mutation: null, reason: 'It cannot be run.' },
) {
  const directory = temporaryDirectory();
  const program = join(directory, 'agent.mjs');
  const answers = {
    one: {
      reviewer: buildReview({ findings, coverage: [{ path: 'sum.js', status: 'read' }] }),
      prover: written,
      adjudicator: { rulings: [], pairs: [] },
    },
    two: {
      reviewer: buildReview({ findings: [], coverage: [{ path: 'sum.js', status: 'read' }] }),
      adjudicator: { rulings: [buildRuling(ruling)], pairs: [] },
    },
  };
  writeFileSync(
    program,
    `const answers = ${JSON.stringify(answers)};
     console.log(JSON.stringify(answers[process.argv[2]][process.env.DEEP_REVIEW_ROLE]));`,
  );
  const agent = (name: string) => ({ command: [process.execPath, program, name], family: name });
  const path = join(directory, 'deep-review.yml');
  const agents = { one: agent('one'), two: agent('two') };
  writeFileSync(path, JSON.stringify({ agents, ...(proof !== null && { proof }) }));
  return path;
}

async function review(
  repository: TestRepository,
  configuration: string,
  previous: Report | null = null,
): Promise<PerformedReview & { directory: string }> {
  const directory = temporaryDirectory();
  const performed = await withPorts(
    {
      log: silentLogger,
      environment: { PATH: process.env.PATH, HOME: process.env.HOME },
      outputDirectory: directory,
    },
    (ports) =>
      performReview(
        {
          change: requestFor(repository),
          inputs: parseInputs({ agents: 'one two' }),
          configuration: { from: 'disk', path: configuration },
          round: previous === null ? 1 : 2,
          previous,
          declined: [],
          notes: [],
          outputDirectory: directory,
        },
        ports,
      ),
  );
  return { ...performed, directory };
}

const verify = (from: string, repo: string, ...operands: string[]) =>
  verifyCommand({ command: 'verify', values: { from, repo }, lists: {}, flags: new Set(['json']), operands });

describe('a review of a finding with a script', { timeout: 60_000 }, () => {
  test('shows that it is true and that the patch mends it, whatever the ruling, and settles again alike', async () => {
    const repository = makeChange(base, head);
    const refuted = { ruling: 'plausible', reason: 'Perhaps.', repro: 'shows' } as const;
    const { report, directory } = await review(repository, configure(script, refuted, {}));
    expect(report.findings).toMatchObject([
      {
        kind: 'regression',
        ruling: { value: 'confirmed' },
        blocking: true,
        proof: { status: 'proven-regression', fix: 'proven', review: 'confirmed', reviewedBy: ['two'] },
      },
    ]);
    const html = readFileSync(join(directory, 'report.html'), 'utf8');
    expect(html).toContain('proven regression');
    expect(readFileSync(join(directory, 'report.md'), 'utf8')).toContain('REPRO: 2 + 3 is -1');

    const again = temporaryDirectory();
    const recording = await readRecording([directory]);
    await withPorts({ log: silentLogger, environment: {}, outputDirectory: null }, (ports) =>
      settleRecording(recording, again, ports),
    );
    for (const name of ['report.json', 'report.html', 'report.md', 'report.sarif'])
      expect(readFileSync(join(again, name), 'utf8')).toBe(readFileSync(join(directory, name), 'utf8'));

    expect(await verify(directory, repository.directory, 'I1')).toBe(1);
    repository.commit('Mend it', base);
    expect(await verify(directory, repository.directory)).toBe(0);
    repository.commit('Break it otherwise', { 'sum.js': 'exports.sum = (\n' });
    expect(await verify(directory, repository.directory)).toBe(2);
  });

  test('has who raised it write the script that it lacks, and is ruled on again for what that shows', async () => {
    const repository = makeChange(base, head);
    const bare = { ...finding(script), repro: null, patch: null };
    const shown = { ruling: 'plausible', reason: 'Perhaps.', repro: 'shows' } as const;
    const written = {
      repro: { script, needs: null, shows: 'the sum' },
      patch,
      mutation: null,
      reason: 'It adds.',
    };
    const { report } = await review(repository, configure('', shown, {}, [bare], written));
    // Who begins first hangs on which reviewer ended last.
    const runs = report.runs
      .filter(({ role }) => role !== 'editor')
      .map(({ id, role, outcome, count }) => [id, role, outcome, count] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1));
    expect(runs).toEqual([
      ['one', 'reviewer', 'completed', 1],
      ['one-prover-1', 'prover', 'completed', 1],
      ['two', 'reviewer', 'completed', 0],
      ['two-adjudicator-1', 'adjudicator', 'completed', 1],
      ['two-adjudicator-2', 'adjudicator', 'completed', 1],
    ]);
    expect(report.findings).toMatchObject([
      {
        ruling: { value: 'confirmed' },
        proof: {
          author: 'one',
          status: 'proven-regression',
          fix: 'proven',
          review: 'confirmed',
          reviewedBy: ['two'],
        },
      },
    ]);
  });

  test('decides in the next round what is fixed, by its script, whatever agents say', async () => {
    const repository = makeChange(base, head);
    const shown = { ruling: 'plausible', reason: 'Perhaps.', repro: 'shows' } as const;
    const { report: first } = await review(repository, configure(script, shown, {}));
    const silent = configure('', {}, {}, []);

    repository.commit('Write it otherwise', {
      'sum.js': 'const minus = (a, b) => a - b;\nexports.sum = minus;\n',
    });
    const { report: second } = await review(repository, silent, first);
    expect(second.previous?.findings).toMatchObject([{ state: 'open' }]);
    expect(second.findings).toMatchObject([
      { state: 'open', blocking: true, proof: { review: 'confirmed' } },
    ]);

    repository.commit('Mend it', { 'sum.js': 'const plus = (a, b) => a + b;\nexports.sum = plus;\n' });
    const { report: third } = await review(repository, silent, second);
    expect(third.previous?.findings).toMatchObject([{ state: 'fixed' }]);
    expect(third.findings).toEqual([]);
  });

  test('changes nothing where the other family says that the script shows something else', async () => {
    const repository = makeChange(base, head);
    const doubt = { ruling: 'plausible', reason: 'Perhaps.', repro: 'does-not-show' } as const;
    const { report } = await review(repository, configure(script, doubt, {}));
    expect(report.findings).toMatchObject([
      { ruling: { value: 'unverified' }, proof: { status: 'proven-regression', review: 'disputed' } },
    ]);
  });

  test('says of a script that reads instead of running that it does', async () => {
    const repository = makeChange(base, head);
    const reading = 'grep -q "a + b" sum.js || { echo "REPRO: no sum"; exit 1; }';
    const shown = { ruling: 'plausible', reason: 'Perhaps.', repro: 'shows' } as const;
    const { report } = await review(repository, configure(reading, shown, {}));
    expect(report.findings).toMatchObject([{ ruling: { value: 'unverified' }, proof: { status: 'static' } }]);
  });

  test('runs nothing and says nothing of scripts where the configuration asks for none', async () => {
    const repository = makeChange(base, head);
    const { report, directory } = await review(repository, configure(script, {}, null));
    expect(report.findings[0]).not.toHaveProperty('proof');
    await expect(readRecording([directory])).resolves.not.toHaveProperty('proofs');
  });
});
