import { describe, expect, test } from 'vitest';
import type { SettledFinding } from '../../../src/consolidation/rulings/settled-finding.ts';
import type { Severity } from '../../../src/model/answers/review-schema.ts';
import { planRulings } from '../../../src/scheduling/rulings/plan-rulings.ts';
import type {
  AskedRuling,
  Ruler,
  RulingSituation,
} from '../../../src/scheduling/rulings/ruling-situation.ts';
import { buildFinding, buildSettled } from '../../helpers/settled-finding.ts';

const raised = (
  agent: string,
  number: number,
  severity: Severity = 'important',
  family = agent,
): SettledFinding =>
  buildSettled({
    severity,
    findings: [buildFinding({ key: `${agent}/${number}`, agent, family, severity })],
  });
const ruler = (agent: string, overrides: Partial<Ruler> = {}): Ruler => ({
  agent,
  family: agent,
  running: 0,
  hasReviewed: true,
  ...overrides,
});
const asked = (agent: string, key: string, overrides: Partial<AskedRuling> = {}): AskedRuling => ({
  agent,
  family: agent,
  keys: [key],
  isOpen: false,
  isAnswered: true,
  ...overrides,
});

/** Agent and keys of every batch. */
function plan(
  settled: readonly SettledFinding[],
  overrides: Partial<RulingSituation> = {},
): [string, ...string[]][] {
  const rulers = overrides.rulers ?? [ruler('claude'), ruler('codex'), ruler('gemini')];
  const batches = planRulings({
    settled,
    rulers,
    families: rulers.map(({ family }) => family),
    asked: [],
    pairs: [],
    freeRuns: 8,
    isReviewing: false,
    mayRuleOnSuggestions: false,
    ...overrides,
  });
  return batches.map(({ agent, candidates, pairs }) => [
    agent,
    ...candidates.map(({ key }) => key),
    ...pairs.map((pair) => pair.map(({ key }) => key).join('=')),
  ]);
}

describe('who rules', () => {
  test('is of a family that did not raise it', () => {
    expect(
      plan([raised('claude', 1)], {
        rulers: [ruler('claude'), ruler('claude-fast', { family: 'claude' }), ruler('codex')],
      }),
    ).toEqual([['codex', 'claude/1']]);
  });

  test('is the idlest, and rather one that has shown that it answers', () => {
    const rulers = [
      ruler('codex', { hasReviewed: false, running: 1 }),
      ruler('gemini', { hasReviewed: false }),
      ruler('qwen'),
    ];
    expect(plan([raised('claude', 1)], { rulers })).toEqual([['qwen', 'claude/1']]);
  });

  test('are two families for a critical, each in a run of its own', () => {
    expect(plan([raised('claude', 1, 'critical')])).toEqual([
      ['codex', 'claude/1'],
      ['gemini', 'claude/1'],
    ]);
    expect(plan([raised('claude', 1, 'critical')], { rulers: [ruler('claude'), ruler('codex')] })).toEqual([
      ['codex', 'claude/1'],
    ]);
  });

  test('is its own family only where the team has no other, and something hangs on it', () => {
    const alone = { rulers: [ruler('claude')] };
    expect(plan([raised('claude', 1)], alone)).toEqual([['claude', 'claude/1']]);
    expect(
      plan([raised('claude', 1, 'suggestion')], { ...alone, isReviewing: true, mayRuleOnSuggestions: true }),
    ).toEqual([]);
    expect(plan([raised('claude', 1)], { ...alone, families: ['claude', 'codex'] })).toEqual([]);
  });
});

describe('what is asked', () => {
  test('once, until it was in vain; then of another family, three times at most', () => {
    const one = [raised('claude', 1)];
    expect(plan(one, { asked: [asked('codex', 'claude/1')] })).toEqual([]);
    expect(plan(one, { asked: [asked('codex', 'claude/1', { isOpen: true, isAnswered: false })] })).toEqual(
      [],
    );
    const failed = asked('codex', 'claude/1', { isAnswered: false });
    expect(plan(one, { asked: [failed] })).toEqual([['gemini', 'claude/1']]);
    const names = ['codex', 'gemini', 'qwen', 'grok'];
    const vain = names.slice(0, 3).map((name) => asked(name, 'claude/1', { isAnswered: false }));
    expect(plan(one, { rulers: names.map((name) => ruler(name)), asked: vain })).toEqual([]);
  });

  test('again with a finding that joined it, once the reviewers are done', () => {
    const joining = (severity: 'important' | 'suggestion') =>
      buildSettled({ findings: [buildFinding(), buildFinding({ agent: 'gemini', severity })] });
    const early = [asked('codex', 'claude/1')];
    expect(plan([joining('important')], { asked: early })).toEqual([['codex', 'claude/1+gemini/1']]);
    expect(plan([joining('important')], { asked: early, isReviewing: true })).toEqual([]);
    expect(plan([joining('suggestion')], { asked: early })).toEqual([]);
  });

  test('again when a worse finding joined one that was ruled on', () => {
    const minor = buildFinding({ key: 'codex/1', agent: 'codex', family: 'codex', severity: 'suggestion' });
    const joined = buildSettled({ findings: [minor, buildFinding()] });
    expect(plan([joined], { asked: [asked('gemini', 'codex/1')] })).toEqual([['gemini', 'codex/1+claude/1']]);
  });

  test('again of a finding that was only asked about together with what turned out to be another', () => {
    const together = { ...asked('codex', 'claude/1'), keys: ['claude/1', 'gemini/1'] };
    expect(plan([raised('claude', 1)], { asked: [together] })).toEqual([['codex', 'claude/1']]);
  });

  test('is no suggestion, but in spare time while others review', () => {
    const one = [raised('claude', 1, 'suggestion')];
    expect(plan(one, { mayRuleOnSuggestions: true })).toEqual([]);
    expect(plan(one, { isReviewing: true })).toEqual([]);
    expect(plan(one, { mayRuleOnSuggestions: true, isReviewing: true })).toEqual([['codex', 'claude/1']]);
  });

  test('is nothing that was declined', () => {
    expect(plan([{ ...raised('claude', 1), state: 'declined' }])).toEqual([]);
  });
});

describe('how it is shared out', () => {
  const four = [1, 2, 3, 4].map((number) => raised('claude', number));

  test('over as many runs as may be once everybody waits', () => {
    expect(plan(four)).toEqual([
      ['codex', 'claude/1'],
      ['gemini', 'claude/2'],
      ['codex', 'claude/3'],
      ['gemini', 'claude/4'],
    ]);
  });

  test('in small runs while others still review, one an agent; the rest waits', () => {
    const five = [...four, raised('claude', 5)];
    expect(plan(five, { isReviewing: true })).toEqual([
      ['codex', 'claude/1', 'claude/2'],
      ['gemini', 'claude/3', 'claude/4'],
    ]);
  });

  test('in larger ones where there is much', () => {
    const many = Array.from({ length: 20 }, (_, index) => raised('claude', index));
    const sizes = plan(many, { isReviewing: true }).map((batch) => batch.length - 1);
    expect(sizes).toEqual([5, 5]);
  });

  test('suggestions in runs of their own, for which nobody waits', () => {
    const settled = [raised('claude', 1), raised('claude', 2, 'suggestion')];
    const batches = planRulings({
      ...{ settled, rulers: [ruler('codex'), ruler('gemini')], families: ['claude', 'codex', 'gemini'] },
      ...{ asked: [], pairs: [], freeRuns: 8, isReviewing: true, mayRuleOnSuggestions: true },
    });
    expect(batches.map(({ candidates, isSpare }) => [candidates.map(({ key }) => key), isSpare])).toEqual([
      [['claude/1'], false],
      [['claude/2'], true],
    ]);
  });

  test('within the runs that may begin', () => {
    expect(plan(four, { freeRuns: 2 })).toEqual([
      ['codex', 'claude/1', 'claude/3'],
      ['gemini', 'claude/2', 'claude/4'],
    ]);
    expect(plan(four, { freeRuns: 0 })).toEqual([]);
  });

  test('eight in a batch at most; the rest waits', () => {
    const many = Array.from({ length: 40 }, (_, index) => raised('claude', index));
    const batches = plan(many, { rulers: [ruler('codex')] });
    expect(batches.map((batch) => batch.length - 1)).toEqual([8, 8, 8, 8]);
  });

  test('the worst first', () => {
    const batches = plan([raised('claude', 1), raised('claude', 2, 'critical')], {
      rulers: [ruler('codex')],
      freeRuns: 1,
    });
    expect(batches).toEqual([['codex', 'claude/2', 'claude/1']]);
  });
});

describe('a script that shows something after the ruling', () => {
  const scriptOf = () => 'claude/1 claude 0123456789abcdef';
  const scriptFamilies = () => new Set(['claude']);

  test('is judged by another family than who wrote it, even one that has ruled', () => {
    const known = { scriptOf, scriptFamilies, rulers: [ruler('claude'), ruler('codex')] };
    expect(plan([raised('claude', 1)], { ...known, asked: [asked('codex', 'claude/1')] })).toEqual([
      ['codex', 'claude/1'],
    ]);
  });

  test('is judged once', () => {
    const told = asked('gemini', 'claude/1', { script: scriptOf() });
    for (const open of [{}, { isOpen: true, isAnswered: false }])
      expect(
        plan([raised('claude', 1)], { scriptOf, scriptFamilies, asked: [{ ...told, ...open }] }),
      ).toEqual([]);
  });

  test('is judged by nobody where only who wrote it could', () => {
    const settled = [raised('claude', 1)];
    const written = () => new Set(['codex']);
    const known = { scriptOf, scriptFamilies: written, rulers: [ruler('claude'), ruler('codex')] };
    expect(plan(settled, { ...known, asked: [asked('codex', 'claude/1')] })).toEqual([]);
  });
});

describe('a doubtful pair', () => {
  const one = buildFinding({ key: 'claude/7' });
  const other = buildFinding({ key: 'codex/7', agent: 'codex', family: 'codex' });
  const pair = [one, other] as const;
  const minor = [
    { ...one, severity: 'suggestion' },
    { ...other, severity: 'suggestion' },
  ] as const;

  test('goes along with what is asked anyway', () => {
    expect(plan([raised('claude', 1)], { pairs: [pair] })).toEqual([
      ['codex', 'claude/1', 'claude/7=codex/7'],
    ]);
    expect(plan([raised('claude', 1)], { pairs: [minor] })).toEqual([
      ['codex', 'claude/1', 'claude/7=codex/7'],
    ]);
  });

  test('has a run of its own, of a third family, where something hangs on it', () => {
    expect(plan([], { pairs: [pair] })).toEqual([['gemini', 'claude/7=codex/7']]);
    expect(plan([], { pairs: [minor] })).toEqual([]);
  });

  test('has none when everybody waits and other wordings of the two were asked about', () => {
    const known = { pairs: [pair], isFollowUp: () => true };
    expect(plan([], known)).toEqual([]);
    expect(plan([], { ...known, isReviewing: true })).toEqual([['gemini', 'claude/7=codex/7']]);
  });

  test('is asked of one of the two families where there is no third', () => {
    expect(plan([], { pairs: [pair], rulers: [ruler('claude'), ruler('codex')] })).toEqual([
      ['claude', 'claude/7=codex/7'],
    ]);
  });
});

test('what other tools raised too is ruled on as if they had not', () => {
  const finding = (agent: string) => buildFinding({ key: `${agent}/1`, agent, family: agent });
  const both = buildSettled({ severity: 'important', findings: [finding('claude'), finding('tools')] });
  expect(plan([both], { rulers: [ruler('claude')] })).toEqual([['claude', 'claude/1+tools/1']]);
  expect(plan([both])).toEqual([['codex', 'claude/1+tools/1']]);
});
