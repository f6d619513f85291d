import { describe, expect, test } from 'vitest';
import type { ReviewFinding } from '../../../src/model/answers/review-schema.ts';
import type { Report, ReportFinding } from '../../../src/model/report/report-schema.ts';
import { settleReviews } from '../../../src/review/straight-line.ts';
import {
  buildCitation,
  buildReviewFinding,
  buildReviewRun,
  buildRulingRun,
  type LooseRuling,
} from '../../helpers/agent-run.ts';
import { buildRecording, buildTeamFacts, defaultRules } from '../../helpers/recording.ts';
import { conductScripted, scriptedAgent } from '../../helpers/scripted-review.ts';
import {
  cited,
  injection,
  readsAll,
  refuteBy,
  settleStore,
  storeTeam,
  storeTexts,
} from '../../helpers/store-review.ts';

/** One finding of Claude's, on which Codex and Gemini rule. */
function rule(finding: Partial<ReviewFinding>, ...rulings: LooseRuling[]): Report {
  return settleStore([
    buildReviewRun('claude', [finding]),
    ...rulings.map((said, index) => buildRulingRun(storeTeam[index + 1] ?? '', [said], { F1: ['claude/1'] })),
  ]);
}

const guard = refuteBy([cited.guard], 'assertNumeric in line 8 lets only numbers pass.');

const stands = (report: Report, severity: ReportFinding['severity'] = 'critical') => {
  expect(report.verdict.gate).toBe('block');
  expect(report.findings.filter((finding) => finding.severity === severity && finding.blocking)).toHaveLength(
    1,
  );
};

describe('a critical', () => {
  test('falls by two families that cite the guard', () => {
    expect(rule(injection, guard, guard)).toMatchObject({ verdict: { level: 'merge', gate: 'pass' } });
  });

  test.each<[string, LooseRuling]>([
    ['an unrelated file', refuteBy([cited.license], 'LICENSE line 1 shows that this is fine.')],
    ['the very line complained of', refuteBy([cited.injection], 'db.query in line 11 is harmless.')],
    [
      'the very line at the other end',
      refuteBy([{ ...cited.injection, side: null }], 'db.query in line 11 is harmless.'),
    ],
    ['two letters', refuteBy([buildCitation('src/store.ts', 8, 'is')], 'The check in line 8 is enough.')],
    ['an import', refuteBy([cited.first], 'Line 1 imports db, which is safe.')],
    [
      'a line of which the reason does not speak',
      refuteBy([buildCitation('src/store.ts', 8, 'assertNumeric(id);')], 'Looks good.'),
    ],
    [
      'a file without that side',
      refuteBy([buildCitation('src/new.ts', 1, 'export const fresh = 1;', 'old')]),
    ],
  ])('stands when it is refuted with %s, however often', (_, refutation) =>
    stands(rule(injection, refutation, refutation)),
  );

  test('is not lowered by a doubt with any true line', () => {
    const doubt: LooseRuling = {
      ruling: 'plausible',
      severity: 'suggestion',
      reason: 'The table may be small.',
      missing: 'How large the table is.',
      evidence: [buildCitation('src/store.ts', 8, 'assertNumeric(id);')],
    };
    stands(rule(injection, doubt));
    stands(
      rule(injection, { ...doubt, evidence: [cited.injection] }, { ...doubt, evidence: [cited.injection] }),
    );
  });

  test('does not fall by one refutation where the second adjudicator crashed', () => {
    const runs = [
      buildReviewRun('claude', [injection]),
      buildRulingRun('codex', [guard], { F1: ['claude/1'] }),
      buildRulingRun('gemini', [], { F1: ['claude/1'] }, { outcome: 'crashed', answer: null }),
    ];
    stands(settleStore(runs));
    expect(settleStore(runs).findings[0]?.ruling.reason).toMatch(
      /it takes two families against a critical, and Gemini/,
    );
  });

  test('falls by one where only one other family exists, and the report says so', () => {
    const team = ['claude', 'codex'].map((name) => buildTeamFacts(name));
    const runs = [
      buildReviewRun('claude', [injection]),
      buildReviewRun('codex', []),
      buildRulingRun('codex', [guard], { F1: ['claude/1'] }),
    ];
    const report = settleReviews(buildRecording({ runs, team }, storeTexts));
    expect(report.verdict.gate).toBe('pass');
    expect(report.refuted[0]?.ruling.reason).toContain(
      'Only one family besides those that raised this critical',
    );
  });

  test('is a critical although another agent, at the right line, calls it a suggestion', () => {
    const report = settleStore([
      buildReviewRun('claude', [
        { ...injection, path: 'src/stores.ts', startLine: 40, endLine: 40, quote: 'db.run("SELECT " + id)' },
      ]),
      buildReviewRun('codex', [{ ...injection, severity: 'suggestion' }]),
      buildRulingRun('gemini', [{ ruling: 'confirmed', evidence: [cited.injection] }], {
        F1: ['claude/1', 'codex/1'],
      }),
    ]);
    stands(report);
    expect(report.findings).toHaveLength(1);
    expect(report.ledger.find(({ agent }) => agent === 'codex')?.reason).toContain(
      'raised from suggestion to critical by the severest wording',
    );
  });

  test('blocks without a place', () => {
    stands(
      settleStore([buildReviewRun('claude', [{ ...injection, path: null, startLine: null, endLine: null }])]),
    );
  });

  test('stands when only the suggestion beside it was declined', () => {
    const declined = [
      { fingerprint: null, path: 'src/store.ts', text: 'as a matter of style', reason: 'No.', expires: null },
    ];
    const report = settleStore(
      [
        buildReviewRun('claude', [
          {
            ...injection,
            severity: 'suggestion',
            explanation: `${injection.explanation} Said as a matter of style.`,
          },
        ]),
        buildReviewRun('codex', [injection]),
      ],
      { rules: { ...defaultRules, declined } as never },
    );
    stands(report);
    expect(report.ledger.map(({ outcome }) => outcome).sort()).toEqual(['declined', 'kept']);
  });
});

describe('an important finding', () => {
  test('blocks on where the doubt is empty', () => {
    stands(rule(readsAll, { ruling: 'plausible', reason: '', missing: '', evidence: [] }), 'important');
  });

  test('of a changed line is not pre-existing by another file', () => {
    const evidence = [buildCitation('src/other.ts', 1, 'export const limits = { rows: 100 };', 'old')];
    stands(rule({ ...readsAll, kind: 'regression' }, { kind: 'pre-existing', evidence }), 'important');
  });

  test('is refuted by one family that cites what decides', () => {
    const filtered = refuteBy(
      [buildCitation('src/store.ts', 20, 'const step20 = prepare(20);')],
      'prepare in line 20 bounds the rows.',
    );
    expect(rule(readsAll, filtered).verdict.gate).toBe('pass');
  });
});

describe('an adjudicator that refutes nearly all', () => {
  const eight = Array.from({ length: 8 }, (_, index) => ({
    ...injection,
    title: `Fault number ${index}: ${'abcdefgh'[index]?.repeat(9)} is lost`,
    explanation: `${'abcdefgh'[index]?.repeat(7)} breaks in step${index + 2}.`,
    startLine: index + 2,
    endLine: index + 2,
  }));
  const subjects = Object.fromEntries(eight.map((_, index) => [`F${index + 1}`, [`claude/${index + 1}`]]));
  const said = (confirmed: number) =>
    eight.map((_, index) => ({
      candidate: `F${index + 1}`,
      ...(index < confirmed
        ? {}
        : refuteBy(
            [buildCitation('src/store.ts', 21, 'return readAll(table).filter(matches);')],
            'Line 21 filters.',
          )),
    }));

  test.each([0, 1])('refutes none of them, with %i confirmed', (confirmed) => {
    const report = settleStore([
      buildReviewRun('claude', eight),
      buildRulingRun('codex', said(confirmed), subjects),
      buildRulingRun('gemini', said(confirmed), subjects),
    ]);
    expect(report.refuted).toEqual([]);
    expect(report.verdict.blocking).toHaveLength(8);
  });
});

describe('what agents say alike', () => {
  const relaunch = {
    severity: 'important',
    title: 'Relaunch survives a cancelled quit',
    explanation:
      'The relaunch flag is set before quit. When quit is cancelled the relaunch stays armed and fires at the next quit.',
    path: 'src/store.ts',
    startLine: 21,
    endLine: 21,
  } as const;
  const twice = {
    ...relaunch,
    title: 'Double clicks arm two relaunches',
    explanation:
      'The relaunch is armed on every click before quit. Two clicks arm two relaunches, and both fire at quit.',
  } as const;

  test('is not confirmed before anybody was asked whether it is the same', () => {
    const report = settleStore([buildReviewRun('claude', [relaunch]), buildReviewRun('codex', [twice])]);
    expect(report.findings.map(({ ruling }) => ruling.value)).not.toContain('confirmed');
    expect(report.verdict.gate).toBe('block');
  });

  test('is asked about, where only those who raised it are there to be asked', async () => {
    const answer = (finding: Partial<ReviewFinding>) =>
      buildReviewRun('x', [buildReviewFinding(finding)]).answer ?? '';
    const review = await conductScripted(
      {
        claude: scriptedAgent(60_000, answer(relaunch)),
        codex: scriptedAgent(
          60_000,
          answer({ ...relaunch, explanation: `${relaunch.explanation} Clear it.` }),
        ),
      },
      { texts: storeTexts },
    );
    const pairs = review.runs.flatMap(({ subjects }) =>
      Object.entries(subjects).filter(([id]) => id.startsWith('P')),
    );
    expect(pairs).toContainEqual([expect.stringMatching(/^P/), ['claude/1', 'codex/1']]);
  });

  test('by one agent, with a place and without, is two', () => {
    const report = settleStore([
      buildReviewRun('claude', [
        injection,
        { ...injection, severity: 'suggestion', path: null, startLine: null, endLine: null },
      ]),
    ]);
    expect(report.findings.map(({ severity }) => severity)).toEqual(['critical', 'suggestion']);
  });
});

test('bare confirmations do not add up to rework', () => {
  const others = [1, 2, 3].map((number) => ({
    ...injection,
    title: `Fault ${'abc'[number - 1]?.repeat(9)} of its own`,
    explanation: `${'xyz'[number - 1]?.repeat(8)} breaks.`,
    startLine: number * 5,
    endLine: number * 5,
  }));
  const subjects = { F1: ['claude/1'], F2: ['claude/2'], F3: ['claude/3'] };
  const confirm = (evidence: LooseRuling['evidence']) =>
    settleStore([
      buildReviewRun('claude', others),
      buildRulingRun(
        'codex',
        ['F1', 'F2', 'F3'].map((candidate) => ({ candidate, evidence: evidence ?? [] })),
        subjects,
      ),
    ]).verdict.level;
  expect(confirm([])).toBe('merge-with-fixes');
  expect(confirm([cited.license])).toBe('merge-with-fixes');
  expect(confirm([cited.injection])).toBe('rework');
});

test('the result is the same whoever finishes first', async () => {
  const answer = (finding: Partial<ReviewFinding>) =>
    buildReviewRun('x', [buildReviewFinding(finding)]).answer ?? '';
  const judge = (keys: readonly string[]): LooseRuling =>
    keys.includes('codex/1')
      ? { evidence: [cited.injection] }
      : refuteBy([buildCitation('src/store.ts', 8, 'assertNumeric(id);')], 'assertNumeric guards it.');
  const settled = async (claudeMs: number, codexMs: number) => {
    const review = await conductScripted(
      {
        claude: scriptedAgent(claudeMs, answer({ ...injection, severity: 'important' }), judge),
        codex: scriptedAgent(
          codexMs,
          answer({ ...injection, severity: 'important', explanation: `${injection.explanation} Bind it.` }),
          judge,
        ),
        gemini: scriptedAgent(30_000, answer({ ...readsAll, severity: 'suggestion' }), judge),
      },
      { texts: storeTexts },
    );
    const { findings, refuted, verdict } = settleReviews(review.recording);
    const tell = ({ severity, ruling, raisedBy }: ReportFinding) => [
      severity,
      ruling.value,
      raisedBy.map(({ agent }) => agent).sort(),
    ];
    return { level: verdict.level, findings: findings.map(tell), refuted: refuted.map(tell) };
  };
  const claudeFirst = await settled(60_000, 600_000);
  expect(await settled(600_000, 60_000)).toEqual(claudeFirst);
  expect(claudeFirst.findings).toContainEqual(['important', 'confirmed', ['claude', 'codex']]);
});
