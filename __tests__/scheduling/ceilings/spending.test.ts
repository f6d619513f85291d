import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costOf, createPrices } from '../../../src/config/prices.ts';
import type { AgentRun, Spent } from '../../../src/model/run.ts';
import type { Share } from '../../../src/scheduling/ceilings/ledger.ts';
import { createSpending } from '../../../src/scheduling/ceilings/spending.ts';
import { buildRun } from '../../helpers/agent-run.ts';
import { buildBrief } from '../../helpers/brief.ts';
import { buildMember } from '../../helpers/run-fixture.ts';

const brief = buildBrief({ text: 'x'.repeat(40_000) });
const memberOf = (name: string, model: string | null = null) => ({
  ...buildMember(name, { declaration: { command: ['true'] } }),
  settings: { model, effort: null },
});
const spendingOf = (ceilings: { maxCostUsd?: number; maxTokens?: number }, prices = {}) =>
  createSpending({ maxCostUsd: null, maxTokens: null, ...ceilings }, createPrices(prices));
const prices = { sol: { input: 2, cached: 0.2, output: 10 } };
const runOf = (overrides: Partial<AgentRun>) =>
  buildRun({ agent: 'one', id: 'one', model: 'sol', ...overrides });

describe('under a cost ceiling', () => {
  test('a run begins with a share of the size of its brief, and the next waits for what is left', () => {
    const spending = spendingOf({ maxCostUsd: 0.5 }, prices);
    const first = spending.admit(memberOf('one', 'sol'), brief, false);
    // 10,000 tokens: three times afresh, nine times from the cache, and 12,000 of output
    expect(first).toMatchObject({ type: 'begin', share: { costUsd: 0.06 + 0.018 + 0.12 } });
    expect(spending.admit(memberOf('two', 'sol'), brief, true).type).toBe('begin');
    expect(spending.admit(memberOf('three', 'sol'), brief, true)).toEqual({ type: 'wait' });
    expect(spending.admit(memberOf('three', 'sol'), brief, false)).toMatchObject({
      type: 'refuse',
      reason: expect.stringMatching(/^three did not begin: it needs about \$0.20, and less is left/),
    });
  });

  test('what an agent spent before tells what it needs', () => {
    const spending = spendingOf({ maxCostUsd: 5 }, prices);
    const first = spending.admit(memberOf('one', 'sol'), brief, false);
    if (first.type !== 'begin') throw new Error('refused');
    const ended = spending.ended(
      runOf({ tokens: { input: 500_000, cached: 0, output: 10_000 } }),
      first.share,
    );
    expect(ended.costUsd).toBe(1.1);
    const next = spending.admit(memberOf('one', 'sol'), { ...brief, suffix: 'adjudicator-1' }, false);
    expect(next).toMatchObject({ type: 'begin', share: { costUsd: 1.1 * 1.25 } });
    expect(spending.admit(memberOf('two', 'sol'), brief, false)).toMatchObject({ type: 'begin' });
  });

  test('a price that nobody knows is named, and the run does not begin', () => {
    const spending = spendingOf({ maxCostUsd: 5 });
    expect(spending.admit(memberOf('mine', 'unheard-of'), brief, false)).toMatchObject({
      type: 'refuse',
      reason: expect.stringContaining('the price of "unheard-of" is not known'),
    });
    expect(spending.admit(memberOf('qwen'), brief, false)).toMatchObject({
      type: 'refuse',
      reason: expect.stringContaining('no model is named for it'),
    });
    expect(spending.notes.join()).toContain(
      'Not known: what mine (unheard-of), qwen (its default model) cost.',
    );
  });

  test('a CLI without a model has the dearest price of its vendor', () => {
    const spending = spendingOf({ maxCostUsd: 5 });
    expect(spending.admit(memberOf('codex'), brief, false)).toMatchObject({ type: 'begin' });
  });

  test('the CLI’s own price goes before the table, and what tells nothing costs what was set aside', () => {
    const spending = spendingOf({ maxCostUsd: 1 }, prices);
    const share = { costUsd: 0.4, tokens: null };
    expect(
      spending.ended(runOf({ costUsd: 0.3, tokens: { input: 9e6, cached: 0, output: 0 } }), share).costUsd,
    ).toBe(0.3);
    expect(spending.exhausted()).toBeNull();
    expect(spending.ended(runOf({ tokens: null }), { costUsd: 0.8, tokens: null }).costUsd).toBeNull();
    expect(spending.exhausted()).toMatch(/^The cost ceiling of \$1.00 was reached \(\$1.10\)/);
  });

  test('a running agent is stopped where it has had its share and all that nobody was promised', () => {
    const spending = spendingOf({ maxCostUsd: 0.5 }, prices);
    const first = spending.admit(memberOf('one', 'sol'), brief, false);
    spending.admit(memberOf('two', 'sol'), brief, true);
    if (first.type !== 'begin') throw new Error('refused');
    const at = (input: number) =>
      first.stopsAt({ tokens: { input, cached: 0, output: 0 }, costUsd: null, model: null });
    expect(at(150_000)).toBeNull();
    expect(at(152_000)).toMatch(/^It was stopped after \$0.30, which is all that was left/);
  });
});

test('tokens are a ceiling of their own, which needs no price', () => {
  const spending = spendingOf({ maxTokens: 300_000 });
  const first = spending.admit(memberOf('mine', 'unheard-of'), brief, false);
  expect(first).toMatchObject({ type: 'begin', share: { costUsd: null, tokens: 132_000 } });
  if (first.type !== 'begin') throw new Error('refused');
  expect(
    first.stopsAt({ tokens: { input: 299_000, cached: null, output: 0 }, costUsd: null, model: null }),
  ).toBeNull();
  expect(
    first.stopsAt({ tokens: { input: 299_000, cached: null, output: 2_000 }, costUsd: null, model: null }),
  ).toMatch(/^It was stopped after 301k tokens/);
  spending.ended(runOf({ tokens: { input: 290_000, cached: null, output: 10_000 } }), first.share);
  expect(spending.exhausted()).toMatch(/^The ceiling of 300k tokens was reached/);
});

test('without a ceiling everything begins, and nothing is told', () => {
  const spending = spendingOf({});
  expect(spending.admit(memberOf('qwen'), brief, true)).toMatchObject({ type: 'begin' });
  expect(spending.notes).toEqual([]);
  expect(
    spending.ended(runOf({ tokens: { input: 1e6, cached: 0, output: 0 }, model: 'gpt-5.6-sol' }), {
      costUsd: null,
      tokens: null,
    }).costUsd,
  ).toBe(5);
});

test.each([
  ['one after another', 1],
  ['all at once', 6],
])('six agents that take steps %s exceed a dollar by no more than one of them', (_, stepsBetweenLooks) => {
  const models = [
    'claude-sonnet-5',
    'gpt-5.6-sol',
    'gemini-3.5-flash',
    'claude-opus-5',
    'gpt-6-sol',
    'gpt-5.4',
  ];
  const find = createPrices({});
  const costs = (model: string | null, step: number) =>
    costOf({ input: step, cached: 0, output: 0 }, find('', model) ?? { input: 0, cached: 0, output: 0 });
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ step: fc.integer({ min: 1_000, max: 60_000 }), steps: fc.integer({ min: 1, max: 60 }) }),
        {
          minLength: 6,
          maxLength: 6,
        },
      ),
      (appetites) => {
        const spending = createSpending({ maxCostUsd: 1, maxTokens: null }, find);
        let running: {
          readonly name: string;
          readonly model: string | null;
          readonly share: Share;
          readonly stopsAt: (spent: Spent) => string | null;
          readonly step: number;
          steps: number;
          input: number;
        }[] = [];
        const waiting = models.map((model, index) => memberOf(`agent${index}`, model));
        let total = 0;
        let dearest = 0;
        while (waiting.length > 0 || running.length > 0) {
          for (const member of waiting.splice(0)) {
            const admission = spending.admit(member, brief, running.length > 0);
            if (admission.type === 'wait') waiting.push(member);
            if (admission.type !== 'begin') continue;
            const { name } = member.agent;
            const appetite = appetites[Number(name.slice(5))] ?? { step: 1, steps: 1 };
            running.push({ name, model: member.settings.model, ...admission, ...appetite, input: 0 });
          }
          for (const each of running.slice(0, stepsBetweenLooks)) {
            each.input += each.step;
            each.steps -= 1;
            total += costs(each.model, each.step);
            dearest = Math.max(dearest, costs(each.model, each.step));
          }
          running = running.filter(({ name, model, share, stopsAt, steps, input }) => {
            const spent = { tokens: { input, cached: 0, output: 0 }, costUsd: null, model };
            const goesOn = stopsAt(spent) === null && steps > 0;
            if (!goesOn) spending.ended(buildRun({ ...spent, id: name, agent: name }), share);
            return goesOn;
          });
          running.push(...running.splice(0, 1));
        }
        expect(total).toBeLessThanOrEqual(1 + dearest);
      },
    ),
    { numRuns: 300 },
  );
});
