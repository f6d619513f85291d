import type { ReportFeedback, ReportRemark } from '../../src/model/report/feedback-schema.ts';
import type { Report, ReportFinding } from '../../src/model/report/report-schema.ts';
import { reportSchemaVersion } from '../../src/model/report/report-version.ts';

const head = '56b59d4978a76d618dab4b15185ec27d661f37cb';
const mergeBase = '138206f74e027836d6326f44a8f1718b16bf0928';

/** A report of a clean review by one agent, with parts replaced. */
export function reportOf(overrides: Partial<Report> = {}): Report {
  return {
    schemaVersion: reportSchemaVersion,
    review: {
      id: '20260320-133532-queue-retries',
      startedAt: '2026-03-20T13:35:32.000Z',
      finishedAt: '2026-03-20T13:44:10.000Z',
      wallClockMs: 518_000,
      round: 1,
      tool: { name: 'deep-review', version: '0.1.0' },
      complete: true,
      notes: [],
    },
    change: {
      repository: 'acme/queue',
      webUrl: 'https://github.com/acme/queue',
      pullRequest: null,
      branch: 'queue-retries',
      base: mergeBase,
      head,
      mergeBase,
      commits: [{ oid: head, subject: 'Retry failed jobs', author: 'Ada', date: '2026-03-20T13:00:00Z' }],
      files: [
        {
          path: 'src/queue.ts',
          oldPath: null,
          status: 'modified',
          additions: 40,
          deletions: 12,
          class: 'reviewed',
          classReason: 'source',
          risk: 60,
          riskReasons: ['40 lines added'],
        },
      ],
      additions: 40,
      deletions: 12,
    },
    agents: [agentOf('claude')],
    runs: [
      {
        id: 'claude',
        agent: 'claude',
        role: 'reviewer',
        outcome: 'completed',
        reason: null,
        startMs: 1_000,
        durationMs: 500_000,
        count: 0,
      },
    ],
    verdict: {
      level: 'merge',
      gate: 'pass',
      rule: 'nothing-blocks',
      reason: 'Nothing was found (rule nothing-blocks).',
      blocking: [],
    },
    summary: 'This change retries failed jobs.',
    findings: [],
    refuted: [],
    design: { concerns: [], strengths: [] },
    testing: { assessment: '', untested: [] },
    documentation: '',
    commits: '',
    limitations: [],
    coverage: {
      agents: ['claude'],
      files: [{ path: 'src/queue.ts', class: 'reviewed', status: { claude: 'read' }, uncovered: false }],
    },
    retro: { rows: [], prose: [], closing: null, reconciliation: '' },
    ledger: [],
    recommendations: [],
    previous: null,
    appendix: [],
    ...overrides,
  };
}

/** An agent that reviewed without trouble, with parts replaced. */
export function agentOf(
  name: string,
  overrides: Partial<Report['agents'][number]> = {},
): Report['agents'][number] {
  return {
    name,
    family: name,
    model: `${name}-large`,
    effort: null,
    version: '1.0.0',
    outcome: 'completed',
    reason: null,
    reviewer: true,
    durationMs: 500_000,
    tokens: { input: 120_000, output: 8_000, cached: null },
    costUsd: 0.42,
    turns: 12,
    toolCalls: 30,
    isolation: ['private HOME'],
    notes: [],
    ...overrides,
  };
}

/** An important, confirmed finding of Codex in `src/queue.ts`, with parts replaced. */
export function findingOf(overrides: Partial<ReportFinding> = {}): ReportFinding {
  return {
    id: 'I1',
    severity: 'important',
    kind: 'regression',
    title: '`retry` drops the job when the lease expires',
    anchor: {
      path: 'src/queue.ts',
      startLine: 12,
      endLine: 14,
      side: 'new',
      status: 'exact',
      inDiff: 'changed',
    },
    otherPlaces: [],
    excerpt: {
      language: 'typescript',
      startLine: 10,
      text: 'async function retry(job: Job) {\n  const lease = await take(job);\n  if (lease.expired) {\n    return;\n  }\n  await run(job);\n}',
      changed: [13],
    },
    explanation: 'A job whose lease has expired is neither run nor put back, so it is lost.',
    otherWordings: [],
    evidence: [],
    fix: null,
    raisedBy: [
      {
        agent: 'codex',
        id: 'I1',
        severity: 'important',
        kind: 'regression',
        title: 'Expired lease loses the job',
      },
    ],
    ruling: {
      value: 'confirmed',
      by: ['claude'],
      reason: null,
      evidence: [],
      severityBefore: null,
      kindBefore: null,
    },
    fingerprint: 'a1b2c3d4e5f60718',
    formerFingerprints: [],
    cited: null,
    state: 'new',
    declinedReason: null,
    blocking: true,
    ...overrides,
  };
}

/** What people said in review, with one remark, parts of which are replaced. */
export const feedbackOf = (overrides: Partial<ReportRemark> = {}): ReportFeedback => ({
  remarks: [
    {
      ...{ kind: 'thread', by: 'bo', at: '2026-03-18T10:00:00Z', text: 'Does this loop ever end?' },
      answers: [{ by: 'ada', at: '2026-03-18T11:00:00Z', text: 'It does.' }],
      url: 'https://github.com/acme/queue/pull/7#discussion_r1',
      ...{ path: 'src/queue.ts', startLine: 3, endLine: 3, side: 'new' },
      ...{ days: 2, changed: false, resolved: false, asksForChanges: false, findings: [] },
      ...overrides,
    },
  ],
  ...{ left: 0, ofBots: 0 },
});
