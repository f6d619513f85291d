import { describe, expect, test } from 'vitest';
import type { ReviewEvent } from '../../../src/model/events.ts';
import { createRunBudget, type RunCeilings } from '../../../src/scheduling/ceilings/run-budget.ts';

function budgetOf(ceilings: Partial<RunCeilings> = {}) {
  const time = { now: 0 };
  const events: ReviewEvent[] = [];
  const budget = createRunBudget({ maxRuns: 5, maxParallel: 2, totalMs: 600_000, ...ceilings }, 0, {
    clock: { now: () => time.now },
    emit: (event) => events.push(event),
  });
  return { budget, time, events };
}

describe('a run budget', () => {
  test('frees as many runs as may go on side by side, less those that go on and those kept for later', () => {
    const { budget } = budgetOf();
    expect([budget.freeRuns(0), budget.freeRuns(1), budget.freeRuns(2)]).toEqual([2, 1, 0]);
    for (let run = 0; run < 4; run++) budget.began();
    expect([budget.freeRuns(0), budget.freeRuns(0, 1)]).toEqual([1, 0]);
  });

  test('tells once when a ceiling is reached, and frees nothing afterwards', () => {
    const { budget, time, events } = budgetOf();
    time.now = 595_000;
    expect([budget.freeRuns(0), budget.freeRuns(0)]).toEqual([0, 0]);
    expect(events).toEqual([{ type: 'limit-reached', at: 595_000, limit: 'time', reason: budget.notes[0] }]);
    expect(budget.remainingMs()).toBe(5_000);
  });

  test('of a few seconds leaves time for the first run', () => {
    expect(budgetOf({ totalMs: 3_000 }).budget.freeRuns(0)).toBe(2);
  });
});
