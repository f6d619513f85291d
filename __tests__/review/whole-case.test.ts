import { describe, expect, test } from 'vitest';
import { settleReviews } from '../../src/review/straight-line.ts';
import { conductScripted, scriptedAgent } from '../helpers/scripted-review.ts';
import { careful, workerStopReviews, workerStopTexts } from '../helpers/worker-stop.ts';

const realistic = [20_000, 20_000] as const;
const review = await conductScripted(
  {
    claude: scriptedAgent(500_000, workerStopReviews.claude, careful, realistic),
    codex: scriptedAgent(246_000, workerStopReviews.codex, careful, realistic),
    gemini: scriptedAgent(324_000, workerStopReviews.gemini, careful, realistic),
  },
  { texts: workerStopTexts },
);
const report = settleReviews(review.recording);
const all = [...report.findings, ...report.refuted];
const titled = (words: string) => all.find(({ title }) => title.includes(words));

/** Three reviews of one change: two regressions from one agent alone, two false criticals from another, one finding of two agents. */
describe('a whole case', () => {
  test('has every raw finding in its ledger', () => {
    expect(report.ledger).toHaveLength(16);
    expect(report.retro.reconciliation).toBe(
      '16 raw findings of 3 agents: 13 kept, 1 merged into one of these, 2 refuted and 0 declined. Rulings moved S7 from important to suggestion.',
    );
  });

  test('makes one of what two agents found, with both severities', () => {
    const shared = all.filter(({ raisedBy }) => raisedBy.length > 1);
    expect(shared).toHaveLength(1);
    expect(shared[0]?.raisedBy.map(({ agent, severity, kind }) => [agent, severity, kind]).sort()).toEqual([
      ['claude', 'important', 'regression'],
      ['codex', 'suggestion', 'gap'],
    ]);
    expect(shared[0]).toMatchObject({ severity: 'important', kind: 'gap' });
  });

  test('refutes both false criticals with citations that code found', () => {
    expect(report.refuted.map(({ title }) => title).sort()).toEqual([
      'killTree does not reach drivers that lead no process group',
      'shutdown can hang for ever when killTree fails',
    ]);
    for (const { ruling } of report.refuted) {
      expect(ruling).toMatchObject({ value: 'refuted', by: ['claude', 'codex'] });
      expect(ruling.evidence).toContainEqual(expect.objectContaining({ kind: 'citation', checked: true }));
    }
  });

  test('confirms both regressions, and puts them first among what blocks', () => {
    expect(titled('orphans')).toMatchObject({
      kind: 'regression',
      ruling: { value: 'confirmed' },
      raisedBy: [{ agent: 'codex' }],
    });
    expect(titled('unlocks')).toMatchObject({
      kind: 'regression',
      ruling: { value: 'confirmed' },
      raisedBy: [{ agent: 'codex' }],
    });
    const [first, second] = report.verdict.blocking;
    expect([titled('orphans')?.id, titled('unlocks')?.id].sort()).toEqual([first, second]);
  });

  test('says merge with fixes, by which rule and for what', () => {
    expect(report.verdict).toMatchObject({
      level: 'merge-with-fixes',
      gate: 'block',
      rule: 'important-stands',
    });
    expect(report.verdict.reason).toMatch(
      /^Two confirmed regressions \(I1 “.*” and I2 “.*”\) and four confirmed gaps \(I3 .*\) need to be fixed first \(rule important-stands\)\.$/,
    );
  });

  test('lowers what was only plausible, and says from what', () => {
    expect(titled('one after the other')).toMatchObject({
      severity: 'suggestion',
      ruling: { value: 'plausible', severityBefore: 'important' },
      blocking: false,
    });
  });

  test('counts each agent', () => {
    expect(
      report.retro.rows.map(({ agent, durationMs, standing, confirmed, refuted, unique }) => ({
        agent,
        durationMs,
        standing,
        confirmed,
        refuted,
        unique,
      })),
    ).toMatchObject([
      {
        agent: 'claude',
        durationMs: 500_000,
        standing: { critical: 0, important: 3, suggestion: 4 },
        refuted: 0,
        unique: 6,
      },
      {
        agent: 'codex',
        durationMs: 246_000,
        standing: { critical: 0, important: 3, suggestion: 0 },
        refuted: 0,
        unique: 2,
      },
      {
        agent: 'gemini',
        durationMs: 324_000,
        standing: { critical: 0, important: 1, suggestion: 3 },
        refuted: 2,
        unique: 4,
      },
    ]);
  });

  test('takes little longer than its slowest reviewer, with every critical and important ruled on', () => {
    expect(review.wallClockMs / 500_000).toBeLessThanOrEqual(1.1);
    const unruled = all.filter(
      ({ raisedBy, ruling }) =>
        raisedBy.some(({ severity }) => severity !== 'suggestion') && ruling.by.length === 0,
    );
    expect(unruled).toEqual([]);
  });
});
