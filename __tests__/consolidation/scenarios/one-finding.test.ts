import { expect, test } from 'vitest';
import type { ReviewFinding } from '../../../src/model/answers/review-schema.ts';
import type { Report } from '../../../src/model/report/report-schema.ts';
import { buildCitation, buildReviewRun, buildRulingRun, type LooseRuling } from '../../helpers/agent-run.ts';
import { cited, injection, readsAll, refuteBy, settleStore, storeTeam } from '../../helpers/store-review.ts';

const bound = buildCitation('src/store.ts', 20, 'const step20 = prepare(20);');
const guarded = refuteBy([cited.guard], 'assertNumeric in line 8 lets only numbers pass.');
const bounded = refuteBy([bound], 'prepare in line 20 bounds the rows.');
const bare = refuteBy([], 'It is harmless.');
const confirmed: LooseRuling = {
  ruling: 'confirmed',
  reason: 'The id goes in.',
  evidence: [cited.injection],
};
const doubt = (evidence: LooseRuling['evidence'] = [bound]): LooseRuling => ({
  ruling: 'plausible',
  reason: 'prepare in line 20 may bound the rows.',
  missing: 'How many rows a table of customers has.',
  evidence: evidence ?? [],
});
const idle: LooseRuling = { ruling: 'plausible', reason: 'Could be.', missing: 'More context.' };
const as = (severity: ReviewFinding['severity'], { evidence, reason }: LooseRuling): LooseRuling => ({
  ruling: 'confirmed',
  severity,
  evidence: evidence ?? [],
  reason: reason ?? '',
});
const style = { ...readsAll, severity: 'suggestion' } as const;
const old = {
  severity: 'important',
  kind: 'pre-existing',
  title: 'The fifth step is prepared twice',
  explanation: 'prepare(5) runs again for each row.',
  path: 'src/store.ts',
  startLine: 5,
  endLine: 5,
} as const;
const sameAtBase = buildCitation('src/store.ts', 5, 'const step5 = prepare(5);', 'old');
const older: LooseRuling = {
  ruling: 'confirmed',
  kind: 'pre-existing',
  reason: 'step5 was prepared so before.',
  evidence: [sameAtBase],
};

/** The finding is Claude's; Codex and Gemini rule in that order. */
type Scenario = readonly [
  what: string,
  right: 'blocks' | 'does not block',
  why: string,
  finding: Partial<ReviewFinding>,
  rulings: readonly LooseRuling[],
];

const scenarios: readonly Scenario[] = [
  ['a critical, no ruling', 'blocks', 'nobody spoke against it', injection, []],
  ['an important, no ruling', 'blocks', 'nobody spoke against it', readsAll, []],
  ['a suggestion, no ruling', 'does not block', 'suggestions never do', style, []],
  ['a critical, confirmed once', 'blocks', 'confirmed', injection, [confirmed]],
  [
    'a critical, refuted by two',
    'does not block',
    'two families cite the guard',
    injection,
    [guarded, guarded],
  ],
  ['a critical, refuted by one', 'blocks', 'one family is not two', injection, [guarded]],
  [
    'a critical, refuted and in doubt',
    'blocks',
    'one family is not two',
    injection,
    [guarded, doubt([cited.guard])],
  ],
  ['a critical, refuted and confirmed', 'blocks', 'contradiction', injection, [guarded, confirmed]],
  [
    'a critical, refuted by two, one without evidence',
    'blocks',
    'one citation only',
    injection,
    [guarded, bare],
  ],
  ['a critical, refuted by two without evidence', 'blocks', 'no citation', injection, [bare, bare]],
  [
    'a critical, two doubts',
    'blocks',
    'a plausible critical blocks',
    injection,
    [doubt([cited.guard]), doubt([cited.guard])],
  ],
  ['an important, refuted by one', 'does not block', 'one family is enough', readsAll, [bounded]],
  ['an important, refuted and confirmed', 'blocks', 'contradiction', readsAll, [bounded, confirmed]],
  [
    'an important, refuted and refuted bare',
    'does not block',
    'one citation decides',
    readsAll,
    [bounded, bare],
  ],
  ['an important, refuted bare', 'blocks', 'no citation', readsAll, [bare]],
  [
    'an important, a doubt that names a step',
    'does not block',
    'plausible importants do not',
    readsAll,
    [doubt()],
  ],
  ['an important, a doubt that names none', 'blocks', 'as if nobody had ruled', readsAll, [idle]],
  ['an important, a doubt without evidence', 'blocks', 'as if nobody had ruled', readsAll, [doubt([])]],
  [
    'an important, an idle doubt and a refutation',
    'does not block',
    'the refutation counts',
    readsAll,
    [idle, bounded],
  ],
  [
    'an important, a doubt and a confirmation',
    'blocks',
    'confirmed outweighs doubt',
    readsAll,
    [doubt(), confirmed],
  ],
  [
    'a critical, lowered by two',
    'does not block',
    'two families cite the guard',
    injection,
    [as('suggestion', guarded), as('suggestion', guarded)],
  ],
  ['a critical, lowered by one', 'blocks', 'one family is not two', injection, [as('suggestion', guarded)]],
  [
    'a critical, lowered by one, confirmed by one',
    'blocks',
    'one family is not two',
    injection,
    [as('suggestion', guarded), confirmed],
  ],
  [
    'a critical, lowered to important by two',
    'blocks',
    'a confirmed important blocks',
    injection,
    [as('important', guarded), as('important', guarded)],
  ],
  [
    'a critical, lowered by two to different ones',
    'blocks',
    'the severest counts',
    injection,
    [as('suggestion', guarded), as('important', guarded)],
  ],
  [
    'a critical, lowered bare by two',
    'blocks',
    'no citation',
    injection,
    [as('suggestion', bare), as('suggestion', bare)],
  ],
  [
    'an important, lowered with a reason',
    'does not block',
    'a citation that has to do with it',
    readsAll,
    [as('suggestion', bounded)],
  ],
  ['an important, lowered bare', 'blocks', 'no citation', readsAll, [as('suggestion', bare)]],
  [
    'an important, lowered and raised',
    'blocks',
    'the severest counts',
    readsAll,
    [as('suggestion', bounded), as('critical', bounded)],
  ],
  [
    'a suggestion, raised by a confirmation',
    'blocks',
    'a confirmation may raise',
    style,
    [as('critical', bounded)],
  ],
  [
    'a suggestion, raised by a doubt',
    'does not block',
    'a doubt raises nothing',
    style,
    [{ ...doubt(), severity: 'critical' }],
  ],
  [
    'of a changed line, called pre-existing by its reviewer',
    'blocks',
    'the change wrote it',
    { ...readsAll, kind: 'pre-existing' },
    [],
  ],
  [
    'of an old line, called pre-existing by its reviewer',
    'does not block',
    'nobody confirmed a critical',
    old,
    [],
  ],
  ['an old important that is confirmed', 'does not block', 'only old criticals block', old, [confirmed]],
  [
    'an old critical that is confirmed',
    'blocks',
    'confirmed critical',
    { ...old, severity: 'critical' },
    [confirmed],
  ],
  [
    'an old critical that nobody ruled on',
    'does not block',
    'it is not confirmed',
    { ...old, severity: 'critical' },
    [],
  ],
  [
    'an important regression of an old line, older by two',
    'does not block',
    'it stood so at the base',
    { ...old, kind: 'regression' },
    [older, older],
  ],
  [
    'the same, one says nothing of its kind',
    'blocks',
    'who is silent does not agree',
    { ...old, kind: 'regression' },
    [older, confirmed],
  ],
  [
    'an important of a changed line, older by two',
    'blocks',
    'the change wrote it',
    { ...readsAll, kind: 'regression' },
    [older, older],
  ],
];

function ruleOn(finding: Partial<ReviewFinding>, rulings: readonly LooseRuling[]): Report {
  return settleStore([
    buildReviewRun('claude', [finding]),
    ...rulings.map((said, index) => buildRulingRun(storeTeam[index + 1] ?? '', [said], { F1: ['claude/1'] })),
  ]);
}

test.each(scenarios)('%s: %s, since %s', (_, right, _why, finding, rulings) => {
  const { verdict, findings, refuted } = ruleOn(finding, rulings);
  expect(verdict.gate).toBe(right === 'blocks' ? 'block' : 'pass');
  expect(findings.length + refuted.length).toBe(1);
});
