import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';

const isLong = process.env.DEEP_REVIEW_FUZZ === 'long';
/** Cases of one property of middling cost; in the long mode all properties together try more than a million. */
const runs = isLong ? 40_000 : 250;
/** Processor time that nothing may exceed that is fed with a few kilobytes. */
const patienceMs = 5_000;

interface Tally {
  readonly name: string;
  cases: number;
  slowestMs: number;
}
const tallies: Tally[] = [];

/**
 * Tests that a property holds for many values, each in time.
 * @param cost how many milliseconds one case takes, roughly: so many times fewer are tried.
 */
export function fuzz<Value>(
  name: string,
  values: fc.Arbitrary<Value>,
  check: (value: Value) => void | Promise<void>,
  cost = 1,
): void {
  const numRuns = Math.max(20, Math.ceil(runs / cost));
  test(name, { timeout: 120_000 + (isLong ? 3_600_000 : 0) }, async () => {
    const tally: Tally = { name, cases: 0, slowestMs: 0 };
    tallies.push(tally);
    await fc.assert(
      fc.asyncProperty(values, async (value) => {
        const before = process.cpuUsage();
        await check(value);
        const { user, system } = process.cpuUsage(before);
        const tookMs = (user + system) / 1000;
        tally.cases++;
        tally.slowestMs = Math.max(tally.slowestMs, tookMs);
        expect(tookMs).toBeLessThan(patienceMs);
      }),
      // The short mode tries the same values every time; the long one new ones.
      isLong ? { numRuns } : { numRuns, seed: 1 },
    );
  });
}

afterAll(() => {
  const total = tallies.reduce((sum, { cases }) => sum + cases, 0);
  const slowest = tallies.toSorted((one, other) => other.slowestMs - one.slowestMs)[0];
  if (slowest)
    console.log(`Fuzz cases: ${total}; slowest ${slowest.slowestMs.toFixed(0)} ms, "${slowest.name}"`);
});
