import { describe, expect, test } from 'vitest';
import type { SettledFinding } from '../../../src/consolidation/rulings/settled-finding.ts';
import type { Severity } from '../../../src/model/answers/review-schema.ts';
import type { Proof } from '../../../src/model/proof.ts';
import {
  type AskedScript,
  type ProverCandidate,
  type ProvingSituation,
  planProvers,
} from '../../../src/scheduling/proofs/plan-provers.ts';
import { buildFinding, buildSettled, type LooseSettled } from '../../helpers/settled-finding.ts';

const raised = (agent: string, number: number, severity: Severity = 'important', more: LooseSettled = {}) =>
  buildSettled({
    severity,
    findings: [buildFinding({ key: `${agent}/${number}`, agent, family: agent, severity })],
    ...more,
  });
const candidate = (agent: string, overrides: Partial<ProverCandidate> = {}): ProverCandidate => ({
  agent,
  family: agent,
  isBusy: false,
  ...overrides,
});
const proof = (finding: string, author: string, status: Proof['status']): Proof => ({
  finding,
  author,
  script: 'exit 0',
  needs: null,
  shows: null,
  patch: null,
  mutation: null,
  status,
  fix: null,
  reason: '',
  arms: [],
  opened: null,
  durationMs: 0,
});
const asked = (agent: string, key: string, isOpen = false): AskedScript => ({
  agent,
  family: agent,
  keys: [key],
  isOpen,
  isDeclined: false,
});
const three = [candidate('claude'), candidate('codex'), candidate('gemini')];

/** Agent and finding of every script to be written, and whether one was tried. */
function plan(settled: readonly SettledFinding[], overrides: Partial<ProvingSituation> = {}): string[] {
  const situation = {
    ...{ settled, candidates: three, asked: [], shown: [] },
    ...{ isPending: () => false, freeRuns: 8, isReviewing: true },
  };
  return planProvers({ ...situation, ...overrides }).map(
    ({ agent, finding, tried }) =>
      `${agent} ${finding.cluster.key}${tried === null ? '' : ` after ${tried.author}`}`,
  );
}

describe('who writes a missing script', () => {
  test('is the agent that raised it first', () => {
    const both = buildSettled({
      findings: ['gemini', 'codex'].map((agent) => buildFinding({ key: `${agent}/1`, agent, family: agent })),
    });
    expect(plan([both])).toEqual(['codex gemini/1+codex/1']);
  });

  test('is another family where that agent cannot, or wrote one that proved nothing', () => {
    expect(plan([raised('claude', 1)], { candidates: [candidate('codex'), candidate('gemini')] })).toEqual([
      'codex claude/1',
    ]);
    for (const status of ['not-reproduced', 'unstable', 'static', 'not-run'] as const)
      expect(plan([raised('claude', 1)], { shown: [proof('claude/1', 'claude', status)] })).toEqual([
        'codex claude/1 after claude',
      ]);
    expect(plan([raised('claude', 1)], { asked: [asked('claude', 'claude/1')] })).toEqual(['codex claude/1']);
  });

  test('is the same agent again where nobody would be left to judge another one’s', () => {
    const two = [candidate('claude'), candidate('codex')];
    const shown = [proof('claude/1', 'claude', 'not-reproduced')];
    expect(plan([raised('claude', 1)], { candidates: two, shown })).toEqual(['claude claude/1 after claude']);
  });

  test('is nobody where one family is alone', () => {
    expect(
      plan([raised('claude', 1)], {
        candidates: [candidate('claude'), candidate('fast', { family: 'claude' })],
      }),
    ).toEqual([]);
  });
});

describe('what gets one', () => {
  test('are findings that would block, the worst first, as far as runs are free, one for an agent at a time', () => {
    const all = [
      raised('claude', 1),
      raised('codex', 1, 'critical'),
      raised('claude', 2),
      raised('gemini', 1, 'suggestion'),
    ];
    expect(plan(all)).toEqual(['codex codex/1', 'claude claude/1']);
    expect(plan(all, { freeRuns: 1 })).toEqual(['codex codex/1']);
    expect(
      plan(all, { candidates: three.map((one) => ({ ...one, isBusy: one.agent === 'claude' })) }),
    ).toEqual(['codex codex/1']);
  });

  test('are all of them at once when everybody waits, and nobody is asked for a second one', () => {
    const late = { isReviewing: false, candidates: three.map((one) => ({ ...one, isBusy: true })) };
    const two = [raised('claude', 1), raised('claude', 2)];
    expect(plan(two, late)).toEqual(['claude claude/1', 'claude claude/2']);
    const shown = [proof('claude/1', 'claude', 'not-reproduced')];
    expect(plan(two, { ...late, shown })).toEqual(['claude claude/2']);
  });

  test.each<[string, LooseSettled]>([
    ['refuted', { ruling: { value: 'refuted' } }],
    ['declined', { state: 'declined' }],
    ['pre-existing', { kind: 'pre-existing' }],
  ])('is none that is %s', (_, more) => {
    expect(plan([raised('claude', 1, 'critical', more)])).toEqual([]);
  });

  test('is none of which an agent said that no script can show it', () => {
    const declined = { ...asked('claude', 'claude/1'), isDeclined: true };
    expect(plan([raised('claude', 1)], { asked: [declined] })).toEqual([]);
  });

  test('is none that has one: shown, running, being written, or tried twice', () => {
    const one = [raised('claude', 1)];
    expect(plan(one, { shown: [proof('claude/1', 'claude', 'proven-regression')] })).toEqual([]);
    expect(plan(one, { shown: [proof('claude/1', 'claude', 'pre-existing')] })).toEqual([]);
    expect(plan(one, { isPending: (keys) => keys.includes('claude/1') })).toEqual([]);
    expect(plan(one, { asked: [asked('claude', 'claude/1', true)] })).toEqual([]);
    expect(plan(one, { asked: [asked('claude', 'claude/1'), asked('codex', 'claude/1')] })).toEqual([]);
  });
});
