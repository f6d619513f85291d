import { describe, expect, test } from 'vitest';
import { emptyConfiguration } from '../../../src/config/empty-configuration.ts';
import { parseInputs } from '../../../src/config/inputs.ts';
import { parseConfiguration } from '../../../src/config/parse-configuration.ts';
import { rulesFrom } from '../../../src/config/rules.ts';
import type { Report } from '../../../src/model/report/report-schema.ts';
import type { DeclinedFinding } from '../../../src/model/rules.ts';
import type { AgentRun } from '../../../src/model/run.ts';
import { buildCitation, buildReviewRun, buildRulingRun } from '../../helpers/agent-run.ts';
import type { Texts } from '../../helpers/change.ts';
import { buildRecording, defaultRules, queueTexts } from '../../helpers/recording.ts';
import { settleForTest } from '../../helpers/settle.ts';

const first = settleForTest([
  buildReviewRun('claude', [
    { quote: 'const job = this.jobs.shift();' },
    { title: 'No test', severity: 'suggestion', startLine: 4, endLine: 4 },
  ]),
  buildRulingRun('codex', [{ reason: 'The job is gone.' }], { F1: ['claude/1'] }),
]);
const title = 'The job is lost when the worker stops';

/** The next round of the queue, whose file is as it was unless said. */
function nextRound(runs: readonly AgentRun[], texts: Texts = queueTexts, rules = defaultRules) {
  const recording = buildRecording({ runs, previous: first, rules }, texts);
  return settleForTest(runs, { ...recording, review: { ...recording.review, round: 2 } });
}

const fixed: Texts = {
  ...queueTexts,
  'src/queue.ts': ['', 'export class Queue {\n  take() {\n    return this.jobs.lease();\n  }\n}\n'],
};
const moved: Texts = {
  ...queueTexts,
  'src/queue.ts': ['', `// A queue.\n\n${queueTexts['src/queue.ts']?.[1]}`],
};

const declinedAs = (fingerprint: string): DeclinedFinding => ({
  fingerprint,
  path: null,
  text: null,
  reason: 'On purpose.',
  expires: null,
  by: null,
  upTo: 'critical',
});

/** The round after another one. */
function roundAfter(
  last: Report,
  runs: readonly AgentRun[],
  texts: Texts = queueTexts,
  rules = defaultRules,
) {
  const recording = buildRecording({ runs, previous: last, rules }, texts);
  return settleForTest(runs, { ...recording, review: { ...recording.review, round: last.review.round + 1 } });
}

describe('a blocking finding that was gone', () => {
  const silent = [buildReviewRun('codex', [])];
  const gone = nextRound(silent, fixed);
  test('blocks again when its code is back, and is named after its round', () => {
    expect(gone.previous?.gone.map(({ id }) => id)).toEqual(['I1-1']);
    const later = roundAfter(gone, silent, fixed);
    expect([later.verdict.gate, later.previous?.findings, later.previous?.gone.length]).toEqual([
      'pass',
      [],
      1,
    ]);
    const back = roundAfter(later, silent);
    expect(back.verdict).toMatchObject({ gate: 'block', blocking: ['I1'] });
    expect(back.findings[0]).toMatchObject({ title, state: 'open' });
    expect(back.previous).toMatchObject({
      findings: [{ id: 'I1-1', state: 'open', finalId: 'I1' }],
      gone: [],
    });
  });

  test('is one with what agents say of it then', () => {
    const raised = roundAfter(gone, [buildReviewRun('codex', [{}])]);
    expect(raised.findings).toHaveLength(1);
    expect(raised.findings[0]).toMatchObject({ state: 'open', raisedBy: [{ agent: 'codex' }] });
  });

  test('that was declined in a comment is offered as an entry of the configuration, which holds for the same finding anywhere', () => {
    const name = first.findings[0]?.fingerprint ?? '';
    const decision = { ...declinedAs(name), by: 'ada', reason: 'It is `emptied` by hand. (ada)' };
    const { recommendations } = nextRound(silent, queueTexts, { ...defaultRules, declined: [decision] });
    const entry = /`(- \{.*\})`\.$/.exec(recommendations.join('\n'))?.[1];
    const { declined } = parseConfiguration(`declined:\n  ${entry}\n`, 'deep-review.yml');
    expect(declined).toMatchObject([{ fingerprint: name, reason: "It is 'emptied' by hand. (ada)" }]);
    const elsewhere = {
      ...defaultRules,
      declined: rulesFrom(parseInputs({}), { ...emptyConfiguration, declined }, []).declined,
    };
    const other = settleForTest([buildReviewRun('gemini', [{}])], { rules: elsewhere });
    expect([other.verdict.gate, other.recommendations]).toEqual(['pass', []]);
  });

  test('stays declined', () => {
    const rules = { ...defaultRules, declined: [declinedAs(first.findings[0]?.fingerprint ?? '')] };
    const declined = nextRound(silent, queueTexts, rules);
    const away = roundAfter(declined, silent, fixed, rules);
    const back = roundAfter(away, silent, queueTexts, rules);
    expect([back.verdict.gate, back.refuted.map(({ state }) => state)]).toEqual(['pass', ['declined']]);
  });
});

describe('a blocking finding of the last round', () => {
  test('that is raised again is open, and has its new ruling', () => {
    const report = nextRound([buildReviewRun('codex', [{}])]);
    expect(report.findings).toHaveLength(1);
    expect(report.findings[0]).toMatchObject({
      state: 'open',
      ruling: { value: 'unverified' },
      raisedBy: [{ agent: 'codex' }],
    });
    expect(report.previous?.findings[0]).toEqual({
      id: 'I1',
      title,
      severity: 'important',
      state: 'open',
      finalId: 'I1',
    });
    expect(report.ledger).toHaveLength(1);
  });

  test('that nobody raised again blocks on while its code stands, with its ruling, wherever it moved', () => {
    for (const [texts, line] of [
      [queueTexts, 3],
      [moved, 5],
    ] as const) {
      const report = nextRound([buildReviewRun('codex', [])], texts);
      expect(report.verdict).toMatchObject({ level: 'merge-with-fixes', gate: 'block', blocking: ['I1'] });
      expect(report.findings).toEqual([
        expect.objectContaining({
          state: 'open',
          anchor: expect.objectContaining({ startLine: line }),
          ruling: expect.objectContaining({ value: 'confirmed', by: ['codex'], reason: 'The job is gone.' }),
          raisedBy: [expect.objectContaining({ agent: 'claude', id: 'I1' })],
          fingerprint: first.findings[0]?.fingerprint,
        }),
      ]);
      expect(report.ledger).toEqual([]);
      expect(report.retro.rows[0]).toMatchObject({ raised: { important: 0 }, coverageMisses: 0 });
    }
  });

  test('that an agent now calls milder stays what it was, until a ruling shows it', () => {
    const milder = buildReviewRun('codex', [{ severity: 'suggestion' }]);
    expect(nextRound([milder]).findings[0]).toMatchObject({ severity: 'important', blocking: true });
    expect(nextRound([milder], fixed).findings[0]).toMatchObject({ severity: 'suggestion', blocking: false });
    const shown = buildCitation('src/queue.ts', 4, 'this.log(job);');
    const lowered = buildRulingRun(
      'claude',
      [{ severity: 'suggestion', reason: 'Line 4 logs the job.', evidence: [shown] }],
      {
        F1: ['codex/1'],
      },
    );
    expect(nextRound([milder, lowered]).findings[0]).toMatchObject({
      severity: 'suggestion',
      blocking: false,
    });
  });

  test('is fixed when its code is gone', () => {
    const report = nextRound([buildReviewRun('codex', [])], fixed);
    expect(report.verdict).toMatchObject({ level: 'merge', gate: 'pass' });
    expect(report.previous?.findings[0]).toMatchObject({ state: 'fixed', finalId: null });
  });

  test('is fixed when an adjudicator refutes it with a citation, and stays when it cannot', () => {
    const rule = (quote: string) =>
      nextRound([
        buildReviewRun('codex', []),
        buildRulingRun(
          'codex',
          [
            {
              ruling: 'refuted',
              reason: 'Line 4 logs it.',
              evidence: [buildCitation('src/queue.ts', 4, quote)],
            },
          ],
          { F1: ['last round/I1'] },
        ),
      ]);
    const gone = rule('this.log(job);');
    expect(gone.verdict.gate).toBe('pass');
    expect(gone.previous?.findings[0]).toMatchObject({ state: 'fixed', finalId: 'R1' });
    expect(gone.refuted[0]).toMatchObject({ state: 'fixed', ruling: { value: 'refuted', by: ['codex'] } });
    expect(rule('this.requeue(job);').verdict.gate).toBe('block');
  });

  test('stays away once it was declined', () => {
    const declined = [
      {
        fingerprint: null,
        path: 'src/queue.ts',
        text: title,
        reason: 'On purpose.',
        expires: null,
        by: null,
        upTo: 'critical' as const,
      },
    ];
    const report = nextRound([buildReviewRun('codex', [])], queueTexts, { ...defaultRules, declined });
    expect(report.verdict.gate).toBe('pass');
    expect(report.previous?.findings[0]).toMatchObject({ state: 'declined', finalId: 'R1' });
    expect(report.refuted[0]).toMatchObject({ state: 'declined', declinedReason: 'On purpose.' });
  });
});

test('what did not block is only told: open while its code stands', () => {
  const told = (texts: Texts) => nextRound([buildReviewRun('codex', [])], texts).previous?.findings[1];
  expect(told(queueTexts)).toMatchObject({ id: 'S1', state: 'open', finalId: null });
  expect(told(fixed)).toMatchObject({ id: 'S1', state: 'fixed', finalId: null });
});

test('a finding without a last one is new', () => {
  expect(
    nextRound([buildReviewRun('codex', [{ title: 'Another', startLine: 4, endLine: 4 }])])
      .findings.map(({ state }) => state)
      .sort(),
  ).toEqual(['new', 'open']);
});

test('the first round has no last one', () => {
  expect(first.previous).toBeNull();
  expect(first.findings.map(({ state }) => state)).toEqual(['new', 'new']);
});

test('a finding in a file that nobody could read blocks on at the file that it may have moved to, round after round, until that is gone', () => {
  const binary = (path: string): Texts => ({ [path]: ['', '\0secret'] });
  const unread = { sources: { resolved: {}, texts: {} } };
  const raised = [
    buildReviewRun('claude', [{ severity: 'critical', path: 'data/keys.bin', startLine: 1, endLine: 1 }]),
  ];
  const silent = [buildReviewRun('codex', [])];
  const settle = (texts: Texts, runs: readonly AgentRun[], previous: Report | null) =>
    settleForTest(runs, { ...buildRecording({ runs, previous }, texts), ...unread });
  const one = settle(binary('data/keys.bin'), raised, null);
  const two = settle(binary('lib/moved.bin'), silent, one);
  const three = settle(binary('lib/moved.bin'), silent, two);
  for (const report of [one, two, three]) expect(report.verdict.gate).toBe('block');
  expect(three.findings[0]?.anchor.path).toBe('lib/moved.bin');
  const gone = settle({ 'lib/note.txt': ['', 'Gone.\n'] }, silent, three);
  expect(gone.verdict.gate).toBe('pass');
});
