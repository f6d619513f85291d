import { expect, test } from 'vitest';
import { openScene, printReview } from '../helpers/action-scene.ts';

test('an agent whose price nobody knows does not begin under a ceiling, and the report says what to do', async () => {
  const { run } = await openScene({ agent: printReview() });
  const step = await run({ with: { 'max-cost-usd': '1' } });
  expect(step.outputs).toMatchObject({ verdict: 'inconclusive', gate: 'inconclusive' });
  expect(step.report?.agents[0]).toMatchObject({
    outcome: 'cancelled',
    reason: expect.stringMatching(/^mine did not begin under the cost ceiling: no model is named for it/),
  });
  expect(step.report?.review.notes.join()).toContain('Not known: what mine (its default model) cost.');
});

test('one whose price is configured does, and so does any under a ceiling of tokens', async () => {
  const prices = { mine: { input: 0, output: 0 } };
  const priced = await openScene({ agent: printReview(), configuration: { prices } });
  const step = await priced.run({ with: { 'max-cost-usd': '1' } });
  expect(step.outputs.verdict).toBe('merge');
  expect(step.report?.review.notes.join()).toMatch(/Of the ceiling of \$1.00, \$0.00 were set aside/);

  const counted = await openScene({ agent: printReview() });
  const second = await counted.run({ with: { 'max-tokens': '500000' } });
  expect(second.outputs.verdict).toBe('merge');
  expect(second.report?.review.notes.join()).toMatch(/Of the ceiling of 500k tokens, \d+k were set aside/);
});
