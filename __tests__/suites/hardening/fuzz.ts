import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';

/** Cases of one property; a long run sets it to a million and more. */
const runs = Number(process.env.DEEP_REVIEW_FUZZ_RUNS ?? 300);
/** Nothing that is fed with a few kilobytes may take longer, even on a busy machine. */
const patienceMs = 5_000;

interface Tally {
  readonly name: string;
  cases: number;
  slowestMs: number;
}
const tallies: Tally[] = [];

/**
 * Tests that a property holds for many values, each in time.
 * @param cost how many times as expensive one case is as a cheap one: so many times fewer are tried.
 */
export function fuzz<Value>(
  name: string,
  values: fc.Arbitrary<Value>,
  check: (value: Value) => void,
  cost = 1,
): void {
  const numRuns = Math.max(20, Math.ceil(runs / cost));
  test(name, { timeout: 60_000 + numRuns * cost * 20 }, () => {
    const tally: Tally = { name, cases: 0, slowestMs: 0 };
    tallies.push(tally);
    fc.assert(
      fc.property(values, (value) => {
        const startedAt = performance.now();
        check(value);
        const tookMs = performance.now() - startedAt;
        tally.cases++;
        tally.slowestMs = Math.max(tally.slowestMs, tookMs);
        expect(tookMs).toBeLessThan(patienceMs);
      }),
      { numRuns },
    );
  });
}

afterAll(() => {
  const rows = tallies.map(
    ({ name, cases, slowestMs }) => `  ${cases} cases, slowest ${slowestMs.toFixed(1)} ms: ${name}`,
  );
  if (rows.length > 0) console.log(['Fuzzed:', ...rows].join('\n'));
});
