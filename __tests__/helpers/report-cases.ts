import { readFileSync } from 'node:fs';
import { type Report, reportSchema } from '../../src/model/report/report-schema.ts';
import { agentOf, findingOf, reportOf } from './report.ts';

/** The report of `npm run demo`: every section, state and edge. */
export const sampleReport: Report = reportSchema.parse(
  JSON.parse(readFileSync(new URL('../fixtures/reports/sample.json', import.meta.url), 'utf8')),
);

const suggestion = findingOf({
  id: 'S1',
  severity: 'suggestion',
  kind: 'gap',
  title: 'Name the constant',
  blocking: false,
  raisedBy: [{ agent: 'claude', id: 'S1', severity: 'suggestion', kind: 'gap', title: 'Magic number' }],
  fix: { text: 'Call it `leaseMs`.', patch: '-  await take(30_000);\n+  await take(leaseMs);' },
});

const refuted = findingOf({
  id: 'R1',
  severity: 'critical',
  title: 'The queue deadlocks',
  blocking: false,
  raisedBy: [{ agent: 'gemini', id: 'C1', severity: 'critical', kind: 'regression', title: 'Deadlock' }],
  ruling: {
    value: 'refuted',
    by: ['claude'],
    reason: 'The wait has a timeout.',
    evidence: [
      {
        kind: 'citation',
        path: 'src/queue.ts',
        line: 30,
        side: 'new',
        quote: 'setTimeout(stop, 1000)',
        checked: true,
        text: null,
      },
    ],
    severityBefore: null,
    kindBefore: null,
  },
});

/** A report of each kind that the formats must show well. */
export const reportCases = {
  empty: reportOf(),
  suggestions: reportOf({ findings: [suggestion] }),
  refuted: reportOf({
    agents: [agentOf('claude'), agentOf('gemini')],
    refuted: [refuted],
    verdict: {
      level: 'merge',
      gate: 'pass',
      rule: 'nothing-blocks',
      reason: 'Both critical findings were refuted (rule nothing-blocks).',
      blocking: [],
    },
  }),
  failed: reportOf({
    agents: [
      agentOf('claude', {
        outcome: 'timed-out',
        reason: 'No answer after 20 min.',
        costUsd: null,
        tokens: null,
      }),
      agentOf('codex', { outcome: 'missing', reason: 'Install `codex`.', durationMs: 0, costUsd: null }),
      agentOf('gemini', { outcome: 'vacuous', reason: 'It read nothing.' }),
    ],
    findings: [findingOf({ ruling: { ...findingOf().ruling, value: 'unverified', by: [] } })],
    verdict: {
      level: 'merge-with-fixes',
      gate: 'block',
      rule: 'important-stands',
      reason:
        'An important finding that nobody could rule on needs to be fixed first (rule important-stands).',
      blocking: ['I1'],
    },
  }),
  inconclusive: reportOf({
    agents: [agentOf('claude', { outcome: 'unauthenticated', reason: 'Sign in with `claude login`.' })],
    verdict: {
      level: 'inconclusive',
      gate: 'inconclusive',
      rule: 'too-few-reviewers',
      reason: 'No reviewer gave a valid review (rule too-few-reviewers).',
      blocking: [],
    },
    coverage: {
      agents: ['claude'],
      files: [{ path: 'src/queue.ts', class: 'reviewed', status: { claude: 'failed' }, uncovered: true }],
    },
  }),
  sample: sampleReport,
} as const satisfies Record<string, Report>;
