import { describe, expect, test } from 'vitest';
import { nameOfScript } from '../../../src/consolidation/proofs/most-telling.ts';
import type { ReviewFinding } from '../../../src/model/answers/review-schema.ts';
import type { Proof } from '../../../src/model/proof.ts';
import type { Report, ReportFinding } from '../../../src/model/report/report-schema.ts';
import type { AgentRun } from '../../../src/model/run.ts';
import {
  buildRefutation,
  buildReviewRun,
  buildRulingRun,
  type LooseRuling,
} from '../../helpers/agent-run.ts';
import { buildArm, buildProof } from '../../helpers/proof.ts';
import { settleForTest } from '../../helpers/settle.ts';

const raised = (agent: string, finding: Partial<ReviewFinding> = {}) =>
  buildReviewRun(agent, [{ quote: 'const job = this.jobs.shift();', ...finding }]);

/** What an agent says of one finding, and of its script where it saw one. */
const said = (
  agent: string,
  ruling: LooseRuling,
  seen: Proof | null = null,
  about = ['claude/1'],
): AgentRun =>
  buildRulingRun(agent, [ruling], {
    F1: about,
    ...(seen && { 'script of F1': [nameOfScript(seen)] }),
  });
const doubt: LooseRuling = {
  ...buildRefutation(),
  ruling: 'plausible',
  missing: 'Whether callers of take keep the job.',
};

const told = ({ findings }: Report) =>
  findings.map(({ severity, blocking, ruling, state }) => ({
    severity,
    blocking,
    value: ruling.value,
    state,
  }));

describe('of two scripts of one finding', () => {
  const disputed = buildProof({ patch: null });
  const other = buildProof({ patch: null, script: 'exit 1', status: 'proven-defect' });
  const runs = (repro: 'shows' | 'does-not-show') => [
    raised('claude'),
    said('codex', { ...doubt, repro: 'does-not-show' }, disputed),
    said('gemini', { ...doubt, repro }, other),
  ];

  test('the one that was confirmed counts, though another tells more and was disputed', () => {
    const report = settleForTest(runs('shows'), { proofs: [disputed, other] });
    expect(told(report)).toEqual([
      { severity: 'important', blocking: true, value: 'confirmed', state: 'new' },
    ]);
    expect(report.findings[0]?.proof?.script).toBe(other.script);
  });

  test('none counts where each was disputed, and one that excuses counts beside no other', () => {
    const proofs = [disputed, other];
    expect(told(settleForTest(runs('does-not-show'), { proofs }))[0]?.value).toBe('plausible');
    const excuse = buildProof({ script: 'exit 1', status: 'pre-existing' });
    const report = settleForTest(
      [
        raised('claude'),
        said('codex', { repro: 'does-not-show' }, disputed),
        said('gemini', { repro: 'shows' }, excuse),
      ],
      { proofs: [disputed, excuse] },
    );
    expect(report.findings[0]).toMatchObject({ kind: 'regression', blocking: true });
  });
});

describe('what was refuted beside a milder wording', () => {
  const proof = buildProof();
  const settle = (proofs: readonly Proof[]) =>
    settleForTest(
      [
        raised('claude', { severity: 'critical' }),
        raised('qwen', { severity: 'suggestion' }),
        said('codex', buildRefutation({ repro: 'shows' }), proof),
        said('gemini', buildRefutation()),
      ],
      { proofs },
    );

  test('counts as it was raised where its script is confirmed, and the refutation is told', () => {
    const report = settle([proof]);
    expect(told(report)).toEqual([
      { severity: 'critical', blocking: true, value: 'confirmed', state: 'new' },
    ]);
    expect(report.findings[0]?.ruling.reason).toContain(
      'Codex and Gemini refuted it, which does not stand against an execution',
    );
    expect(report.ledger.map(({ outcome }) => outcome)).not.toContain('refuted');
  });

  test('stays refuted where its script showed nothing', () => {
    const report = settle([{ ...proof, status: 'not-reproduced', fix: null }]);
    expect(told(report)[0]).toMatchObject({ severity: 'suggestion', blocking: false });
  });
});

test('criticals that scripts showed count towards rework, whatever their confirmation cites', () => {
  const found = ['Jobs are lost', 'Names are cut', 'Handles leak'].map((title, index) => ({
    title,
    severity: index < 2 ? ('critical' as const) : ('important' as const),
  }));
  const proofs = [1, 2, 3].map((number) =>
    buildProof({ finding: `claude/${number}`, script: `exit ${number}` }),
  );
  const rulings = proofs.map((proof, index) => ({
    ...said('codex', { repro: 'shows' }, proof, [`claude/${index + 1}`]),
    id: `codex-adjudicator-${index + 1}`,
  }));
  const runs = [buildReviewRun('claude', found), ...rulings];
  expect(settleForTest(runs, { proofs }).verdict.level).toBe('rework');
  expect(settleForTest(runs).verdict.level).toBe('merge-with-fixes');
});

describe('a blocker of the last round whose script was confirmed', () => {
  const proof = buildProof();
  const first = settleForTest(
    [raised('claude', { severity: 'critical' }), said('codex', { repro: 'shows' }, proof)],
    { proofs: [proof] },
  );
  const rerun = (status: Proof['status'], outcome: 'fails' | 'passes' | 'could-not-run'): Proof =>
    buildProof({ finding: 'last round/C1', status, fix: null, arms: [buildArm('head', outcome)] });
  const next = (proofs: readonly Proof[], rulings: readonly AgentRun[] = []) =>
    settleForTest([buildReviewRun('claude', []), ...rulings], { previous: first, proofs });
  const standing = { severity: 'critical', blocking: true, value: 'confirmed', state: 'open' };

  test('is fixed by that script alone: another one that passes shows nothing', () => {
    const idle = { ...rerun('not-reproduced', 'passes'), author: 'aaa', script: 'exit 0' };
    expect(told(next([rerun('not-reproduced', 'passes')]))).toEqual([]);
    expect(told(next([idle, rerun('not-run', 'could-not-run')]))).toEqual([standing]);
    expect(told(next([idle, rerun('proven-regression', 'fails')]))).toEqual([standing]);
  });

  test('is open, and not fixed, where it fails and agents refute it', () => {
    const refuting = ['codex', 'gemini'].map((agent) =>
      said(agent, buildRefutation(), null, ['last round/C1']),
    );
    const states = (report: Report): (ReportFinding['state'] | undefined)[] => [
      report.findings[0]?.state ?? report.refuted[0]?.state,
      report.previous?.findings[0]?.state as ReportFinding['state'],
    ];
    expect(states(next([rerun('proven-regression', 'fails')], refuting))).toEqual(['open', 'open']);
    expect(states(next([], refuting))).toEqual(['fixed', 'fixed']);
  });
});
