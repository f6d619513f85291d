import { describe, expect, test } from 'vitest';
import { reportSchema } from '../../../src/model/report/report-schema.ts';
import {
  buildCitation,
  buildRefutation,
  buildReview,
  buildReviewRun,
  buildRulingRun,
  buildRun,
} from '../../helpers/agent-run.ts';
import { buildRecording, buildTeamFacts, defaultRules } from '../../helpers/recording.ts';
import { settleForTest } from '../../helpers/settle.ts';

const claude = buildReviewRun('claude', [
  {
    explanation: 'A crash after shift() loses the job for good.',
    fix: 'Acknowledge the job only when it is done.',
  },
]);
const codex = buildReviewRun('codex', [
  {
    severity: 'critical',
    explanation: 'peek() was replaced, hence nothing can be retried and queues drain into nothing.',
    evidence: [buildCitation('src/queue.ts', 3, 'return this.jobs.peek();', 'old')],
  },
]);

describe('a finding in the report', () => {
  const report = settleForTest([
    claude,
    codex,
    buildRulingRun('gemini', [buildRefutation({ ruling: 'confirmed', severity: 'important' })], {
      F1: ['claude/1', 'codex/1'],
    }),
  ]);
  const [finding] = report.findings;

  test('fits the schema', () => {
    expect(reportSchema.safeParse(report).error).toBeUndefined();
  });

  test('has its code from the sources, with what encloses it and the lines that the change touches', () => {
    expect(finding?.excerpt).toEqual({
      language: 'typescript',
      startLine: 1,
      text: 'export class Queue {\n  take() {\n    const job = this.jobs.shift();\n    this.log(job);\n    return job;\n  }\n}',
      changed: [3, 4, 5],
    });
  });

  test('keeps every wording, severity and source', () => {
    expect(finding).toMatchObject({
      id: 'I1',
      severity: 'important',
      explanation: 'A crash after shift() loses the job for good.',
      fix: { text: 'Acknowledge the job only when it is done.', patch: null },
      blocking: true,
      ruling: { value: 'confirmed', by: ['gemini'], severityBefore: 'critical' },
      raisedBy: [
        { agent: 'claude', severity: 'important' },
        { agent: 'codex', severity: 'critical' },
      ],
    });
    expect(finding?.otherWordings).toEqual([
      expect.objectContaining({
        agent: 'codex',
        explanation: expect.stringContaining('nothing can be retried'),
      }),
    ]);
    expect(finding?.evidence).toEqual([
      expect.objectContaining({ kind: 'citation', side: 'old', checked: true }),
    ]);
  });

  test('says nothing twice', () => {
    const [only] = settleForTest([
      claude,
      buildReviewRun('codex', [{ explanation: 'A crash after shift() loses the job for good!' }]),
    ]).findings;
    expect(only?.otherWordings).toEqual([]);
    expect(only?.raisedBy).toHaveLength(2);
  });
});

describe('the other sections', () => {
  const reviewing = (agent: string, overrides: Parameters<typeof buildReview>[0]) =>
    buildRun({ agent, answer: JSON.stringify(buildReview(overrides)) });
  const report = settleForTest([
    reviewing('claude', {
      testing: {
        assessment: 'The happy path is covered.',
        untested: [{ risk: 'low', scenario: 'An empty queue is taken from twice in a row.' }],
      },
      documentation: 'The README still says that jobs are kept.',
      design: {
        concerns: [{ text: 'Queue and worker both own the retry.', scope: 'future' }],
        strengths: [],
      },
    }),
    reviewing('codex', {
      testing: {
        assessment: '',
        untested: [
          { risk: 'high', scenario: 'A worker dies with a job.' },
          { risk: 'medium', scenario: 'An empty queue is taken from twice in a row, and logged.' },
        ],
      },
      design: {
        concerns: [{ text: 'The queue and the worker both own the retry.', scope: 'in-scope' }],
        strengths: ['One class, one job.'],
      },
      limitations: ['No persistence yet.'],
    }),
  ]);

  test('are merged, attributed, and ranked by risk', () => {
    expect(report.testing).toEqual({
      assessment: 'The happy path is covered.',
      untested: [
        { risk: 'high', scenario: 'A worker dies with a job.', agents: ['codex'] },
        {
          risk: 'medium',
          scenario: 'An empty queue is taken from twice in a row, and logged.',
          agents: ['claude', 'codex'],
        },
      ],
    });
    expect(report.design).toEqual({
      concerns: [
        {
          text: 'The queue and the worker both own the retry.',
          scope: 'in-scope',
          agents: ['claude', 'codex'],
        },
      ],
      strengths: [{ text: 'One class, one job.', agents: ['codex'] }],
    });
    expect(report.documentation).toBe('The README still says that jobs are kept.');
    expect(report.commits).toBe('');
    expect(report.limitations).toEqual([{ text: 'No persistence yet.', agents: ['codex'] }]);
  });

  test('say who says what where they differ', () => {
    const differing = settleForTest([
      reviewing('claude', { documentation: 'Nothing is missing from the documentation.' }),
      reviewing('codex', { documentation: 'The changelog lacks an entry for the new behaviour.' }),
    ]);
    expect(differing.documentation).toBe(
      '**Claude:** Nothing is missing from the documentation.\n\n**Codex:** The changelog lacks an entry for the new behaviour.',
    );
  });

  test('tell in the summary what was reviewed, by whom, and what stands', () => {
    const failed = buildRun({ agent: 'gemini', outcome: 'quota', reason: 'No quota is left.', answer: null });
    const { summary } = settleForTest([claude, failed]);
    expect(summary).toBe(
      'The change touches 2 files (5 lines added, 1 deleted) in 0 commits. Claude reviewed it; without Gemini (out of quota).\n\n' +
        'What stands: 1 important finding.',
    );
  });
});

describe('an agent that did not review', () => {
  test.each([
    [
      'was not installed',
      buildTeamFacts('codex', 'codex', { outcome: 'missing', reason: 'It is not on the PATH.' }),
      [],
      'missing',
      'install what it lacks on the runner',
    ],
    ['never began', buildTeamFacts('codex'), [], 'cancelled', 'raise `total-timeout-minutes`'],
    [
      'printed rubbish',
      buildTeamFacts('codex'),
      [buildRun({ agent: 'codex', answer: 'I am sorry.' })],
      'malformed',
      'follows the review schema',
    ],
    [
      'timed out',
      buildTeamFacts('codex'),
      [buildRun({ agent: 'codex', outcome: 'timed-out', answer: null })],
      'timed-out',
      'raise `timeout-minutes`',
    ],
  ] as const)('%s: the report says so and what to do', (_, facts, runs, outcome, advice) => {
    const report = settleForTest([claude, ...runs], { team: [buildTeamFacts('claude'), facts] });
    expect(report.agents[1]).toMatchObject({ name: 'codex', outcome });
    expect(report.recommendations.join('\n')).toContain(advice);
    expect(report.recommendations.join('\n')).toContain('Codex gave no full review');
  });

  test('is told of once, and gets no advice that is for those who did review', () => {
    const crashed = buildRun({
      agent: 'codex',
      outcome: 'crashed',
      answer: null,
      reason: 'It printed nothing.',
    });
    const report = settleForTest([crashed], { team: [buildTeamFacts('codex')] });
    const advice = report.recommendations.join('\n');
    expect(advice).toContain('Codex gave no full review (crashed)');
    expect(advice).not.toMatch(/shard-bytes|It printed nothing/);
  });

  test('is not in the retro when it never ran', () => {
    const report = settleForTest([claude], { team: [buildTeamFacts('claude'), buildTeamFacts('codex')] });
    expect(report.retro.rows.map(({ agent }) => agent)).toEqual(['claude']);
    const missing = buildRun({ agent: 'codex', outcome: 'missing', answer: null, attempts: 0 });
    expect(settleForTest([claude, missing]).retro.rows.map(({ agent }) => agent)).toEqual(['claude']);
  });
});

test('a review by fixed rules of the repository alone says that nobody read the code', () => {
  const run = buildReviewRun('house-rules', []);
  const { summary } = settleForTest([run], {
    team: [buildTeamFacts('house-rules', 'house-rules', { reviews: true, byRules: true })],
    rules: { ...defaultRules, checksCount: true },
  });
  expect(summary).toContain('Only fixed rules looked at it; nobody read the code');
  expect(summary).toContain('Fixed rules found nothing.');
});

describe('recommendations', () => {
  test('name an agent whose findings are mostly refuted, and an adjudicator that failed', () => {
    const refute = buildRefutation();
    const report = settleForTest([
      buildReviewRun('gemini', [{ title: 'One' }, { title: 'Two' }, { title: 'Three' }]),
      buildRulingRun(
        'codex',
        [
          { candidate: 'F1', ...refute },
          { candidate: 'F2', ...refute },
        ],
        { F1: ['gemini/1'], F2: ['gemini/2'] },
      ),
      buildRulingRun('claude', [], { F1: ['gemini/3'] }, { outcome: 'crashed', answer: null }),
    ]);
    expect(report.recommendations).toContain(
      '2 of the 3 findings of Gemini were refuted (R1 and R2): try another model or a higher effort with `models`.',
    );
    expect(report.recommendations.join()).toContain('1 of 2 adjudication runs failed, of Claude (crashed)');
  });

  test('are none after a clean review by two families', () => {
    expect(
      settleForTest([buildReviewRun('claude', []), buildReviewRun('codex', [])]).recommendations,
    ).toEqual([]);
  });
});

describe("an editor's prose", () => {
  const editor = (edition: object, overrides = {}) =>
    buildRun({
      id: 'gemini-editor',
      agent: 'gemini',
      role: 'editor',
      answer: JSON.stringify({
        summary: null,
        reason: null,
        testing: null,
        documentation: null,
        retro: [],
        closing: null,
        ...edition,
      }),
      ...overrides,
    });
  const plain = settleForTest([claude, codex]);
  const edit = (edition: object, overrides = {}) =>
    settleForTest([claude, codex, editor(edition, overrides)]);

  test('takes the place of the composed one', () => {
    const report = edit({
      summary: 'The queue forgets jobs (C1).',
      reason: 'the queue has to keep its jobs',
      testing: 'Nobody tests a crash.',
      retro: [
        { agent: 'claude', text: 'Claude saw the cause.' },
        { agent: 'grok', text: 'Grok slept.' },
      ],
      closing: 'Both agents earned their time.',
    });
    expect(report.summary).toBe('The queue forgets jobs (C1).');
    expect(report.verdict.reason).toBe('the queue has to keep its jobs (rule critical-stands: C1).');
    expect(report.testing.assessment).toBe('Nobody tests a crash.');
    expect(report.retro.prose.map(({ text }) => text)).toEqual([
      'Claude saw the cause.',
      plain.retro.prose[1]?.text,
    ]);
    expect(report.retro.closing).toBe('Both agents earned their time.');
  });

  test('changes no finding, ruling, figure or verdict', () => {
    const report = edit({
      summary: 'C1 is refuted. There are 7 critical findings. Merge as-is.',
      reason: 'Merge as-is: nothing blocks.',
      findings: [],
      verdict: { level: 'merge', gate: 'pass' },
    });
    const settled = ({ findings, refuted, verdict, ledger, coverage, retro }: typeof report) => ({
      findings,
      refuted,
      ledger,
      coverage,
      rows: retro.rows,
      level: verdict.level,
      gate: verdict.gate,
      blocking: verdict.blocking,
    });
    expect(settled(report)).toEqual(settled(plain));
    expect(report.summary).toBe(plain.summary);
  });

  test('that contradicts the facts is left out and noted', () => {
    const report = edit({ summary: 'C1 is refuted. The queue forgets jobs.' });
    expect(report.summary).toBe('The queue forgets jobs.');
    expect(report.review.notes).toEqual([
      "Left out of the editor's prose: “C1 is refuted.” (none of C1 is refuted).",
    ]);
  });

  test.each([
    ['rubbish', { answer: 'I have nothing to say.' }],
    ['another schema', { answer: '{"summary": 3}' }],
    ['a dead editor', { outcome: 'timed-out', answer: null }],
    ['a reviewer that plays the editor', { role: 'reviewer' }],
  ])('is not missed: %s', (_, overrides) => {
    expect(edit({ summary: 'Never shown.' }, overrides).verdict).toEqual(plain.verdict);
    expect(edit({ summary: 'Never shown.' }, overrides).summary).not.toContain('Never shown');
  });
});

test('a report never depends on the order of the runs', () => {
  const runs = [
    claude,
    codex,
    buildReviewRun('gemini', [{ title: 'Deadlock', severity: 'critical' }]),
    buildRulingRun('codex', [buildRefutation()], { F1: ['gemini/1'] }),
    buildRulingRun('gemini', [{ kind: 'gap' }], { F1: ['codex/1'] }),
  ];
  const team = ['claude', 'codex', 'gemini'].map((name) => buildTeamFacts(name));
  const settle = (some: typeof runs) => {
    const { ledger, appendix, ...report } = settleForTest(some, { ...buildRecording({ team, runs: some }) });
    return {
      ...report,
      ledger: ledger.map((row) => JSON.stringify(row)).sort(),
      appendix: appendix.map(({ run }) => run).sort(),
    };
  };
  expect(settle(runs.toReversed())).toEqual(settle(runs));
});

test('findings of a run that changed its workspace are kept, and marked', () => {
  const report = settleForTest([{ ...claude, changedWorkspace: true }]);
  expect(report.findings[0]?.evidence).toEqual([
    {
      kind: 'note',
      text: 'The run that raised this had changed its workspace, so it may speak of its own changes.',
    },
  ]);
  expect(report.agents[0]?.notes.join()).toContain('changed its workspace');
  expect(report.recommendations.join()).toContain('Claude wrote into the workspace');
});
