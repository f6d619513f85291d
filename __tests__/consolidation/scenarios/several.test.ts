import { expect, test } from 'vitest';
import { nameOfScript } from '../../../src/consolidation/proofs/most-telling.ts';
import type { Recording } from '../../../src/model/recording.ts';
import type { AgentRun } from '../../../src/model/run.ts';
import {
  buildCitation,
  buildReviewRun,
  buildRulingRun,
  buildRun,
  type LooseRuling,
} from '../../helpers/agent-run.ts';
import { buildProof } from '../../helpers/proof.ts';
import { buildTeamFacts, defaultRules } from '../../helpers/recording.ts';
import { cited, injection, readsAll, refuteBy, settleStore } from '../../helpers/store-review.ts';

const bound = buildCitation('src/store.ts', 20, 'const step20 = prepare(20);');
const guarded = refuteBy([cited.guard], 'assertNumeric in line 8 lets only numbers pass.');
const bounded = refuteBy([bound], 'prepare in line 20 bounds the rows.');
const confirmed: LooseRuling = {
  ruling: 'confirmed',
  reason: 'The id goes in.',
  evidence: [cited.injection],
};
const mild = { ...injection, severity: 'important' } as const;
const note = { ...injection, severity: 'suggestion' } as const;
const of = (candidate: string, ruling: LooseRuling): LooseRuling => ({ ...ruling, candidate });
const raise = buildReviewRun;
const rule = buildRulingRun;
const family = (name: string, other: string, overrides = {}) => buildTeamFacts(name, other, overrides);
const again = (run: AgentRun, id: string): AgentRun => ({ ...run, id });
const raw = (agent: string, answer: string, subjects: AgentRun['subjects']) =>
  rule(agent, [], subjects, { answer });
const shards = (...runs: (AgentRun | string)[]): AgentRun[] =>
  runs.map((run, index) =>
    typeof run === 'string'
      ? buildRun({ id: `claude-shard-${index}`, agent: 'claude', outcome: run as never, answer: null })
      : again(run, `claude-shard-${index}`),
  );
const declined = (text: string, overrides = {}) => ({
  rules: {
    ...defaultRules,
    declined: [
      {
        fingerprint: null,
        path: 'src/store.ts',
        text,
        reason: 'On purpose.',
        expires: null,
        by: null,
        upTo: 'critical' as const,
        ...overrides,
      },
    ],
  },
});
const rules = (changed: Partial<Recording['rules']>) => ({ rules: { ...defaultRules, ...changed } });
const proof = (overrides: Parameters<typeof buildProof>[0] = {}) => ({ proofs: [buildProof(overrides)] });
/** Who rules on Claude's claim, knowing what its script showed. */
const judged = (agent: string, said: LooseRuling): AgentRun =>
  rule(agent, [said], { F1: ['claude/1'], 'script of F1': [nameOfScript(buildProof())] });

const [{ fingerprint: ofInjection = '' } = {}] = settleStore([raise('claude', [injection])]).findings;

type Gate = 'block' | 'pass' | 'inconclusive';
type Scenario = readonly [
  what: string,
  right: Gate,
  blocking: number,
  why: string,
  runs: readonly AgentRun[],
  overrides?: Partial<Recording>,
];

const one = { F1: ['claude/1'] };
const two = { F1: ['claude/1'], F2: ['claude/2'] };
const both = { F1: ['claude/1', 'codex/1'] };

const malformed: Scenario[] = [
  [
    'an answer of garbage',
    'block',
    1,
    'it says nothing',
    [raise('claude', [mild]), raw('codex', 'lorem ipsum', one)],
  ],
  [
    'a ruling on what nobody asked',
    'block',
    1,
    'it is of nothing known',
    [raise('claude', [mild]), rule('codex', [of('F9', guarded)], one)],
  ],
  [
    'a ruling on __proto__',
    'block',
    1,
    'it is of nothing known',
    [raise('claude', [mild]), rule('codex', [of('__proto__', guarded)], one)],
  ],
  [
    'refuted and confirmed in one answer',
    'block',
    1,
    'it contradicts itself',
    [raise('claude', [mild]), rule('codex', [guarded, confirmed], one)],
  ],
  [
    'refuted twice in one answer',
    'pass',
    0,
    'it says one thing',
    [raise('claude', [mild]), rule('codex', [guarded, guarded], one)],
  ],
  [
    'one ruling of two is none',
    'block',
    1,
    'of the second nothing is known',
    [
      raise('claude', [mild, readsAll]),
      raw(
        'codex',
        JSON.stringify({
          rulings: [
            { ...guarded, candidate: 'F1', severity: null, kind: null, missing: null, repro: null },
            { candidate: 'F2', ruling: 'maybe', reason: 'x' },
          ],
          pairs: [],
        }),
        two,
      ),
    ],
  ],
  [
    'an answer that ends in its middle',
    'block',
    1,
    'what was said of the second is lost',
    [
      raise('claude', [mild, readsAll]),
      raw(
        'codex',
        `{"rulings":[{"candidate":"F1","ruling":"refuted","severity":null,"kind":null,"reason":"assertNumeric in line 8 lets only numbers pass.","missing":null,"evidence":[${JSON.stringify(cited.guard)}]},{"candidate":"F2","ruling":"ref`,
        two,
      ),
    ],
  ],
  [
    'a crashed adjudicator that had refuted',
    'block',
    1,
    'what crashed has not answered',
    [raise('claude', [mild]), rule('codex', [guarded], one, { outcome: 'crashed' })],
  ],
  [
    'a timed-out adjudicator',
    'block',
    1,
    'it said nothing',
    [raise('claude', [injection]), rule('codex', [], one, { outcome: 'timed-out', answer: null })],
  ],
];

const clashing: Scenario[] = [
  [
    'one candidate for two findings',
    'block',
    2,
    'nobody knows which is meant',
    [raise('claude', [mild, readsAll]), rule('codex', [guarded], { F1: ['claude/1', 'claude/2'] })],
  ],
  [
    'one id in two briefs',
    'block',
    1,
    'each is of its own brief',
    [
      raise('claude', [mild, readsAll]),
      rule('codex', [guarded], one),
      rule('gemini', [{ ...confirmed, evidence: [] }], { F1: ['claude/2'] }),
    ],
  ],
  [
    'one id of two reviewers',
    'block',
    1,
    "Codex's stands by itself",
    [raise('claude', [mild]), raise('codex', [readsAll]), rule('gemini', [guarded], one)],
  ],
  [
    'a refutation of a finding that there is not',
    'block',
    1,
    'it is of nothing known',
    [raise('claude', [mild]), rule('codex', [guarded], { F1: ['claude/7'] })],
  ],
  [
    'two candidates swapped by the adjudicator',
    'block',
    2,
    'neither citation speaks of its claim',
    [
      raise('claude', [mild, readsAll]),
      rule(
        'codex',
        [of('F1', { ...bounded, reason: 'Line 20.' }), of('F2', { ...guarded, reason: 'Fine.' })],
        two,
      ),
    ],
  ],
];

const duplicates: Scenario[] = [
  [
    'told by two, refuted by the third',
    'pass',
    0,
    'nobody else may rule',
    [raise('claude', [injection]), raise('codex', [mild]), rule('gemini', [guarded], both)],
  ],
  [
    'told by two, the third saw one',
    'block',
    1,
    'of the other nobody spoke',
    [raise('claude', [injection]), raise('codex', [mild]), rule('gemini', [guarded], one)],
  ],
  [
    'told by two, the third saw the milder',
    'block',
    1,
    'the critical is not ruled on',
    [
      raise('claude', [injection]),
      raise('codex', [note]),
      rule('gemini', [{ ...confirmed, severity: 'suggestion' }], { F1: ['codex/1'] }),
    ],
  ],
  [
    'told by all three',
    'block',
    1,
    'nobody may rule',
    ['claude', 'codex', 'gemini'].map((name) => raise(name, [injection])),
  ],
  [
    'told by two, one of them refutes',
    'block',
    1,
    'a raiser is no judge',
    [raise('claude', [injection]), raise('codex', [injection]), rule('codex', [guarded], both)],
  ],
  [
    'told twice by one in two parts, one refuted',
    'block',
    1,
    'of the other nobody spoke',
    [
      ...shards(raise('claude', [injection]), raise('claude', [injection])),
      ...['codex', 'gemini'].map((name) => rule(name, [guarded], { F1: ['claude-shard-0/1'] })),
    ],
  ],
  [
    'told by two, one wording declined',
    'block',
    1,
    'a decision holds for what it names',
    [
      raise('claude', [{ ...mild, explanation: `${mild.explanation} As a matter of style.` }]),
      raise('codex', [mild]),
    ],
    declined('as a matter of style'),
  ],
  [
    'declined, no other wording',
    'pass',
    0,
    'a decision holds',
    [raise('claude', [injection])],
    declined('sends SQL'),
  ],
  [
    'declined up to important, critical',
    'block',
    1,
    'it holds for nothing graver',
    [raise('claude', [injection])],
    declined('sends SQL', { upTo: 'important' }),
  ],
  [
    'declined until yesterday',
    'block',
    1,
    'it holds no more',
    [raise('claude', [injection])],
    declined('sends SQL', { expires: '1969-12-31' }),
  ],
  [
    'declined by somebody in a comment, who cannot have seen it',
    'block',
    1,
    'a comment names what was there',
    [raise('claude', [injection])],
    declined('', { by: 'ada', path: null, text: null, fingerprint: ofInjection }),
  ],
];

const quorum: Scenario[] = [
  [
    'one of two reviewers that are needed',
    'inconclusive',
    0,
    'too few',
    [
      raise('claude', []),
      buildRun({ agent: 'codex', outcome: 'crashed', answer: null }),
      buildRun({ agent: 'gemini', outcome: 'quota', answer: null }),
    ],
    rules({ minReviewers: 2 }),
  ],
  [
    'the same with a critical',
    'block',
    1,
    'what was found blocks',
    [
      raise('claude', [injection]),
      buildRun({ agent: 'codex', outcome: 'crashed', answer: null }),
      buildRun({ agent: 'gemini', outcome: 'quota', answer: null }),
    ],
    rules({ minReviewers: 2 }),
  ],
  [
    'the same where inconclusive passes',
    'block',
    1,
    'what was found blocks',
    [
      raise('claude', [injection]),
      buildRun({ agent: 'codex', outcome: 'crashed', answer: null }),
      buildRun({ agent: 'gemini', outcome: 'quota', answer: null }),
    ],
    rules({ minReviewers: 2, onInconclusive: 'pass' as never }),
  ],
  [
    'nobody answered',
    'inconclusive',
    0,
    'no review',
    ['claude', 'codex', 'gemini'].map((agent) => buildRun({ agent, outcome: 'timed-out', answer: null })),
  ],
  [
    'a substitute beside whom it stands in for',
    'inconclusive',
    0,
    'they are one',
    [
      raise('claude', []),
      raise('codex', []),
      buildRun({ agent: 'gemini', outcome: 'crashed', answer: null }),
    ],
    {
      ...rules({ minReviewers: 2 }),
      team: [
        buildTeamFacts('claude'),
        family('codex', 'codex', { standsInFor: 'claude' }),
        buildTeamFacts('gemini'),
      ],
    },
  ],
  [
    'a part of one reviewer crashed, others read all',
    'pass',
    0,
    'two read it whole',
    [...shards(raise('claude', []), 'crashed'), raise('codex', [], { assigned: ['src/store.ts'] })],
  ],
  [
    'the only part of all that had the risky file crashed',
    'inconclusive',
    0,
    'nobody read it',
    shards(raise('claude', [], { assigned: ['src/other.ts'] }), 'crashed'),
  ],
  [
    'a critical from a part, the other crashed',
    'block',
    1,
    'it was raised',
    shards(raise('claude', [injection]), 'crashed'),
  ],
  [
    'an adjudicator that was stopped by the ceiling',
    'block',
    1,
    'it said nothing',
    [raise('claude', [mild]), rule('codex', [], one, { outcome: 'cancelled', answer: null })],
  ],
  [
    'never blocks where nothing may',
    'pass',
    1,
    'so it is configured',
    [raise('claude', [injection])],
    rules({ failOn: 'never' }),
  ],
  [
    'one critical where only rework blocks',
    'pass',
    1,
    'one is no rework',
    [raise('claude', [injection])],
    rules({ failOn: 'rework' }),
  ],
];

const families: Scenario[] = [
  [
    'two agents of one family refute a critical, a third family silent',
    'block',
    1,
    'two agents are one family',
    [
      raise('claude', [injection]),
      rule('codex', [guarded], one),
      rule('gemini', [guarded], one, { family: 'codex' }),
    ],
    {
      team: [
        buildTeamFacts('claude'),
        buildTeamFacts('codex'),
        family('gemini', 'codex'),
        buildTeamFacts('qwen'),
      ],
    },
  ],
  [
    'the only other family refutes a critical',
    'pass',
    0,
    'nobody else could rule',
    [raise('claude', [injection]), rule('codex', [guarded], one)],
    { team: [buildTeamFacts('claude'), buildTeamFacts('codex'), family('gemini', 'codex')] },
  ],
  [
    'its own family refutes, others are there',
    'block',
    1,
    'a raiser is no judge',
    [raise('claude', [mild]), rule('claude', [guarded], one)],
  ],
  [
    'three families, two refute, one confirms',
    'block',
    1,
    'contradiction',
    [
      raise('claude', [injection]),
      rule('codex', [guarded], one),
      rule('gemini', [guarded], one),
      rule('qwen', [confirmed], one),
    ],
    { team: ['claude', 'codex', 'gemini', 'qwen'].map((name) => buildTeamFacts(name)) },
  ],
];

const proven: readonly Scenario[] = [
  [
    'refuted, but a script that was confirmed shows it',
    'block',
    1,
    'an execution outweighs',
    [
      raise('claude', [mild]),
      rule('codex', [guarded], one),
      judged('gemini', { ...confirmed, repro: 'shows' }),
    ],
    proof(),
  ],
  [
    'refuted by all, but one says that the script shows it',
    'block',
    1,
    'an execution outweighs',
    [
      raise('claude', [mild]),
      rule('codex', [guarded], one),
      judged('gemini', { ...guarded, repro: 'shows' }),
    ],
    proof(),
  ],
  [
    'refuted, the script reviewed by nobody',
    'pass',
    0,
    'a script alone says nothing',
    [raise('claude', [mild]), rule('codex', [guarded], one)],
    proof(),
  ],
  [
    'refuted, the script is not of it',
    'pass',
    0,
    'the script shows something else',
    [raise('claude', [mild]), judged('codex', { ...guarded, repro: 'does-not-show' })],
    proof(),
  ],
  [
    'the script fails at the base too, and its patch heals',
    'pass',
    0,
    'older than the change',
    [raise('claude', [mild]), judged('codex', { ...confirmed, repro: 'shows' })],
    proof({ status: 'pre-existing', fix: 'proven' }),
  ],
  [
    'the script fails at the base too, no patch heals',
    'block',
    1,
    'it may always fail',
    [raise('claude', [mild]), judged('codex', { ...confirmed, repro: 'shows' })],
    proof({ status: 'pre-existing', fix: 'failed' as never }),
  ],
  [
    'the script excuses, one says that it shows something else',
    'block',
    1,
    'disputed',
    [
      raise('claude', [mild]),
      judged('codex', { ...confirmed, repro: 'shows' }),
      judged('gemini', { ...confirmed, repro: 'does-not-show' }),
    ],
    proof({ status: 'pre-existing', fix: 'proven' }),
  ],
  [
    'not reproduced',
    'block',
    1,
    'a script that fails to show refutes nothing',
    [raise('claude', [mild]), judged('codex', { ruling: 'plausible', reason: 'Could be.', repro: 'shows' })],
    proof({ status: 'not-reproduced', fix: null as never }),
  ],
];

test.for<Scenario>([...malformed, ...clashing, ...duplicates, ...quorum, ...families, ...proven])(
  '%s: %s of %i, since %s',
  ([_, gate, blocking, _why, runs, overrides = {}]) => {
    const { verdict } = settleStore(runs, overrides);
    expect([verdict.gate, verdict.blocking.length], verdict.reason).toEqual([gate, blocking]);
  },
);
