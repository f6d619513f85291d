import type { Tokens } from '../../model/run.ts';

/** Several counts together; null where there is none at all. */
export function sumTokens(counts: readonly (Tokens | null)[]): Tokens | null {
  return counts.reduce((sum, each) => {
    if (sum === null || each === null) return sum ?? each;
    return {
      input: sum.input + each.input,
      output: sum.output + each.output,
      cached: add(sum.cached, each.cached),
      ...((sum.reasoning ?? each.reasoning) !== undefined && {
        reasoning: add(sum.reasoning ?? null, each.reasoning ?? null),
      }),
    };
  }, null);
}

/** The sum of what is known; null where neither is. */
export const add = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : one + other;
