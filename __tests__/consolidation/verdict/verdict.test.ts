import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decideVerdict,
  type VerdictBasis,
  verdictRules,
} from '../../../src/consolidation/verdict/verdict.ts';
import type { Report } from '../../../src/model/report/report-schema.ts';
import { defaultRules } from '../../helpers/recording.ts';
import { buildFinding, buildSettled, type LooseSettled } from '../../helpers/settled-finding.ts';

type Verdict = Report['verdict'];

function decide(findings: readonly LooseSettled[], basis: Partial<VerdictBasis> = {}): Verdict {
  return decideVerdict({
    findings: findings.map((finding, index) => buildSettled({ id: `F${index + 1}`, ...finding })),
    quorum: { reviewers: ['claude'], count: 1, needed: 1, isByRules: false },
    hasReviewable: true,
    uncovered: [],
    isLastRoundLost: false,
    rules: defaultRules,
    ...basis,
  });
}

const rule = (overrides: Partial<typeof defaultRules>) => ({ rules: { ...defaultRules, ...overrides } });
const unverified = { value: 'unverified', isSettled: false, by: [] } as const;
const plausible = { value: 'plausible' } as const;
const unproven = { value: 'plausible', isSettled: false } as const;
const refuted = { value: 'refuted' } as const;
const placeless = [
  buildFinding({
    anchor: {
      path: null,
      startLine: null,
      endLine: null,
      side: 'new',
      status: 'unanchored',
      inDiff: 'outside',
    },
  }),
];

describe('a last round that cannot be known', () => {
  const lost = { isLastRoundLost: true };
  test('lets nothing pass, not even where an inconclusive review does', () => {
    for (const onInconclusive of ['fail', 'neutral'] as const)
      expect(decide([], { ...lost, ...rule({ onInconclusive }) })).toMatchObject({
        level: 'inconclusive',
        gate: 'inconclusive',
        rule: 'last-round-lost',
      });
  });

  test('takes nothing from what blocks now', () => {
    expect(decide([{}], lost)).toMatchObject({ level: 'merge-with-fixes', gate: 'block' });
  });

  test('closes a gate that fixes alone would not close', () => {
    expect(decide([{}], { ...lost, ...rule({ failOn: 'rework' }) })).toMatchObject({
      level: 'merge-with-fixes',
      gate: 'inconclusive',
      reason: expect.stringContaining('what blocked in the last round cannot be known'),
    });
  });
});

describe('one finding', () => {
  test.each<[string, LooseSettled, 'blocks' | 'passes']>([
    ['a confirmed critical', { severity: 'critical' }, 'blocks'],
    ['a plausible critical', { severity: 'critical', ruling: plausible }, 'blocks'],
    ['an unverified critical', { severity: 'critical', ruling: unverified }, 'blocks'],
    ['a refuted critical', { severity: 'critical', ruling: refuted }, 'passes'],
    ['a confirmed important', {}, 'blocks'],
    ['an unverified important', { ruling: unverified }, 'blocks'],
    ['an important whose refutation failed its check', { ruling: unproven }, 'blocks'],
    ['a plausible important', { ruling: plausible }, 'passes'],
    ['a refuted important', { ruling: refuted }, 'passes'],
    ['a confirmed suggestion', { severity: 'suggestion' }, 'passes'],
    ['a declined critical', { severity: 'critical', state: 'declined' }, 'passes'],
    ['a confirmed pre-existing critical', { severity: 'critical', kind: 'pre-existing' }, 'blocks'],
    [
      'an unverified pre-existing critical',
      { severity: 'critical', kind: 'pre-existing', ruling: unverified },
      'passes',
    ],
    ['a confirmed pre-existing important', { kind: 'pre-existing' }, 'passes'],
    ['a confirmed important without a place', { findings: placeless }, 'blocks'],
    [
      'an unverified critical without a place',
      { severity: 'critical', findings: placeless, ruling: unverified },
      'blocks',
    ],
  ])('%s %s', (_, finding, expected) => {
    const { level, gate, blocking } = decide([finding]);
    expect([level, gate, blocking]).toEqual(
      expected === 'blocks' ? ['merge-with-fixes', 'block', ['F1']] : ['merge', 'pass', []],
    );
  });
});

describe('rework', () => {
  const critical = { severity: 'critical' } as const;

  test('is two confirmed criticals with a confirmed important', () => {
    expect(decide([critical, critical, {}])).toMatchObject({
      level: 'rework',
      gate: 'block',
      rule: 'confirmed-criticals',
    });
    expect(decide([critical, critical])).toMatchObject({
      level: 'merge-with-fixes',
      rule: 'critical-stands',
    });
    expect(decide([critical, critical, { ruling: unverified }]).level).toBe('merge-with-fixes');
    expect(decide([critical, { ...critical, ruling: unverified }, {}]).level).toBe('merge-with-fixes');
  });

  test('takes no confirmation without evidence', () => {
    const bare = { ...critical, ruling: { isProven: false } };
    expect(decide([bare, bare, bare])).toMatchObject({ level: 'merge-with-fixes', gate: 'block' });
    expect(decide([bare, bare, bare], rule({ failOn: 'rework' })).gate).toBe('block');
  });

  test('takes a third critical for no less than an important', () => {
    expect(decide([critical, critical, critical]).level).toBe('rework');
  });

  test('is where the configuration says', () => {
    expect(decide([critical], rule({ reworkAt: { critical: 1, important: 0 } })).level).toBe('rework');
  });
});

test('a change that holds nothing for people to read is told to be unread', () => {
  const unread = { hasReviewable: false };
  expect(decide([], unread).reason).toBe(
    'Nothing was found; fixed rules only; nobody read it (rule nothing-blocks).',
  );
  expect(decide([{ severity: 'critical' }], unread).reason).toContain('nobody read it');
  expect(decide([]).reason).not.toContain('nobody read it');
});

test('what fixed rules alone looked at is told to be unread', () => {
  const byRules = { quorum: { reviewers: ['checks'], count: 1, needed: 1, isByRules: true } };
  expect(decide([], byRules).reason).toContain('nobody read it');
  expect(decide([{ severity: 'critical' }], byRules).reason).toContain('nobody read it');
  const withAgent = { quorum: { reviewers: ['checks', 'claude'], count: 2, needed: 1, isByRules: false } };
  expect(decide([], withAgent).reason).not.toContain('nobody read it');
});

describe('an inconclusive review', () => {
  test('has too few reviewers, and says how many are needed', () => {
    const verdict = decide([], { quorum: { reviewers: ['claude'], count: 1, needed: 2, isByRules: false } });
    expect(verdict).toEqual({
      level: 'inconclusive',
      gate: 'inconclusive',
      rule: 'too-few-reviewers',
      reason: 'Only Claude gave a valid review, and 2 are needed (rule too-few-reviewers).',
      blocking: [],
    });
  });

  test('says why a substitute and whom it stands in for are one', () => {
    const quorum = { reviewers: ['claude', 'qwen'], count: 1, needed: 2, isByRules: false };
    expect(decide([], { quorum }).reason).toBe(
      'Only Claude and qwen gave a valid review, which count as 1 since a substitute has the place of another, and 2 are needed (rule too-few-reviewers).',
    );
  });

  test('left risky files unread, and names them', () => {
    const verdict = decide([], { uncovered: ['a.ts', 'b.ts', 'c.ts', 'd.ts'] });
    expect(verdict).toMatchObject({ level: 'inconclusive', rule: 'risky-files-uncovered' });
    expect(verdict.reason).toContain('a.ts, b.ts, c.ts and 1 more');
  });

  test('has an answer whose blocking findings could not be read, which never passes', () => {
    const verdict = decide([], { unread: ['codex'] });
    expect(verdict).toMatchObject({ level: 'inconclusive', rule: 'unread-findings', gate: 'inconclusive' });
    expect(verdict.reason).toContain('Codex speaks of blocking findings');
    const neutral = { unread: ['codex'], ...rule({ onInconclusive: 'neutral' }) };
    expect(decide([], neutral)).toMatchObject({ level: 'inconclusive', gate: 'block' });
  });

  test('passes where it may, but not with a blocking finding', () => {
    const neutral = {
      quorum: { reviewers: [], count: 0, needed: 1, isByRules: false },
      ...rule({ onInconclusive: 'neutral' }),
    };
    expect(decide([], neutral)).toMatchObject({ level: 'inconclusive', gate: 'pass' });
    expect(decide([{}], neutral)).toMatchObject({ level: 'inconclusive', gate: 'block' });
    expect(decide([{}], neutral).reason).toContain(
      'what was found blocks all the same: one confirmed regression (F1',
    );
  });
});

describe('the gate', () => {
  const critical = { severity: 'critical' } as const;

  test('opens for what is milder than fail-on', () => {
    expect(decide([critical, {}], rule({ failOn: 'rework' }))).toMatchObject({
      level: 'merge-with-fixes',
      gate: 'pass',
    });
    expect(decide([critical, critical, {}], rule({ failOn: 'rework' })).gate).toBe('block');
    expect(decide([critical, critical, {}], rule({ failOn: 'never' }))).toMatchObject({
      level: 'rework',
      gate: 'pass',
    });
  });

  test('takes what nobody could settle for confirmed, unless rulings are off', () => {
    const lost = [critical, { ...critical, ruling: unverified }, { ruling: unverified }];
    expect(decide(lost, rule({ failOn: 'rework' }))).toMatchObject({
      level: 'merge-with-fixes',
      gate: 'block',
    });
    expect(decide(lost, rule({ failOn: 'rework', adjudication: false })).gate).toBe('pass');
  });
});

test('the reason names the rule and the findings that fired it, in report order', () => {
  const titled = (title: string, kind: 'regression' | 'gap') => ({
    findings: [buildFinding({ title, kind })],
  });
  const { reason } = decide([
    titled('Disks stay locked', 'regression'),
    titled('Orphans are killed', 'regression'),
    titled('No test', 'gap'),
  ]);
  expect(reason).toBe(
    'Two confirmed regressions (F1 “Disks stay locked” and F2 “Orphans are killed”) and one confirmed gap (F3 “No test”) need to be fixed first (rule important-stands).',
  );
});

test('every rule has a name of its own, and the last one always applies', () => {
  expect(new Set(verdictRules.map(({ name }) => name)).size).toBe(verdictRules.length);
  expect(verdictRules.at(-1)?.name).toBe('nothing-blocks');
});

describe('properties', () => {
  const finding: fc.Arbitrary<LooseSettled> = fc.record({
    severity: fc.constantFrom('critical', 'important', 'suggestion'),
    kind: fc.constantFrom('regression', 'gap', 'pre-existing', null),
    ruling: fc.constantFrom({ value: 'confirmed' } as const, plausible, unproven, refuted, unverified),
    state: fc.constantFrom('new', 'open', 'declined'),
    findings: fc.constantFrom([buildFinding()], placeless),
  });
  const basis = fc.record({
    quorum: fc.record({
      reviewers: fc.subarray(['claude', 'codex', 'gemini']),
      count: fc.nat(3),
      needed: fc.nat(3),
      isByRules: fc.constant(false),
    }),
    hasReviewable: fc.boolean(),
    uncovered: fc.subarray(['a.ts', 'b.ts']),
    rules: fc.record({
      failOn: fc.constantFrom('merge-with-fixes', 'rework', 'never'),
      onInconclusive: fc.constantFrom('fail', 'neutral'),
      minReviewers: fc.constant('auto' as const),
      reworkAt: fc.record({ critical: fc.integer({ min: 1, max: 3 }), important: fc.nat(2) }),
      adjudication: fc.constant(true),
      declined: fc.constant([]),
      checksCount: fc.constant(false),
    }),
  });
  const findings = fc.array(finding, { maxLength: 8 });
  const gates = ['pass', 'inconclusive', 'block'];
  const isNoBetter = (after: Verdict, before: Verdict) =>
    gates.indexOf(after.gate) >= gates.indexOf(before.gate);
  const levels = ['merge', 'merge-with-fixes', 'rework'];
  /** An inconclusive verdict promises nothing: it is no better than any other. */
  const isLevelNoBetter = (after: Verdict, before: Verdict) =>
    after.level === 'inconclusive' ||
    (before.level !== 'inconclusive' && levels.indexOf(after.level) >= levels.indexOf(before.level));

  /** What an adjudicator's death leaves; findings that only a confirmation makes block are the rule's own exception. */
  const lost = (one: LooseSettled): LooseSettled =>
    one.findings === placeless || one.kind === 'pre-existing' ? one : { ...one, ruling: unverified };

  test('losing rulings opens no gate, and makes no merge advisable', () => {
    fc.assert(
      fc.property(
        findings,
        basis,
        fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
        (all, given, picked) => {
          const before = decide(all, given);
          const after = decide(
            all.map((one, index) => (picked[index] ? lost(one) : one)),
            given,
          );
          expect(isNoBetter(after, before)).toBe(true);
          if (before.level !== 'merge') expect(after.level).not.toBe('merge');
        },
      ),
    );
  });

  test('losing reviewers or coverage improves nothing', () => {
    fc.assert(
      fc.property(findings, basis, fc.nat(2), (all, given, lostReviewers) => {
        const after = decide(all, {
          ...given,
          quorum: { ...given.quorum, reviewers: given.quorum.reviewers.slice(lostReviewers) },
          uncovered: [...given.uncovered, 'c.ts'],
        });
        const before = decide(all, given);
        expect(isLevelNoBetter(after, before)).toBe(true);
        if (given.rules.onInconclusive === 'fail') expect(isNoBetter(after, before)).toBe(true);
      }),
    );
  });

  test('adding a finding, or making one worse, improves nothing', () => {
    const worse = (one: LooseSettled): LooseSettled => ({
      ...one,
      severity: one.severity === 'suggestion' ? 'important' : 'critical',
      ruling: { value: 'confirmed' },
    });
    fc.assert(
      fc.property(findings, finding, basis, fc.nat(7), (all, added, given, index) => {
        const before = decide(all, given);
        const more = decide([...all, added], given);
        expect(isNoBetter(more, before) && isLevelNoBetter(more, before)).toBe(true);
        const raised = decide(
          all.map((one, at) => (at === index ? worse(one) : one)),
          given,
        );
        expect(isNoBetter(raised, before) && isLevelNoBetter(raised, before)).toBe(true);
      }),
    );
  });

  test('the order of findings and reviewers changes nothing but the order', () => {
    fc.assert(
      fc.property(findings, basis, (all, given) => {
        const numbered = all.map((one, index) => ({ ...one, id: `F${index + 1}` }));
        const there = decide(numbered, given);
        const back = decide(numbered.toReversed(), {
          ...given,
          quorum: { ...given.quorum, reviewers: given.quorum.reviewers.toReversed() },
        });
        expect([back.level, back.gate, back.rule, back.blocking.toSorted()]).toEqual([
          there.level,
          there.gate,
          there.rule,
          there.blocking.toSorted(),
        ]);
      }),
    );
  });
});
