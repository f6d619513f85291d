import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nameOfScript } from '../../../src/consolidation/proofs/most-telling.ts';
import type { Proof } from '../../../src/model/proof.ts';
import type { Report } from '../../../src/model/report/report-schema.ts';
import { readRecording } from '../../../src/recording/read-recording.ts';
import { writeRecording } from '../../../src/recording/write-recording.ts';
import { renderHtml } from '../../../src/report/html/html.ts';
import { renderMarkdown } from '../../../src/report/markdown/markdown.ts';
import { renderSarif } from '../../../src/report/sarif/sarif.ts';
import { writeReport } from '../../../src/report/write-report.ts';
import { settleReviews } from '../../../src/review/straight-line.ts';
import { buildReview, buildReviewFinding, buildRulingRun, buildRun } from '../../helpers/agent-run.ts';
import { buildArm, buildProof } from '../../helpers/proof.ts';
import { buildRecording } from '../../helpers/recording.ts';
import { makeRepository, temporaryDirectory } from '../../helpers/repository.ts';
import { settleForTest } from '../../helpers/settle.ts';

const untested = [
  { risk: 'high', scenario: 'Two workers take one job at the same time' },
  { risk: 'low', scenario: 'A queue without any job is drained' },
] as const;
const reviewOf = (agent: string, findings: Parameters<typeof buildReviewFinding>[0][]) =>
  buildRun({
    agent,
    answer: JSON.stringify(
      buildReview({
        findings: findings.map(buildReviewFinding),
        testing: { assessment: 'Few.', untested: [...untested] },
      }),
    ),
  });

/** Claude raises one with a script, and another agent says what it shows. */
function reportOf(proofs: readonly Proof[], ruler = 'codex', seen = proofs[0]): Report {
  return settleForTest(
    [
      reviewOf('claude', [{}]),
      buildRulingRun(ruler, [{ ruling: 'plausible', repro: 'shows' }], {
        F1: ['claude/1'],
        ...(seen && { 'script of F1': [nameOfScript(seen)] }),
      }),
    ],
    { proofs },
  );
}

describe('proven patches as one', () => {
  const code = (...lines: string[]) => lines.map((line) => `${line}\n`).join('');
  const text = code('one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine');
  const edit = (from: string, to: string) =>
    `--- a/src/queue.ts\n+++ b/src/queue.ts\n@@ -9,1 +9,1 @@\n-${from}\n+${to}\n`;

  /** Three findings of Claude's, whose scripts pass with these patches. */
  const reportWith = (patches: readonly (string | null)[]): Report => {
    const proofs = patches.map((patch, index) =>
      buildProof({ finding: `claude/${index + 1}`, patch, script: `exit ${index}` }),
    );
    const found = [
      [1, 'Jobs are lost at the end'],
      [5, 'Nobody closes the handle'],
      [9, 'Names are cut in the middle'],
    ] as const;
    return settleForTest(
      [
        reviewOf(
          'claude',
          found
            .slice(0, patches.length)
            .map(([line, title]) => ({ path: 'src/queue.ts', startLine: line, endLine: line, title })),
        ),
        ...proofs.map((proof, index) =>
          buildRulingRun(
            'codex',
            [{ candidate: `F${index + 1}`, ruling: 'plausible', repro: 'shows' }],
            {
              [`F${index + 1}`]: [proof.finding],
              [`script of F${index + 1}`]: [nameOfScript(proof)],
            },
            { id: `codex-adjudicator-${index + 1}` },
          ),
        ),
      ],
      { proofs, sources: { resolved: {}, texts: { 'new:src/queue.ts': text } } },
    );
  };

  test('stand in a file that git applies, and those that do not fit are named', async () => {
    const report = reportWith([edit('two', '2'), edit('two', 'zwei'), edit('eight', '8')]);
    expect(report.findings.map(({ fix }) => fix?.proven)).toEqual([true, true, true]);
    const { directory, commit, git } = makeRepository();
    commit('Begin', { 'src/queue.ts': text });
    const reported = join(directory, 'report');
    await writeReport(report, reported, (whole) => whole);
    git('apply', join(reported, 'fixes.patch'));
    expect(readFileSync(join(directory, 'src/queue.ts'), 'utf8')).toBe(
      text.replace('two', '2').replace('eight', '8'),
    );
    expect(report.fixes?.outcomes).toEqual([
      { id: 'I1', trouble: null },
      { id: 'I2', trouble: expect.stringContaining('the lines that it changes are not there') },
      { id: 'I3', trouble: null },
    ]);
    const html = renderHtml(report);
    expect(html).toContain('3 proven patches, as one');
    expect(html).toMatch(/aria-label="Copy patch: all proven patches"/);
    for (const page of [html, renderMarkdown(report)]) {
      expect(page).toContain('The proven patch of I2 is not in it');
      expect(page).toContain('git apply fixes.patch');
    }
  });

  test('are none where a file was not read or holds a secret, and no file is left then', async () => {
    const elsewhere = edit('two', '2').replaceAll('queue', 'other');
    const report = reportWith([elsewhere]);
    expect(report.fixes).toEqual({
      patch: '',
      outcomes: [{ id: 'I1', trouble: 'src/other.ts is no text, or was not read' }],
    });
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'fixes.patch'), 'of an earlier review');
    await writeReport(report, directory, (whole) => whole);
    expect(readdirSync(directory)).not.toContain('fixes.patch');
  });

  test('are not told of where nothing is proven', () => {
    const report = settleForTest([reviewOf('claude', [{}])]);
    expect(report).not.toHaveProperty('fixes');
    expect(renderHtml(report)).not.toContain('as one');
  });
});

describe('what scripts showed', () => {
  const proof = buildProof();
  const report = reportOf([proof]);

  test('is told in summary, ledger and retro, and marks the patch', () => {
    const [finding] = report.findings;
    expect(finding).toMatchObject({
      ruling: { value: 'confirmed' },
      proof: { review: 'confirmed', reviewedBy: ['codex'] },
      fix: { patch: proof.patch, proven: true },
    });
    expect(report.summary).toContain(
      `By running a script, ${finding?.id} was shown to be true, and 1 patch to mend it.`,
    );
    expect(report.ledger[0]?.reason).toContain('shown by a script of Claude');
    expect(report.retro.rows[0]?.scripts).toEqual({ tried: 1, shown: 1, notShown: 0 });
    expect(renderMarkdown(report)).toContain('it can be kept as a regression test');
    expect(renderHtml(report)).toContain('it can be kept as a regression test');
  });

  test('shows the script as it was written, whole', () => {
    const script = `set -e\n${'# a long script\n'.repeat(90)}exit 0\n`;
    const long = reportOf([buildProof({ script })]);
    expect(renderMarkdown(long)).toContain(script.trimEnd());
    expect(renderHtml(long)).toContain('# a long script\n# a long script\n');
  });

  test('sorts what tests lack, and tells what was run', () => {
    const { sorted } = report.testing;
    expect(sorted?.required.map(({ text }) => text)).toEqual([
      `${report.findings[0]?.id}: ${report.findings[0]?.title}. ${proof.reason}`,
      untested[0].scenario,
    ]);
    expect(sorted?.optional.map(({ text }) => text)).toEqual([untested[1].scenario]);
    expect(sorted?.executed).toEqual([
      `The script of Claude for ${report.findings[0]?.id} ran 2 times. ${proof.reason}`,
    ]);
    expect(renderMarkdown(report)).toMatch(/### Required[\s\S]+### Optional[\s\S]+### Executed/);
  });

  test('says of a guard whose tests notice that it is covered', () => {
    const guard = buildProof({
      mutation: '--- a\n',
      patch: null,
      status: 'not-reproduced',
      fix: null,
      reason: 'The repository’s own tests do not pass without the guard: it is tested.',
      arms: [
        buildArm('head', 'passes'),
        buildArm('mutated', 'fails'),
        buildArm('head', 'passes', 'tests'),
        buildArm('mutated', 'fails', 'tests'),
      ],
    });
    const { sorted } = reportOf([guard]).testing;
    expect(sorted?.covered).toHaveLength(1);
    expect(sorted?.executed.at(-1)).toMatch(
      /^The repository’s own tests at the head: passed; without the guard of I1: failed\.$/,
    );
  });

  test('counts only where somebody of another family than its author saw this very script', () => {
    const standing = (one: Report) => [one.findings[0]?.ruling.value, one.findings[0]?.proof?.review];
    const other = buildProof({ author: 'codex', script: 'exit 1', status: 'proven-defect' });
    expect(standing(reportOf([proof], 'gemini', other))).not.toContain('confirmed');
    expect(standing(reportOf([other], 'codex'))).not.toContain('confirmed');
    expect(standing(reportOf([other], 'gemini'))).toEqual(['confirmed', 'confirmed']);
    expect(reportOf([proof, other], 'gemini', proof).findings[0]?.proof?.script).toBe(proof.script);
  });

  test.each([
    ['proven-regression', 'confirmed'],
    ['pre-existing', 'disputed'],
  ] as const)('%s is %s where another script of the finding does not show it', (status, review) => {
    const shown = buildProof({ status });
    const other = buildProof({ author: 'codex', script: 'exit 1', status: 'static' });
    const said = (agent: string, repro: 'shows' | 'does-not-show', of: Proof) =>
      buildRulingRun(agent, [{ ruling: 'plausible', repro }], {
        F1: ['claude/1'],
        'script of F1': [nameOfScript(of)],
      });
    const { findings } = settleForTest(
      [reviewOf('claude', [{}]), said('codex', 'shows', shown), said('gemini', 'does-not-show', other)],
      { proofs: [shown, other] },
    );
    expect(findings[0]?.proof).toMatchObject({ script: shown.script, review });
  });
});

describe('without scripts', () => {
  test('a recording of an earlier version gives the same bytes, and none of the new words', async () => {
    const runs = [
      reviewOf('claude', [{}, { title: 'Deadlock', severity: 'critical' }]),
      reviewOf('codex', [{}]),
      buildRulingRun('codex', [{}], { F1: ['claude/2'] }),
    ];
    const now = buildRecording({ runs });
    const directory = temporaryDirectory();
    await writeRecording(now, directory);
    for (const id of readdirSync(join(directory, 'raw')).filter((name) => !name.includes('.')))
      age(join(directory, 'raw', id, 'run.json'));
    expect(readdirSync(join(directory, 'raw'))).not.toContain('proofs.json');
    const before = await readRecording([directory]);
    expect(before.runs[0]?.answer).not.toContain('repro');

    const [old, young] = [settleReviews(before), settleReviews(now)];
    // The appendix shows what was answered, as it was answered.
    const told = (report: Report): Report => ({ ...report, appendix: [] });
    for (const render of [JSON.stringify, renderHtml, renderMarkdown, renderSarif])
      expect(render(told(old))).toBe(render(told(young)));
    const keys = new Set<string>();
    JSON.stringify(old, (key, value) => {
      keys.add(key);
      return value;
    });
    for (const key of ['proof', 'sorted', 'scripts', 'proven', 'proofs']) expect(keys).not.toContain(key);
    expect(renderMarkdown(told(old))).not.toMatch(/script|proven|### Required/i);
  });
});

/** Takes out what answers did not have before scripts were asked for. */
function age(path: string): void {
  const run = JSON.parse(readFileSync(path, 'utf8'));
  const answer = JSON.parse(run.answer, (key, value) =>
    key === 'repro' || key === 'mutation' ? undefined : value,
  );
  writeFileSync(path, JSON.stringify({ ...run, answer: JSON.stringify(answer) }));
}
