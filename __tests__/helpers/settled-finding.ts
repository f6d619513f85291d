import type { SettledFinding, SettledRuling } from '../../src/consolidation/rulings/settled-finding.ts';
import type { Finding } from '../../src/model/finding.ts';

/** An anchored finding of Claude's about `src/queue.ts`. */
export function buildFinding(overrides: Partial<Finding> = {}): Finding {
  const agent = overrides.agent ?? 'claude';
  return {
    key: `${agent}/1`,
    agent,
    family: agent,
    id: 'I1',
    severity: 'important',
    kind: 'regression',
    title: 'The job is lost when the worker stops',
    anchor: {
      path: 'src/queue.ts',
      startLine: 3,
      endLine: 3,
      side: 'new',
      status: 'exact',
      inDiff: 'changed',
    },
    places: [{ path: 'src/queue.ts', startLine: 3, endLine: 3 }],
    quote: null,
    explanation: 'The job leaves the queue before it is done.',
    evidence: [],
    fix: null,
    patch: null,
    ...overrides,
  };
}

/** What a test may say of a settled finding. */
export interface LooseSettled extends Partial<Omit<SettledFinding, 'ruling' | 'cluster'>> {
  readonly ruling?: Partial<SettledRuling>;
  readonly findings?: readonly Finding[];
}

/** A confirmed finding as settling leaves it. */
export function buildSettled({ ruling, findings, ...overrides }: LooseSettled = {}): SettledFinding {
  const severity = overrides.severity ?? 'important';
  const all = findings ?? [buildFinding({ severity })];
  return {
    id: 'I1',
    cluster: { key: all.map((finding) => finding.key).join('+'), findings: all },
    severity,
    kind: all[0]?.kind ?? null,
    severityBefore: null,
    kindBefore: null,
    ruling: {
      value: 'confirmed',
      by: ['codex'],
      reason: 'Seen in the code.',
      evidence: [],
      isSettled: true,
      isProven: true,
      ...ruling,
    },
    fallen: [],
    fingerprint: '0123456789abcdef',
    formerFingerprints: [],
    state: 'new',
    declinedReason: null,
    previousIds: [],
    carried: null,
    ...overrides,
  };
}
