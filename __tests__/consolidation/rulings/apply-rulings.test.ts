import { describe, expect, test } from 'vitest';
import { anchorFindings } from '../../../src/consolidation/anchor-findings.ts';
import { applyRulings } from '../../../src/consolidation/rulings/apply-rulings.ts';
import type { SettledFinding } from '../../../src/consolidation/rulings/settled-finding.ts';
import { isBlocking } from '../../../src/consolidation/verdict/blocking.ts';
import { readReviews } from '../../../src/findings/read-reviews.ts';
import type { Recording } from '../../../src/model/recording.ts';
import type { AgentRun } from '../../../src/model/run.ts';
import { settleReviews } from '../../../src/review/straight-line.ts';
import {
  buildCitation,
  type buildReviewFinding,
  buildReviewRun,
  buildRuling,
  buildRulingRun,
  type LooseRuling,
} from '../../helpers/agent-run.ts';
import { groupByTitle } from '../../helpers/cluster.ts';
import { buildRecording, defaultRules } from '../../helpers/recording.ts';

const shown = buildCitation('src/queue.ts', 3, 'const job = this.jobs.shift();');
const before = buildCitation('src/queue.ts', 3, 'return this.jobs.peek();', 'old');
/** The line after the one complained of. */
const deciding = buildCitation('src/queue.ts', 4, 'this.log(job);');
const refutation: LooseRuling = {
  ruling: 'refuted',
  reason: 'Line 4 logs the job.',
  evidence: [deciding],
};
const reasonedDoubt: LooseRuling = {
  ruling: 'plausible',
  reason: 'The job leaves the queue.',
  missing: 'Whether the worker ever stops in between.',
  evidence: [shown],
};
const invented = buildCitation('src/queue.ts', 400, 'if (this.closed) return;');

function settle(runs: readonly AgentRun[], overrides: Partial<Recording> = {}): SettledFinding[] {
  const recording = buildRecording({ runs, ...overrides });
  const findings = anchorFindings(readReviews(runs), recording);
  return applyRulings(groupByTitle(findings), recording);
}

/** Claude's one finding, and what adjudicators said of it. */
function settleOne(
  rulings: readonly (readonly [agent: string, ...rulings: LooseRuling[]])[],
  finding: Parameters<typeof buildReviewFinding>[0] = {},
): SettledFinding {
  const [settled] = settle([
    buildReviewRun('claude', [finding]),
    ...rulings.map(([agent, ...said]) => buildRulingRun(agent, said, { F1: ['claude/1'] })),
  ]);
  if (settled === undefined) throw new Error('nothing was settled');
  return settled;
}

describe('one ruling of another family', () => {
  test('confirms', () => {
    const { ruling, id } = settleOne([
      ['codex', { ruling: 'confirmed', reason: 'The job is gone.', evidence: [shown] }],
    ]);
    expect(id).toBe('I1');
    expect(ruling).toMatchObject({
      value: 'confirmed',
      by: ['codex'],
      reason: 'The job is gone.',
      isSettled: true,
    });
    expect(ruling.evidence).toEqual([
      {
        kind: 'citation',
        path: 'src/queue.ts',
        line: 3,
        side: 'new',
        quote: shown.quote,
        checked: true,
        text: null,
      },
    ]);
  });

  test('refutes with a citation that code finds', () => {
    const settled = settleOne([['codex', refutation]]);
    expect(settled.ruling).toMatchObject({ value: 'refuted', by: ['codex'], isSettled: true });
    expect(settled.id).toBe('R1');
  });

  test('refutes with a citation of the merge base, whichever side it names', () => {
    for (const side of ['old', null] as const) {
      const evidence = [{ ...before, side }];
      const reason = 'It did no more than peek at the merge base either.';
      expect(settleOne([['codex', { ruling: 'refuted', reason, evidence }]]).ruling.value).toBe('refuted');
    }
  });

  test.each([
    ['nothing', []],
    ['a line that does not exist', [invented]],
    ['a quote that is not there', [buildCitation('src/queue.ts', 3, 'this.jobs.requeue(job);')]],
    ['a bare place', [{ ...shown, quote: null }]],
    ['a bracket', [buildCitation('src/queue.ts', 7, '}')]],
    ['the line complained of', [shown]],
    ['a part of another line', [buildCitation('src/queue.ts', 4, 'log')]],
    ['a line of which the reason does not speak', [deciding]],
    [
      'a command',
      [{ ...shown, kind: 'command' as const, command: 'git grep shift', output: 'src/queue.ts:3' }],
    ],
  ])('that refutes with %s is plausible and settles nothing', (_, evidence) => {
    const { ruling, id } = settleOne([['codex', { ruling: 'refuted', evidence }]]);
    expect(ruling).toMatchObject({ value: 'plausible', by: ['codex'], isSettled: false });
    expect(ruling.reason).toMatch(/^Codex refuted it without a citation that decides against it/);
    expect(id).toBe('I1');
  });

  test('marks a command as claimed by who says so', () => {
    const run = { ...shown, kind: 'command' as const, command: 'git grep shift', output: 'src/queue.ts:3' };
    expect(settleOne([['codex', { evidence: [run] }]]).ruling.evidence).toEqual([
      {
        kind: 'command',
        command: 'git grep shift',
        output: 'src/queue.ts:3',
        claimedBy: 'codex',
        text: null,
      },
    ]);
  });

  test('about a candidate that nobody asked is passed over', () => {
    expect(
      settleOne([['codex', { candidate: 'F9', ruling: 'refuted', evidence: [shown] }]]).ruling,
    ).toMatchObject({
      value: 'unverified',
      reason: 'Codex was asked and gave no ruling.',
    });
  });
});

describe('several rulings', () => {
  test('that contradict each other leave it unverified and say so', () => {
    const { ruling } = settleOne([
      ['codex', refutation],
      ['gemini', { ruling: 'confirmed' }],
    ]);
    expect(ruling).toMatchObject({ value: 'unverified', by: ['codex', 'gemini'], isSettled: false });
    expect(ruling.reason).toMatch(/^Contradictory: Gemini confirmed it, Codex refuted it\./);
  });

  test('of one answer that contradicts itself leave it unverified and say so', () => {
    const { ruling } = settleOne([['codex', refutation, { ruling: 'confirmed' }]]);
    expect(ruling).toMatchObject({ value: 'unverified', by: ['codex'], isSettled: false });
    expect(ruling.reason).toMatch(/^Codex contradicted itself/);
  });

  test('of one answer that agree count as the graver one', () => {
    const mild: LooseRuling = { severity: 'suggestion', evidence: refutation.evidence ?? [] };
    const grave: LooseRuling = { severity: 'critical' };
    const isGrave = { severity: 'critical', ruling: { value: 'confirmed' } };
    expect(settleOne([['codex', mild, grave]])).toMatchObject(isGrave);
    expect(settleOne([['codex', grave, mild]])).toMatchObject(isGrave);
    expect(settleOne([['codex', mild, {}]]).severity).toBe('important');
  });

  test('of one answer that refute share their citations', () => {
    const bare: LooseRuling = { ruling: 'refuted', reason: 'It is not so.' };
    expect(settleOne([['codex', bare, refutation]]).ruling.value).toBe('refuted');
  });

  test('confirm over a doubt, and doubt over a refutation', () => {
    const doubt = ['gemini', reasonedDoubt] as const;
    expect(settleOne([['codex', { ruling: 'confirmed' }], doubt]).ruling.value).toBe('confirmed');
    expect(settleOne([['codex', refutation], doubt]).ruling.value).toBe('plausible');
  });

  test.each<[string, LooseRuling]>([
    ['names no missing step', { ...reasonedDoubt, missing: null }],
    ['cites nothing', { ...reasonedDoubt, evidence: [] }],
    ['is empty', { ruling: 'plausible', reason: '', missing: '', evidence: [] }],
    ...[
      'nothing',
      'Unknown.',
      'Not applicable',
      'No step is missing; everything is shown.',
      'Nichts',
      'More context is needed.',
      'Needs further investigation',
      'Proof',
      'I could not run the code.',
      'The reviewer did not prove it',
      'Cannot be determined from the diff alone',
      'Es fehlt mehr Kontext',
      '需要更多信息',
    ].map((missing): [string, LooseRuling] => [`says of it "${missing}"`, { ...reasonedDoubt, missing }]),
  ])('leave it as if nobody had ruled where the doubt %s', (_, doubt) => {
    expect(settleOne([['codex', doubt]]).ruling).toMatchObject({
      value: 'unverified',
      by: [],
      isSettled: false,
    });
    expect(settleOne([['codex', reasonedDoubt]]).ruling).toMatchObject({
      value: 'plausible',
      isSettled: true,
    });
  });

  test.each([
    'Whether the gateway compares the owner',
    'What the driver does',
    '呼び出し側が空の配列を渡すかどうか',
    'Ob der Aufrufer leere Listen übergibt',
  ])('settle it where a doubt names a step: %s', (missing) =>
    expect(settleOne([['codex', { ...reasonedDoubt, missing }]]).ruling).toMatchObject({
      value: 'plausible',
      isSettled: true,
    }),
  );

  test('count a confirmation against a refutation that was not proven', () => {
    const { ruling } = settleOne([
      ['codex', { ruling: 'refuted', evidence: [invented] }],
      ['gemini', { ruling: 'confirmed' }],
    ]);
    expect(ruling).toMatchObject({ value: 'confirmed', by: ['gemini'] });
  });
});

describe('a ruling that cannot be read', () => {
  const garbage = (said: unknown, id = 'codex-adjudicator-1', keys = ['claude/1']) =>
    buildRulingRun('codex', [], { F1: keys }, { id, answer: JSON.stringify({ rulings: [said], pairs: [] }) });
  const gemini = (said: LooseRuling) => buildRulingRun('gemini', [said], { F1: ['claude/1'] });
  const severe = buildReviewRun('claude', [{}]);

  test.each<[string, unknown]>([
    ['is null', null],
    ['is a word', 'refuted'],
    ['has an unknown verdict', { candidate: 'F1', ruling: 'perhaps not' }],
    ['names what nobody asked', { candidate: 'F7', ruling: 'refuted' }],
  ])('may be a confirmation where it %s, so nothing becomes milder beside it', (_, said) => {
    for (const milder of [refutation, reasonedDoubt, { severity: 'suggestion', reason: 'It is.' } as const]) {
      const [settled] = settle([severe, garbage(said), gemini(milder)]);
      expect(isBlocking(settled as SettledFinding)).toBe(true);
    }
    const [refuted] = settle([severe, garbage(said), gemini(refutation)]);
    expect(refuted?.ruling).toMatchObject({ value: 'unverified', by: ['gemini'], isSettled: false });
    expect(refuted?.ruling.reason).toBe('What Codex ruled could not be read: Line 4 logs the job.');
    const [confirmed] = settle([severe, garbage(said), gemini({ ruling: 'confirmed' })]);
    expect(confirmed?.ruling).toMatchObject({ value: 'confirmed', by: ['gemini'] });
  });

  test('is none where the adjudicator was only silent', () => {
    const silent = buildRulingRun('codex', [], { F1: ['claude/1'] });
    expect(settle([severe, silent, gemini(refutation)])[0]?.ruling.value).toBe('refuted');
  });

  test('leaves alone what the same answer rules on plainly', () => {
    const runs = [
      buildReviewRun('claude', [{ title: 'One' }, { title: 'Two' }]),
      buildRulingRun(
        'codex',
        [],
        { F1: ['claude/1'], F2: ['claude/2'] },
        {
          answer: JSON.stringify({
            rulings: [{ ...buildRuling(refutation), candidate: 'F1' }, { candidate: 'F2' }],
          }),
        },
      ),
    ];
    expect(settle(runs).map(({ ruling }) => ruling.value)).toEqual(['unverified', 'refuted']);
  });

  test('brings back no doubt in the place of what was said of more findings', () => {
    const whole = ['claude/1', 'gemini/1'];
    const id = 'codex-adjudicator-2';
    const [settled] = settle([
      buildReviewRun('claude', [{ severity: 'suggestion' }]),
      buildReviewRun('gemini', [{}]),
      buildRulingRun('codex', [reasonedDoubt], { F1: ['gemini/1'] }),
      garbage(null, id, whole),
    ]);
    expect(isBlocking(settled as SettledFinding)).toBe(true);
  });

  test.each<[string, LooseRuling]>([
    ['a doubt without a reason', { ruling: 'plausible' }],
    ['a refutation without a citation', { ruling: 'refuted' }],
  ])("takes no confirmation's place, and neither does %s", (_, idle) => {
    const whole = { F1: ['claude/1', 'gemini/1'] };
    const [settled] = settle([
      buildReviewRun('claude', [{ severity: 'suggestion' }]),
      buildReviewRun('gemini', [{ severity: 'suggestion' }]),
      buildRulingRun('codex', [{ severity: 'critical' }], { F1: ['claude/1'] }),
      buildRulingRun('codex', [idle], whole, { id: 'codex-adjudicator-2' }),
    ]);
    expect(settled).toMatchObject({ severity: 'critical', ruling: { value: 'confirmed' } });
  });
});

describe('without an independent ruling', () => {
  test('a finding is unverified', () => {
    expect(settleOne([]).ruling).toEqual({
      value: 'unverified',
      by: [],
      reason: null,
      evidence: [],
      isSettled: false,
      isProven: false,
    });
  });

  test('a dead adjudicator is named', () => {
    const dead = buildRulingRun('codex', [], { F1: ['claude/1'] }, { outcome: 'timed-out', answer: null });
    const [settled] = settle([buildReviewRun('claude', [{}]), dead]);
    expect(settled?.ruling).toMatchObject({
      value: 'unverified',
      reason: 'Codex was asked and gave no ruling (timed-out).',
    });
  });

  test('two families that raised the same confirm each other once somebody says so; two agents of one family do not', () => {
    const reviews = [buildReviewRun('claude', [{}]), buildReviewRun('codex', [{}])];
    const asked = (same: boolean) =>
      buildRulingRun(
        'claude',
        [],
        { P1: ['claude/1', 'codex/1'] },
        {
          answer: JSON.stringify({ rulings: [], pairs: [{ pair: 'P1', same, reason: 'So it is.' }] }),
        },
      );
    expect(settle(reviews)[0]?.ruling).toMatchObject({ value: 'unverified', by: [], isSettled: false });
    expect(settle(reviews)[0]?.ruling.reason).toMatch(
      /^Raised by Claude and Codex in words that are alike; nobody/,
    );
    expect(settle([...reviews, asked(false)])[0]?.ruling.value).toBe('unverified');
    expect(settle([...reviews, asked(true)])[0]?.ruling).toMatchObject({
      value: 'confirmed',
      by: [],
      isSettled: true,
      isProven: false,
    });
    const [alone] = settle([
      buildReviewRun('claude', [{}]),
      buildReviewRun('claude-fast', [{}], { family: 'claude' }),
    ]);
    expect(alone?.ruling.value).toBe('unverified');
  });

  test('its own family makes it plausible: taken back it no longer blocks, upheld it does', () => {
    expect(settleOne([['claude', { ruling: 'confirmed' }]]).ruling).toMatchObject({
      value: 'plausible',
      isSettled: false,
    });
    expect(settleOne([['claude', refutation]]).ruling).toMatchObject({
      value: 'plausible',
      isSettled: true,
    });
    expect(settleOne([['claude', { ruling: 'refuted', evidence: [] }]]).ruling).toMatchObject({
      value: 'plausible',
      isSettled: false,
    });
  });
});

describe('a cluster', () => {
  const subjects = { F1: ['claude/1'] };

  const late = (
    ruling: LooseRuling,
    again: LooseRuling[] = [],
    second: Parameters<typeof buildReviewFinding>[0] = { severity: 'suggestion' },
  ) =>
    settle([
      buildReviewRun('claude', [{}]),
      buildRulingRun('gemini', [ruling], subjects),
      buildReviewRun('codex', [second]),
      ...again.map((said) =>
        buildRulingRun('gemini', [said], { F1: ['codex/1'] }, { id: 'gemini-adjudicator-2' }),
      ),
    ]);

  test('has the ruling that was made before its second finding was known', () => {
    const [settled, ...others] = late({ ruling: 'confirmed' });
    expect(others).toEqual([]);
    expect(settled?.ruling.value).toBe('confirmed');
    expect(settled?.cluster.findings).toHaveLength(2);
  });

  test.each<[string, LooseRuling]>([
    ['refuted', refutation],
    ['doubted', reasonedDoubt],
    ['lowered', { severity: 'suggestion', reason: 'Line 4 logs the job.', evidence: [deciding] }],
  ])('of which one finding was %s stands by the other one, until that is ruled on alike', (_, ruling) => {
    const settled = late(ruling, [], { severity: 'important' });
    expect(settled.map(({ cluster }) => cluster.key)).toEqual(['claude/1+codex/1']);
    expect(settled[0]).toMatchObject({ severity: 'important', ruling: { value: 'unverified' } });
    expect(isBlocking(settled[0] as SettledFinding)).toBe(true);
    const [alike] = late(ruling, [ruling], { severity: 'important' });
    expect(isBlocking(alike as SettledFinding)).toBe(false);
  });

  test('of which one finding is refuted and another one confirmed is one, and says both', () => {
    const [settled, ...others] = late(refutation, [{ ruling: 'confirmed' }]);
    expect(others).toEqual([]);
    expect(settled).toMatchObject({
      severity: 'suggestion',
      ruling: { value: 'confirmed' },
      fallen: [{ key: 'claude/1', by: ['gemini'] }],
    });
    expect(settled?.cluster.findings[0]?.key).toBe('codex/1');
    expect(settled?.ruling.reason).toContain('What Claude said of it (I1) was refuted by Gemini.');
  });

  test('has what a family said of all of it instead of what it said of a part', () => {
    const whole = { F1: ['claude/1', 'codex/1'] };
    const again = (ruling: LooseRuling) =>
      settle([
        buildReviewRun('claude', [{}]),
        buildReviewRun('codex', [{}]),
        buildRulingRun('gemini', [refutation], subjects),
        buildRulingRun('gemini', [ruling], whole, { id: 'gemini-adjudicator-2' }),
      ])[0]?.ruling.value;
    expect(again({ ruling: 'confirmed' })).toBe('confirmed');
    expect(again(refutation)).toBe('refuted');
  });

  test('stays as grave as a ruling on a part of it found it, until evidence makes it milder', () => {
    const reviews = [
      buildReviewRun('claude', [{ title: 'The job is lost' }]),
      buildReviewRun('gemini', [{ title: 'The job is lost' }]),
    ];
    const part = buildRulingRun(
      'codex',
      [{ ruling: 'confirmed', severity: 'critical' }],
      { F1: ['claude/1'] },
      { id: 'codex-adjudicator-1' },
    );
    const whole = (said: LooseRuling) =>
      buildRulingRun('codex', [said], { F1: ['claude/1', 'gemini/1'] }, { id: 'codex-adjudicator-2' });
    const settledWith = (said: LooseRuling) => settle([...reviews, part, whole(said)])[0]?.severity;
    expect(settledWith({ ruling: 'confirmed' })).toBe('critical');
    expect(
      settledWith({
        ruling: 'confirmed',
        severity: 'suggestion',
        reason: 'Line 4 logs the job.',
        evidence: [deciding],
      }),
    ).toBe('suggestion');
  });

  test('is settled alike whatever the order of the runs', () => {
    const runs = [
      buildReviewRun('claude', [
        { severity: 'critical' },
        { title: 'Typo in a name', severity: 'suggestion' },
      ]),
      buildReviewRun('codex', [{ severity: 'important' }]),
      buildRulingRun('gemini', [{ ruling: 'confirmed', severity: 'important', evidence: [shown] }], subjects),
      buildRulingRun('qwen', [{ ruling: 'refuted', evidence: [before] }], subjects),
    ];
    const strip = (settled: SettledFinding[]) => settled.map(({ cluster, ...rest }) => rest);
    expect(strip(settle(runs.toReversed()))).toEqual(strip(settle(runs)));
  });
});

describe('a ruling on findings that turned out to be two', () => {
  const reviews = [
    buildReviewRun('claude', [{ title: 'The job is lost' }]),
    buildReviewRun('gemini', [{ title: 'The job runs twice' }]),
  ];
  const both = { F1: ['claude/1', 'gemini/1'] };

  test('refutes neither of them', () => {
    for (const { ruling } of settle([...reviews, buildRulingRun('codex', [refutation], both)]))
      expect(ruling).toMatchObject({ value: 'plausible', by: ['codex'], isSettled: false });
  });

  test('confirms both as they were raised', () => {
    const confirmation = buildRulingRun(
      'codex',
      [{ ruling: 'confirmed', severity: 'suggestion', kind: 'gap', evidence: [shown] }],
      both,
    );
    for (const finding of settle([...reviews, confirmation]))
      expect(finding).toMatchObject({
        severity: 'important',
        kind: 'regression',
        ruling: { value: 'confirmed' },
      });
  });

  test('makes both as grave as it found them together', () => {
    const graver = buildRulingRun(
      'codex',
      [{ ruling: 'confirmed', severity: 'critical', kind: 'regression' }],
      both,
    );
    const milder = [{ title: 'The job is lost' }, { title: 'The job runs twice' }].map((finding, index) =>
      buildReviewRun(['claude', 'gemini'][index] ?? '', [
        { ...finding, severity: 'suggestion', kind: 'pre-existing' },
      ]),
    );
    for (const finding of settle([...milder, graver]))
      expect(finding).toMatchObject({
        severity: 'critical',
        severityBefore: 'suggestion',
        kind: 'regression',
      });
  });

  test('leaves them as grave as it found them, when one of them is ruled on alone', () => {
    const graver = buildRulingRun('codex', [{ ruling: 'confirmed', severity: 'critical' }], both);
    const alone = buildRulingRun('qwen', [{ ruling: 'confirmed', reason: 'It runs twice.' }], {
      F1: ['gemini/1'],
    });
    const settled = settle([...reviews, graver, alone]).find(({ ruling }) => ruling.by.includes('qwen'));
    expect(settled).toMatchObject({
      severity: 'critical',
      ruling: { by: ['qwen'], reason: 'It runs twice.' },
    });
  });

  test('gives way to a ruling on one of them alone', () => {
    const confirmation = buildRulingRun('codex', [{ ruling: 'confirmed' }], both);
    const refuted = buildRulingRun('qwen', [refutation], { F1: ['gemini/1'] });
    expect(
      settle([...reviews, confirmation, refuted]).map(({ ruling }) => [ruling.value, ruling.by]),
    ).toEqual([
      ['confirmed', ['codex']],
      ['refuted', ['qwen']],
    ]);
  });
});

describe('an adjudicator that refutes everything', () => {
  const titles = ['One', 'Two', 'Three', 'Four', 'Five'];
  const findings = titles.map((title) => ({ title }));
  const refuteAll = titles.map((_, index) => ({
    candidate: `F${index + 1}`,
    ...refutation,
  }));

  test('tells nothing, whoever raised them', () => {
    const settled = settle([
      buildReviewRun('claude', findings.slice(0, 3)),
      buildReviewRun('codex', findings.slice(3)),
      buildRulingRun('gemini', refuteAll, {
        F1: ['claude/1'],
        F2: ['claude/2'],
        F3: ['claude/3'],
        F4: ['codex/1'],
        F5: ['codex/2'],
      }),
    ]);
    expect(settled.map(({ ruling }) => [ruling.value, ruling.isSettled])).toEqual(
      titles.map(() => ['plausible', false]),
    );
  });

  test('tells nothing of one agent either, and one confirmation does not buy the rest', () => {
    const subjects = Object.fromEntries(titles.map((_, index) => [`F${index + 1}`, [`claude/${index + 1}`]]));
    const values = (rulings: readonly LooseRuling[]) =>
      settle([buildReviewRun('claude', findings), buildRulingRun('gemini', rulings, subjects)]).map(
        ({ ruling }) => ruling.value,
      );
    expect(values(refuteAll)).toEqual(titles.map(() => 'plausible'));
    const eight = [...titles, 'Six', 'Seven', 'Eight'];
    const settled = settle([
      buildReviewRun(
        'claude',
        eight.map((title) => ({ title })),
      ),
      buildRulingRun(
        'gemini',
        eight.map((_, index) => ({ candidate: `F${index + 1}`, ...(index === 0 ? {} : refutation) })),
        Object.fromEntries(eight.map((_, index) => [`F${index + 1}`, [`claude/${index + 1}`]])),
      ),
    ]);
    expect(settled.filter(({ ruling }) => ruling.value === 'refuted')).toEqual([]);
    expect(values(refuteAll.slice(0, 2))).toEqual(expect.arrayContaining(['refuted', 'unverified']));
  });
});

test('two agents of one family that refute everything between them tell nothing', () => {
  const titles = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'];
  const review = buildReviewRun(
    'claude',
    titles.map((title) => ({ title })),
  );
  const ofHalf = (agent: string, first: number, family: string) =>
    buildRulingRun(
      agent,
      titles
        .slice(first, first + 3)
        .map((_, index) => ({ ...refutation, candidate: `F${first + index + 1}` })),
      Object.fromEntries(
        titles
          .slice(first, first + 3)
          .map((_, index) => [`F${first + index + 1}`, [`claude/${first + index + 1}`]]),
      ),
      { family },
    );
  const valuesBy = (one: string, other: string) =>
    new Set(
      settle([review, ofHalf('codex', 0, one), ofHalf('gemini', 3, other)]).map(({ ruling }) => ruling.value),
    );
  expect(valuesBy('openai', 'openai')).toEqual(new Set(['plausible']));
  expect(valuesBy('openai', 'google')).toEqual(new Set(['refuted']));
  // One finding that both were asked about is one.
  expect(
    new Set(
      settle([review, ofHalf('codex', 0, 'openai'), ofHalf('gemini', 0, 'openai')]).map(
        ({ ruling }) => ruling.value,
      ),
    ),
  ).toEqual(new Set(['refuted', 'unverified']));
});

describe('severity and kind', () => {
  test('the highest severity counts, with a place or without', () => {
    const [settled] = settle([
      buildReviewRun('claude', [{ severity: 'critical', path: 'src/nowhere.ts', quote: 'neverThere();' }]),
      buildReviewRun('codex', [{ severity: 'important' }]),
    ]);
    expect(settled?.severity).toBe('critical');
    expect(settled?.severityBefore).toBeNull();
  });

  test('are lowered only with a citation that code finds', () => {
    const lower = {
      ruling: 'confirmed',
      severity: 'suggestion',
      reason: 'shift() empties it at rest only.',
    } as const;
    expect(settleOne([['codex', { ...lower, evidence: [shown] }]])).toMatchObject({
      severity: 'suggestion',
      severityBefore: 'important',
    });
    expect(settleOne([['codex', { ...lower, evidence: [invented] }]])).toMatchObject({
      severity: 'important',
      severityBefore: null,
    });
  });

  test.each(['Nit.', 'I do not think this matters much in practice.', 'It is so, but hardly matters.', ''])(
    'are not lowered by a reason that speaks of neither code nor claim: "%s"',
    (reason) =>
      expect(settleOne([['codex', { severity: 'suggestion', reason, evidence: [shown] }]])).toMatchObject({
        severity: 'important',
        ruling: { value: 'confirmed' },
      }),
  );

  test('code beside which the change took a guard away is not pre-existing', () => {
    const older: LooseRuling = { kind: 'pre-existing', reason: 'The same at the merge base.' };
    const kindOf = (before: string, after: string, at: number) => {
      const line = '  return eval(code);';
      const evidence = [buildCitation('src/x.js', 2, line, 'old')];
      const finding = { path: 'src/x.js', startLine: at, endLine: at, quote: line };
      const runs = [
        buildReviewRun('claude', [finding]),
        buildRulingRun('codex', [{ ...older, evidence }], { F1: ['claude/1'] }),
      ];
      return settleReviews(buildRecording({ runs }, { 'src/x.js': [before, after] })).findings[0]?.kind;
    };
    const [head, guard, line, end] = [
      'function x(code) {',
      '  if (!trusted(code)) return;',
      '  return eval(code);',
      '}',
    ];
    const text = (...all: string[]) => `${all.join('\n')}\n`;
    expect(kindOf(text(head, guard, line, end), text(head, line, end), 2)).toBe('regression');
    expect(kindOf(text(head, line, end, guard), text(head, line, end, 'one();'), 2)).toBe('pre-existing');
    // Moved is not taken away, and what was put in its place is no loss.
    expect(kindOf(text(head, guard, line, end), text(guard, head, line, end), 3)).toBe('pre-existing');
    expect(kindOf(text(head, '  log("one");', line, end), text(head, '  log("two");', line, end), 3)).toBe(
      'pre-existing',
    );
    // Nor is another guard, but nothing that only stands there.
    const stricter = '  if (!trusted(code) || isLocked) return;';
    expect(kindOf(text(head, guard, line, end), text(head, stricter, line, end), 3)).toBe('pre-existing');
    for (const other of ['', '  // The caller knows if it may.', '  log("x");'])
      expect(kindOf(text(head, guard, line, end), text(head, other, line, end), 3)).toBe('regression');
    expect(kindOf(text(head, line, '  assertSafe();', end), text(head, line, '  log("x");', end), 2)).toBe(
      'regression',
    );
  });

  test('are raised by a confirmation, not by a doubt', () => {
    expect(settleOne([['codex', { severity: 'critical' }]])).toMatchObject({
      severity: 'critical',
      severityBefore: 'important',
    });
    expect(settleOne([['codex', { ruling: 'plausible', severity: 'critical' }]])).toMatchObject({
      severity: 'important',
    });
  });

  const milder: LooseRuling = { ruling: 'confirmed', reason: 'Line 4 logs the job.', evidence: [deciding] };

  test('are the severest of several rulings', () => {
    const settled = settleOne(
      [
        ['codex', { ...milder, severity: 'suggestion' }],
        ['gemini', { ...milder, severity: 'important' }],
      ],
      { severity: 'critical' },
    );
    expect(settled).toMatchObject({ severity: 'important', severityBefore: 'critical' });
  });

  test('a critical is lowered, as it is refuted, by two families with citations that decide', () => {
    const settled = (...rulings: (readonly [string, ...LooseRuling[]])[]) =>
      settleOne(rulings, { severity: 'critical' });
    const lower: LooseRuling = { ...milder, severity: 'suggestion' };
    const silent = ['gemini'] as const;
    expect(settled(['codex', lower], ['gemini', lower]).severity).toBe('suggestion');
    expect(settled(['codex', lower], silent).severity).toBe('critical');
    expect(settled(['codex', lower], ['gemini', { ...lower, evidence: [shown] }]).severity).toBe('critical');
    expect(settled(['codex', refutation], ['gemini', refutation]).ruling.value).toBe('refuted');
    const alone = settled(['codex', refutation], silent).ruling;
    expect(alone).toMatchObject({ value: 'plausible', isSettled: false });
    expect(alone.reason).toMatch(
      /^Codex refuted it, but it takes two families against a critical, and gemini|Gemini/,
    );
    const only = settled(['codex', refutation]).ruling;
    expect(only.value).toBe('refuted');
    expect(only.reason).toContain('Only one family besides those that raised this critical could rule on it');
    expect(settled(['codex', lower])).toMatchObject({
      severity: 'suggestion',
      ruling: { reason: expect.stringContaining('Only one family besides those that raised this critical') },
    });
  });

  test('code is pre-existing only where the same code stands at the merge base', () => {
    const older = { kind: 'pre-existing' } as const;
    const kindOf = (evidence: LooseRuling['evidence'], finding = {}) =>
      settleOne([['codex', { ...older, evidence: evidence ?? [] }]], finding).kind;
    expect(kindOf([shown])).toBe('regression');
    expect(kindOf([before])).toBe('regression');
    const both = buildCitation('src/queue.ts', 1, 'export class Queue {', 'old');
    expect(kindOf([both])).toBe('regression');
    expect(kindOf([both], { startLine: 1, endLine: 2 })).toBe('pre-existing');
    // The third line is new: the range holds code that the change wrote.
    expect(kindOf([both], { startLine: 1, endLine: 3 })).toBe('regression');
    const elsewhere = buildCitation('src/worker.ts', 2, 'export const run = (queue: Queue)', 'old');
    expect(kindOf([elsewhere], { startLine: 1, endLine: 2 })).toBe('regression');
  });

  test('a ruling without a kind leaves it to the others, but does not agree that code is older', () => {
    const confirm = ['gemini', {}] as const;
    const both = buildCitation('src/queue.ts', 1, 'export class Queue {', 'old');
    expect(settleOne([['codex', { kind: 'gap' }], confirm]).kind).toBe('gap');
    expect(
      settleOne([['codex', { kind: 'pre-existing', evidence: [both] }], confirm], { startLine: 1 }).kind,
    ).toBe('regression');
  });

  test('regression and gap change with a word', () => {
    expect(settleOne([['codex', { kind: 'gap' }]])).toMatchObject({ kind: 'gap', kindBefore: 'regression' });
  });
});

describe('declined findings', () => {
  const decline = (entry: Partial<(typeof defaultRules.declined)[number]>) => {
    const declined = [
      {
        fingerprint: null,
        path: null,
        text: null,
        reason: 'We live with it.',
        expires: null,
        by: null,
        upTo: 'critical' as const,
        ...entry,
      },
    ];
    return settle([buildReviewRun('claude', [{}])], { rules: { ...defaultRules, declined } })[0];
  };
  const named = { path: 'src/queue.ts', text: 'JOB IS LOST' };

  test('are shown with the reason, and do not stand', () => {
    expect(decline(named)).toMatchObject({ id: 'R1', state: 'declined', declinedReason: 'We live with it.' });
  });

  test('need path and text, or the fingerprint', () => {
    expect(decline({ path: 'src/queue.ts' })?.state).toBe('new');
    expect(decline({ text: 'job is lost' })?.state).toBe('new');
    const fingerprint = decline({})?.fingerprint ?? '';
    expect(decline({ fingerprint })?.state).toBe('declined');
  });

  test('take nothing with them that was not declined', () => {
    const declined = [
      {
        fingerprint: null,
        reason: 'We live with it.',
        expires: null,
        path: 'src/queue.ts',
        text: 'a nuisance',
        by: null,
        upTo: 'critical' as const,
      },
    ];
    const settled = settle(
      [
        buildReviewRun('claude', [{ severity: 'suggestion', explanation: 'It is a nuisance.' }]),
        buildReviewRun('codex', [{ severity: 'critical' }]),
      ],
      { rules: { ...defaultRules, declined } },
    );
    expect(settled.map(({ id, state, severity }) => [id, state, severity])).toEqual([
      ['C1', 'new', 'critical'],
      ['R1', 'declined', 'suggestion'],
    ]);
  });

  test('come back the day after the decision expired', () => {
    expect(decline({ ...named, expires: '1970-01-01' })?.state).toBe('declined');
    expect(decline({ ...named, expires: '1969-12-31' })?.state).toBe('new');
  });
});
