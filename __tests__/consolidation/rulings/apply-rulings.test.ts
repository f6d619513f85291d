import { describe, expect, test } from 'vitest';
import { anchorFindings } from '../../../src/consolidation/anchor-findings.ts';
import { applyRulings } from '../../../src/consolidation/rulings/apply-rulings.ts';
import type { SettledFinding } from '../../../src/consolidation/rulings/settled-finding.ts';
import { readReviews } from '../../../src/findings/read-reviews.ts';
import type { Recording } from '../../../src/model/recording.ts';
import type { AgentRun } from '../../../src/model/run.ts';
import {
  buildCitation,
  type buildReviewFinding,
  buildReviewRun,
  buildRulingRun,
  type LooseRuling,
} from '../../helpers/agent-run.ts';
import { groupByTitle } from '../../helpers/cluster.ts';
import { buildRecording, defaultRules } from '../../helpers/recording.ts';

const shown = buildCitation('src/queue.ts', 3, 'const job = this.jobs.shift();');
const before = buildCitation('src/queue.ts', 3, 'return this.jobs.peek();', 'old');
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
    const settled = settleOne([['codex', { ruling: 'refuted', evidence: [shown] }]]);
    expect(settled.ruling).toMatchObject({ value: 'refuted', by: ['codex'], isSettled: true });
    expect(settled.id).toBe('R1');
  });

  test('refutes with a citation of the merge base, whichever side it names', () => {
    for (const side of ['old', null] as const) {
      const evidence = [{ ...before, side }];
      expect(settleOne([['codex', { ruling: 'refuted', evidence }]]).ruling.value).toBe('refuted');
    }
  });

  test.each([
    ['nothing', []],
    ['a line that does not exist', [invented]],
    ['a quote that is not there', [buildCitation('src/queue.ts', 3, 'this.jobs.requeue(job);')]],
    ['a bare place', [{ ...shown, quote: null }]],
    ['a bracket', [buildCitation('src/queue.ts', 7, '}')]],
    [
      'a command',
      [{ ...shown, kind: 'command' as const, command: 'git grep shift', output: 'src/queue.ts:3' }],
    ],
  ])('that refutes with %s is plausible and settles nothing', (_, evidence) => {
    const { ruling, id } = settleOne([['codex', { ruling: 'refuted', evidence }]]);
    expect(ruling).toMatchObject({ value: 'plausible', by: ['codex'], isSettled: false });
    expect(ruling.reason).toMatch(/^Codex refuted it without a citation that could be checked/);
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
      ['codex', { ruling: 'refuted', evidence: [shown] }],
      ['gemini', { ruling: 'confirmed' }],
    ]);
    expect(ruling).toMatchObject({ value: 'unverified', by: ['codex', 'gemini'], isSettled: false });
    expect(ruling.reason).toMatch(/^Contradictory: Gemini confirmed it, Codex refuted it\./);
  });

  test('of one answer that contradicts itself leave it unverified and say so', () => {
    const { ruling } = settleOne([
      ['codex', { ruling: 'refuted', evidence: [shown] }, { ruling: 'confirmed' }],
    ]);
    expect(ruling).toMatchObject({ value: 'unverified', by: ['codex'], isSettled: false });
    expect(ruling.reason).toMatch(/^Codex contradicted itself/);
  });

  test('confirm over a doubt, and doubt over a refutation', () => {
    const doubt = ['gemini', { ruling: 'plausible' }] as const;
    expect(settleOne([['codex', { ruling: 'confirmed' }], doubt]).ruling.value).toBe('confirmed');
    expect(settleOne([['codex', { ruling: 'refuted', evidence: [shown] }], doubt]).ruling.value).toBe(
      'plausible',
    );
  });

  test('count a confirmation against a refutation that was not proven', () => {
    const { ruling } = settleOne([
      ['codex', { ruling: 'refuted', evidence: [invented] }],
      ['gemini', { ruling: 'confirmed' }],
    ]);
    expect(ruling).toMatchObject({ value: 'confirmed', by: ['gemini'] });
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

  test('two families that raised the same confirm each other; two agents of one family do not', () => {
    const other = { id: 'codex', agent: 'codex' };
    const [agreed] = settle([buildReviewRun('claude', [{}]), buildReviewRun('codex', [{}], other)]);
    expect(agreed?.ruling).toMatchObject({ value: 'confirmed', by: [], isSettled: true });
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
    expect(settleOne([['claude', { ruling: 'refuted', evidence: [shown] }]]).ruling).toMatchObject({
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

  const late = (ruling: LooseRuling, again: LooseRuling[] = []) =>
    settle([
      buildReviewRun('claude', [{}]),
      buildRulingRun('gemini', [ruling], subjects),
      buildReviewRun('codex', [{ severity: 'suggestion' }]),
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
    ['refuted', { ruling: 'refuted', evidence: [shown] }],
    ['made milder', { ruling: 'plausible' }],
    ['lowered', { severity: 'suggestion', evidence: [shown] }],
    ['called older', { kind: 'pre-existing', evidence: [before] }],
  ])(
    'that was %s keeps out a finding that the adjudicator never saw, until it is ruled on alike',
    (_, ruling) => {
      expect(late(ruling).map(({ cluster }) => cluster.key)).toEqual(
        expect.arrayContaining(['claude/1', 'codex/1']),
      );
      expect(late(ruling).find(({ cluster }) => cluster.key === 'codex/1')?.ruling.value).toBe('unverified');
      expect(late(ruling, [ruling]).map(({ cluster }) => cluster.findings.length)).toEqual([2]);
    },
  );

  test('of which one finding is refuted and another one confirmed comes apart', () => {
    const settled = late({ ruling: 'refuted', evidence: [shown] }, [{ ruling: 'confirmed' }]);
    expect(settled.map(({ cluster, ruling }) => [cluster.key, ruling.value])).toEqual([
      ['codex/1', 'confirmed'],
      ['claude/1', 'refuted'],
    ]);
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
    const refutation = buildRulingRun('codex', [{ ruling: 'refuted', evidence: [shown] }], both);
    for (const { ruling } of settle([...reviews, refutation]))
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

  test('gives way to a ruling on one of them alone', () => {
    const confirmation = buildRulingRun('codex', [{ ruling: 'confirmed' }], both);
    const refutation = buildRulingRun('qwen', [{ ruling: 'refuted', evidence: [shown] }], {
      F1: ['gemini/1'],
    });
    expect(
      settle([...reviews, confirmation, refutation]).map(({ ruling }) => [ruling.value, ruling.by]),
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
    ruling: 'refuted' as const,
    evidence: [shown],
  }));

  test('tells nothing once it has been asked of several families', () => {
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

  test('is believed of one agent, which may have reviewed another tree', () => {
    const subjects = Object.fromEntries(titles.map((_, index) => [`F${index + 1}`, [`claude/${index + 1}`]]));
    const settled = settle([
      buildReviewRun('claude', findings),
      buildRulingRun('gemini', refuteAll, subjects),
    ]);
    expect(settled.map(({ ruling }) => ruling.value)).toEqual(titles.map(() => 'refuted'));
  });
});

describe('severity and kind', () => {
  test('the highest severity whose place exists counts', () => {
    const [settled] = settle([
      buildReviewRun('claude', [{ severity: 'critical', path: 'src/nowhere.ts', quote: 'neverThere();' }]),
      buildReviewRun('codex', [{ severity: 'important' }]),
    ]);
    expect(settled?.severity).toBe('important');
    expect(settled?.severityBefore).toBeNull();
  });

  test('are lowered only with a citation that code finds', () => {
    const lower = { ruling: 'confirmed', severity: 'suggestion' } as const;
    expect(settleOne([['codex', { ...lower, evidence: [shown] }]])).toMatchObject({
      severity: 'suggestion',
      severityBefore: 'important',
    });
    expect(settleOne([['codex', { ...lower, evidence: [invented] }]])).toMatchObject({
      severity: 'important',
      severityBefore: null,
    });
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

  test('are the severest of several rulings', () => {
    const settled = settleOne(
      [
        ['codex', { severity: 'suggestion', evidence: [shown] }],
        ['gemini', { severity: 'important', evidence: [shown] }],
      ],
      { severity: 'critical' },
    );
    expect(settled).toMatchObject({ severity: 'important', severityBefore: 'critical' });
  });

  test('code that the change touches is pre-existing only by a citation of the merge base', () => {
    const older = { kind: 'pre-existing' } as const;
    expect(settleOne([['codex', { ...older, evidence: [shown] }]])).toMatchObject({
      kind: 'regression',
      kindBefore: null,
    });
    expect(settleOne([['codex', { ...older, evidence: [before] }]])).toMatchObject({
      kind: 'pre-existing',
      kindBefore: 'regression',
    });
  });

  test('a ruling without a kind leaves it to the others, but does not agree that code is older', () => {
    const confirm = ['gemini', {}] as const;
    expect(settleOne([['codex', { kind: 'gap' }], confirm]).kind).toBe('gap');
    expect(settleOne([['codex', { kind: 'pre-existing', evidence: [before] }], confirm]).kind).toBe(
      'regression',
    );
  });

  test('regression and gap change with a word', () => {
    expect(settleOne([['codex', { kind: 'gap' }]])).toMatchObject({ kind: 'gap', kindBefore: 'regression' });
  });
});

describe('declined findings', () => {
  const decline = (entry: Partial<(typeof defaultRules.declined)[number]>) => {
    const declined = [
      { fingerprint: null, path: null, text: null, reason: 'We live with it.', expires: null, ...entry },
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

  test('come back the day after the decision expired', () => {
    expect(decline({ ...named, expires: '1970-01-01' })?.state).toBe('declined');
    expect(decline({ ...named, expires: '1969-12-31' })?.state).toBe('new');
  });
});
