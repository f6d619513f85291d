import { expect, test } from 'vitest';
import type { Recording } from '../../../src/model/recording.ts';
import type { Report } from '../../../src/model/report/report-schema.ts';
import type { AgentRun } from '../../../src/model/run.ts';
import { settleReviews } from '../../../src/review/straight-line.ts';
import { buildReviewRun, buildRulingRun, type LooseRuling } from '../../helpers/agent-run.ts';
import type { Texts } from '../../helpers/change.ts';
import { buildRecording, buildTeamFacts, defaultRules } from '../../helpers/recording.ts';
import { scopeOf } from '../../helpers/scope.ts';
import { cited, injection, readsAll, refuteBy, storeTexts } from '../../helpers/store-review.ts';

const guarded = refuteBy([cited.guard], 'assertNumeric in line 8 lets only numbers pass.');
const bare = refuteBy([], 'It is harmless.');
const confirmed: LooseRuling = {
  ruling: 'confirmed',
  reason: 'The id goes in.',
  evidence: [cited.injection],
};
const mild = { ...injection, severity: 'important' } as const;
const note = { ...injection, severity: 'suggestion' } as const;

const [before = '', after = ''] = storeTexts['src/store.ts'] as [string, string];
const head = (text: string): Texts => ({ ...storeTexts, 'src/store.ts': [before, text] });
const safe = "db.query('select * from rows where id = ?', [id])";
const unsafe = "db.query('select * from rows where id = ' + id)";
const same = head(after);
const mended = head(after.replace(unsafe, safe));
const longer = head(`// A store.\n\n${after}`);
const reworded = head(after.replace(unsafe, `${unsafe.slice(0, -1)}.trim())`));
const moved: Texts = {
  ...storeTexts,
  'src/store.ts': [before, null as never],
  'src/rows.ts': [null as never, after],
};
const deleted: Texts = {
  ...storeTexts,
  'src/store.ts': [before, null as never],
  'src/rest.ts': [null as never, 'export {};\n'],
};

const line = (at: number) => ({ startLine: at, endLine: at });
const twin = after.replace('  const step25 = prepare(25);', `  return ${unsafe};`);
const twice = head(twin);
const firstMended = head(twin.replace(unsafe, safe));
const bothMended = head(twin.replaceAll(unsafe, safe));

const raise = (agent: string, ...findings: Parameters<typeof buildReviewRun>[1]) =>
  buildReviewRun(agent, findings, { assigned: ['src/store.ts', 'src/rows.ts', 'src/rest.ts'] });
const silent = ['claude', 'codex', 'gemini'].map((name) => raise(name));
const say = (...runs: AgentRun[]) =>
  silent
    .map((run) => runs.find(({ agent }) => agent === run.agent) ?? run)
    .concat(runs.filter(({ role }) => role === 'adjudicator'));
const rule = (agent: string, said: LooseRuling, key: string) => buildRulingRun(agent, [said], { F1: [key] });
const last = 'last round/C1';
const lost = (agent: string): AgentRun => ({ ...raise(agent), outcome: 'crashed', answer: null });

type Round = readonly [
  texts: Texts,
  runs: readonly AgentRun[],
  overrides?: (previous: Report) => Partial<Recording>,
];

function play(rounds: readonly Round[]): Report {
  const team = ['claude', 'codex', 'gemini'].map((name) => buildTeamFacts(name));
  const reports: Report[] = [];
  for (const [index, [texts, runs, overrides]] of rounds.entries()) {
    const previous = reports.at(-1) ?? null;
    const plain = buildRecording({ runs, team, previous }, texts);
    const special = previous === null ? {} : (overrides?.(previous) ?? {});
    const review = { ...plain.review, ...special.review, round: index + 1 };
    reports.push(settleReviews({ ...plain, ...special, review }));
  }
  return reports.at(-1) as Report;
}

const unchanged = (): Partial<Recording> => ({
  review: { ...buildRecording().review, scope: scopeOf({ 'src/store.ts': 'carried' }) },
  rules: { ...defaultRules, late: 'confirmed' },
});
const changed = (): Partial<Recording> => ({
  review: { ...buildRecording().review, scope: scopeOf({ 'src/store.ts': 'reviewed' }, ['src/store.ts']) },
  rules: { ...defaultRules, late: 'confirmed' },
});
const declining =
  (overrides: object = {}) =>
  ({ findings: [known] }: Report): Partial<Recording> => ({
    rules: {
      ...defaultRules,
      declined: [
        {
          fingerprint: known?.fingerprint ?? '',
          path: null,
          text: null,
          reason: 'So be it.',
          expires: null,
          by: 'ada',
          upTo: 'critical' as const,
          ...overrides,
        },
      ],
    },
  });
const lostLast = (): Partial<Recording> => ({
  review: { ...buildRecording().review, isLastRoundLost: true },
});

const raised: Round = [same, say(raise('claude', injection))];
const raisedMild: Round = [same, say(raise('claude', mild))];
const refutedMild: Round = [same, say(raise('claude', mild), rule('codex', guarded, 'claude/1'))];
const confirmedOnce: Round = [same, say(raise('claude', mild), rule('codex', confirmed, 'claude/1'))];

/** Two faults of one kind have one title, one line, and so one fingerprint. */
const nullOf = (name: string): Round => [
  same,
  [
    raise('codex', {
      ...mild,
      title: 'Null dereference',
      explanation: `\`${name}\` may be null here, and reading it throws.`,
    }),
  ],
];
const notLate = (): Partial<Recording> => ({ review: unchanged().review as Recording['review'] });

type Scenario = readonly [
  what: string,
  right: Report['verdict']['gate'],
  why: string,
  rounds: readonly Round[],
];

const scenarios: readonly Scenario[] = [
  ['nobody says it again, its code stands', 'block', 'silence mends nothing', [raised, [same, silent]]],
  ['nobody says it again, lines above it came', 'block', 'it only moved', [raised, [longer, silent]]],
  ['nobody says it again, its file has another name', 'block', 'it only moved', [raised, [moved, silent]]],
  ['its code is mended', 'pass', 'the code is gone', [raised, [mended, silent]]],
  ['its file is deleted', 'pass', 'the code is gone', [raised, [deleted, silent]]],
  [
    'its line has other words, raised again',
    'block',
    'it was raised',
    [raised, [reworded, say(raise('codex', injection))]],
  ],
  [
    'its code is mended and comes back',
    'block',
    'what was gone is back',
    [raised, [mended, silent], [same, silent]],
  ],
  [
    'its code is mended and comes back twice later',
    'block',
    'what was gone is back',
    [raised, [mended, silent], [mended, silent], [same, silent]],
  ],
  [
    'the same agent calls it milder',
    'block',
    'a blocker stays until a ruling',
    [raised, [same, say(raise('claude', note))]],
  ],
  [
    'another agent calls it milder',
    'block',
    'a blocker stays until a ruling',
    [raised, [same, say(raise('codex', note))]],
  ],
  [
    'it is called older',
    'block',
    'the change wrote it',
    [raised, [same, say(raise('codex', { ...note, kind: 'pre-existing' }))]],
  ],
  [
    'two refute it',
    'pass',
    'two families cite the guard',
    [raised, [same, [...silent, rule('codex', guarded, last), rule('gemini', guarded, last)]]],
  ],
  [
    'one refutes it',
    'block',
    'one family is not two',
    [raised, [same, [...silent, rule('codex', guarded, last)]]],
  ],
  [
    'two refute it without evidence',
    'block',
    'no citation',
    [raised, [same, [...silent, rule('codex', bare, last), rule('gemini', bare, last)]]],
  ],
  [
    'its raiser refutes it',
    'block',
    'a raiser is no judge',
    [raised, [same, [...silent, rule('claude', guarded, last), rule('codex', guarded, last)]]],
  ],
  [
    'half refuted in one round, half in the next',
    'block',
    'each round hears two families',
    [
      raised,
      [same, [...silent, rule('codex', guarded, last)]],
      [same, [...silent, rule('gemini', guarded, last)]],
    ],
  ],
  [
    'all reviewers fail',
    'block',
    'what blocked blocks',
    [raised, [same, ['claude', 'codex', 'gemini'].map(lost)]],
  ],
  [
    'all reviewers fail and its code is mended',
    'inconclusive',
    'nobody read it',
    [raised, [mended, ['claude', 'codex', 'gemini'].map(lost)]],
  ],
  [
    'the last round is lost',
    'inconclusive',
    'nobody knows what blocked',
    [raised, [same, silent, (previous) => ({ ...lostLast(), previous: { ...previous, findings: [] } })]],
  ],
  [
    'a confirmed important, its adjudicators gone',
    'block',
    'the ruling holds',
    [confirmedOnce, [same, silent]],
  ],
  [
    'an important raised, and refuted, then raised anew unread',
    'block',
    'rounds are whole: nobody ruled',
    [refutedMild, [same, say(raise('claude', mild))]],
  ],
  [
    'the same in a round that keeps readings',
    'pass',
    'nothing changed since it was refuted',
    [refutedMild, [same, say(raise('claude', mild)), unchanged]],
  ],
  [
    'the same, now critical',
    'pass',
    'a late critical, confirmed by nobody',
    [refutedMild, [same, say(raise('claude', injection)), unchanged]],
  ],
  [
    'the same in a file that changed',
    'block',
    'its ground changed',
    [refutedMild, [same, say(raise('claude', mild)), changed]],
  ],
  [
    'late, of nothing that changed',
    'pass',
    'late and confirmed by nobody',
    [
      [same, silent],
      [same, say(raise('claude', injection)), unchanged],
    ],
  ],
  [
    'late, confirmed with evidence',
    'block',
    'late and confirmed',
    [
      [same, silent],
      [same, say(raise('claude', injection), rule('codex', confirmed, 'claude/1')), unchanged],
    ],
  ],
  [
    'late, by two families',
    'block',
    'late and agreed',
    [
      [same, silent],
      [same, say(raise('claude', injection), raise('codex', injection)), unchanged],
    ],
  ],
  [
    'late, of what changed',
    'block',
    'it is not late',
    [
      [same, silent],
      [same, say(raise('claude', injection)), changed],
    ],
  ],
  [
    'what blocked is not late',
    'block',
    'it came in time',
    [raised, [same, say(raise('claude', injection)), unchanged]],
  ],
  ['declined by name', 'pass', 'a decision holds', [raised, [same, silent, declining()]]],
  ['declined by name and moved', 'pass', 'it is the same', [raised, [longer, silent, declining()]]],
  [
    'declined up to important',
    'block',
    'not for a critical',
    [raised, [same, silent, declining({ upTo: 'important' })]],
  ],
  [
    'declined once, the decision is gone',
    'block',
    'nothing holds it',
    [raised, [same, silent, declining()], [same, silent]],
  ],
  [
    'declined as important, raised as critical',
    'block',
    'a decision holds for nothing graver',
    [raisedMild, [same, say(raise('codex', injection)), declining()]],
  ],
  [
    'one of two places is mended',
    'block',
    'the other stands',
    [
      [twice, say(raise('claude', injection), raise('codex', { ...injection, ...line(25) }))],
      [firstMended, silent],
    ],
  ],
  [
    'both places are mended',
    'pass',
    'the code is gone',
    [
      [twice, say(raise('claude', injection), raise('codex', { ...injection, ...line(25) }))],
      [bothMended, silent],
    ],
  ],
  [
    'the place beside it is named, and stands',
    'block',
    'it was raised there too',
    [
      [twice, say(raise('claude', { ...injection, evidence: [{ ...cited.injection, line: 25 }] }))],
      [firstMended, silent],
    ],
  ],
  [
    'another of its kind at its line, which is refuted',
    'block',
    'the first is not refuted with the second',
    [nullOf('table'), [same, [...say(...nullOf('id')[1]), rule('gemini', guarded, 'codex/1')]]],
  ],
  [
    'another of its kind at its line, where the first was refuted',
    'block',
    'the second was not',
    [
      [same, [...say(...nullOf('id')[1]), rule('gemini', guarded, 'codex/1')]],
      [same, say(...nullOf('table')[1]), notLate],
    ],
  ],
  [
    'another finding at its lines',
    'block',
    'the first is not refuted with the second',
    [
      raised,
      [
        same,
        [
          ...say(raise('codex', { ...readsAll, ...line(11) })),
          rule('gemini', { ...guarded, reason: 'assertNumeric in line 8 bounds the rows.' }, 'codex/1'),
        ],
      ],
    ],
  ],
];

test.for(scenarios)('%s: %s, since %s', ([_, gate, _why, rounds]) => {
  const { verdict } = play(rounds);
  expect(verdict.gate, verdict.reason).toBe(gate);
});
