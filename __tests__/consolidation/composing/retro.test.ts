import { describe, expect, test } from 'vitest';
import { checkRetro } from '../../../src/consolidation/composing/retro.ts';
import type { Report } from '../../../src/model/report/report-schema.ts';
import {
  buildRefutation,
  buildReview,
  buildReviewFinding,
  buildReviewRun,
  buildRulingRun,
  buildRun,
} from '../../helpers/agent-run.ts';
import { settleForTest } from '../../helpers/settle.ts';

/** Claude raises three, Codex one of them too, Gemini a critical that is refuted. */
const report = settleForTest([
  buildReviewRun(
    'claude',
    [
      {},
      { title: 'No test', severity: 'suggestion' },
      { title: 'Slow', severity: 'critical', path: 'src/worker.ts', startLine: 1, endLine: 1 },
    ],
    {
      durationMs: 500_000,
      costUsd: 0.6,
      toolCalls: 12,
      tokens: { input: 1000, output: 100, cached: null },
    },
  ),
  buildReviewRun('codex', [{ severity: 'suggestion' }], { durationMs: 246_000, costUsd: 0.1 }),
  buildReviewRun('gemini', [{ title: 'Deadlock', severity: 'critical' }], { durationMs: 324_000 }),
  buildRulingRun(
    'codex',
    [
      buildRefutation({ candidate: 'F1', ruling: 'confirmed', severity: 'important' }),
      buildRefutation({ candidate: 'F2' }),
    ],
    { F1: ['claude/3'], F2: ['gemini/1'] },
    { costUsd: 0.2 },
  ),
  buildRulingRun('gemini', [buildRefutation({ ruling: 'confirmed', severity: 'important' })], {
    F1: ['claude/3'],
  }),
  buildRulingRun('claude', [buildRefutation()], { F1: ['gemini/1'] }),
]);
const row = (agent: string): Report['retro']['rows'][number] => {
  const found = report.retro.rows.find((one) => one.agent === agent);
  if (found === undefined) throw new Error(`no row of ${agent}`);
  return found;
};

describe('the retro', () => {
  test('counts what was raised, what stands, and what became of it', () => {
    expect(row('claude')).toMatchObject({
      durationMs: 500_000,
      raised: { critical: 1, important: 1, suggestion: 1 },
      standing: { critical: 0, important: 2, suggestion: 1 },
      confirmed: 1,
      refuted: 0,
      downgraded: 1,
      upgraded: 0,
      merged: 1,
      unique: 2,
      toolCalls: 12,
      costUsd: 0.6,
      costPerConfirmedUsd: 0.6,
    });
    expect(row('codex')).toMatchObject({
      standing: { critical: 0, important: 1, suggestion: 0 },
      confirmed: 0,
      upgraded: 1,
      merged: 1,
      unique: 0,
    });
    expect(row('gemini')).toMatchObject({
      raised: { critical: 1, important: 0, suggestion: 0 },
      standing: { critical: 0, important: 0, suggestion: 0 },
      refuted: 1,
    });
  });

  test('counts files that it read and where it saw nothing that others saw', () => {
    expect(row('codex')).toMatchObject({ filesRead: 2, coverageMisses: 2 });
    expect(row('claude').coverageMisses).toBe(0);
  });

  test('leaves rulings to the costs of the agent as a whole', () => {
    expect(row('codex').costUsd).toBe(0.1);
    expect(report.agents.find(({ name }) => name === 'codex')?.costUsd).toBe(0.3);
  });

  test('is told in words that agree with it', () => {
    expect(report.retro.prose.map(({ text }) => text)).toEqual([
      'Claude raised 3 findings (1 critical, 1 important and 1 suggestion); 1 confirmed and 1 lowered. It alone found 2 of what stands. It took 8 min 20 s and $0.60.',
      'Codex raised 1 finding (1 suggestion); 1 raised in severity. Nothing that stands is its alone. Others found faults in 2 files that it read without a word. It took 4 min 6 s and $0.10.',
      'Gemini raised 1 finding (1 critical); 1 refuted. Nothing that stands is its alone. Others found faults in 2 files that it read without a word. It took 5 min 24 s.',
    ]);
  });

  test('adds up with the ledger', () => {
    const raised = report.retro.rows.map(
      ({ raised: { critical, important, suggestion } }) => critical + important + suggestion,
    );
    expect(raised.reduce((sum, count) => sum + count)).toBe(report.ledger.length);
    expect(report.retro.reconciliation).toBe(
      '5 raw findings of 3 agents: 3 kept, 1 merged into one of these, 1 refuted and 0 declined. Rulings moved I1 from critical to important.',
    );
  });
});

describe('shards of one agent', () => {
  const shard = (number: number, startedAt: number, overrides = {}) =>
    buildRun({
      id: `claude-shard-${number}`,
      startedAt,
      durationMs: 50_000,
      costUsd: 0.1,
      answer: JSON.stringify(buildReview({ findings: [buildReviewFinding({ title: `Finding ${number}` })] })),
      ...overrides,
    });

  test('are one row: from the first start to the last end', () => {
    const sharded = settleForTest([shard(1, 1_000_000), shard(2, 1_020_000)]);
    expect(sharded.retro.rows).toHaveLength(1);
    expect(sharded.retro.rows[0]).toMatchObject({
      durationMs: 70_000,
      raised: { important: 2 },
      costUsd: 0.2,
    });
    expect(new Set(sharded.ledger.map(({ id }) => id)).size).toBe(2);
  });

  test('have the worst outcome of all', () => {
    const sharded = settleForTest([
      shard(1, 1_000_000),
      shard(2, 1_020_000, { outcome: 'timed-out', reason: 'Too slow.', answer: null }),
    ]);
    expect(sharded.agents[0]).toMatchObject({ outcome: 'timed-out', reason: 'Too slow.', reviewer: true });
  });
});

test('a retro that counts other raw findings than the ledger holds is a bug, and says so', () => {
  const { ledger, retro } = report;
  expect(() => checkRetro(retro.rows, ledger)).not.toThrow();
  expect(() => checkRetro(retro.rows, ledger.slice(1))).toThrow(/of claude it counts/);
  expect(() => checkRetro(retro.rows.slice(1), ledger)).toThrow(/of claude it counts undefined/);
});
