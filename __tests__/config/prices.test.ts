import { describe, expect, test } from 'vitest';
import { priceTable } from '../../src/config/price-table.ts';
import { costOf, createPrices, dearestOf } from '../../src/config/prices.ts';

const priced = createPrices({
  'local-model': { input: 0, output: 0 },
  mine: { input: 1, cached: 0.5, output: 2 },
  'gpt-6-sol': { input: 9, output: 9 },
});

describe('a price', () => {
  test.each([
    ['codex', 'gpt-5.6-sol', 20],
    ['codex', 'gpt-5.6-sol-2026-07-17', 20],
    ['opencode', 'openrouter/openai/gpt-5.6-sol', 20],
    ['claude', 'claude-opus-5-5-20260901', 20],
    ['claude', 'claude-opus-5-20260725', 25],
    ['copilot', 'claude-opus-4.8', 25],
    ['gemini', 'gemini-2.5-flash-lite', 0.4],
    ['gemini', 'gemini-2.5-flash', 2.5],
    ['qwen', 'local-model', 0],
    ['mine', null, 2],
    ['codex', 'gpt-6-sol', 9],
  ])('of %s with %s is found', (agent, model, output) => {
    expect(priced(agent, model)?.output).toBe(output);
  });

  test.each([
    ['codex', 'gpt-7'],
    ['codex', 'gpt-5.61'],
    ['codex', 'gpt-5'],
    ['codex', null],
    ['qwen', 'qwen4-coder'],
  ])('of %s with %s is not guessed', (agent, model) => {
    expect(priced(agent, model)).toBeNull();
  });

  test('of a model that nobody named is the dearest of its vendor, where that is known', () => {
    expect(dearestOf('codex', null)?.output).toBe(50);
    expect(dearestOf('codex', 'gpt-7')).toBeNull();
    expect(dearestOf('qwen', null)).toBeNull();
  });
});

test('what came from a cache is cheaper, and what was thought is in the output', () => {
  const price = { input: 10, cached: 1, output: 50 };
  expect(costOf({ input: 1_000_000, cached: 900_000, output: 10_000, reasoning: 8_000 }, price)).toBeCloseTo(
    2.4,
  );
  expect(costOf({ input: 1_000_000, cached: null, output: 0 }, price)).toBe(10);
});

test('the table says when and where it was read, and nothing in it is cheaper from a cache than for nothing', () => {
  expect(priceTable.asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(priceTable.sources.every((source) => source.startsWith('https://'))).toBe(true);
  for (const [model, { input, cached, output }] of Object.entries(priceTable.models))
    expect([model, cached < input, input < output]).toEqual([model, true, true]);
});
