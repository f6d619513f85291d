import { expect, test } from 'vitest';
import { writeEditorBrief } from '../../../src/brief/editor/editor-brief.ts';
import { buildRefutation, buildReviewRun, buildRulingRun } from '../../helpers/agent-run.ts';
import { settleForTest } from '../../helpers/settle.ts';

test("an editor's brief holds the settled facts and nothing else to read", () => {
  const report = settleForTest([
    buildReviewRun('claude', [{}], { durationMs: 500_000 }),
    buildReviewRun('gemini', [{ title: 'Deadlock', severity: 'critical' }]),
    buildRulingRun('codex', [buildRefutation()], { F1: ['gemini/1'] }),
    buildRulingRun('claude', [buildRefutation()], { F1: ['gemini/1'] }),
  ]);
  const { text, role, suffix, files, subjects } = writeEditorBrief(report);
  expect({ role, suffix, subjects }).toEqual({ role: 'editor', suffix: 'editor', subjects: {} });
  expect(text).toContain(`Verdict: Merge with fixes. ${report.verdict.reason}`);
  expect(text).toContain(
    'I1: The job is lost when the worker stops [src/queue.ts:3] (important, regression, unverified, blocks; raised by claude as important)',
  );
  expect(text).toContain(
    'R1: Deadlock [src/queue.ts:3] (critical, regression, refuted by Claude and Codex; raised by gemini as critical)',
  );
  expect(text).toContain('Retro of claude: 8:20; raised 0 critical, 1 important, 0 suggestions');
  expect(text).toContain(report.retro.reconciliation);

  const { verdict, findings, refuted, retro } = report;
  expect(Object.keys(files)).toEqual(['manifest.json']);
  expect(JSON.parse(files['manifest.json'] ?? '')).toMatchObject({
    version: 1,
    verdict,
    findings,
    refuted,
    retro,
  });
});
