import type { AgentRun, Tokens } from '../../model/run.ts';

/** The sum of what is known; null when nothing is. Dollars are summed to a millionth, whatever their order. */
export function sumKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : toMillionth(known.reduce((sum, value) => sum + value, 0));
}

/** A sum or share of dollars without the dust of binary fractions. */
export const toMillionth = (value: number): number => Math.round(value * 1e6) / 1e6;

/** Tokens of several runs together; null when no run counted any. */
export function sumTokens(runs: readonly AgentRun[]): Tokens | null {
  const counted = runs.flatMap((run) => (run.tokens === null ? [] : [run.tokens]));
  if (counted.length === 0) return null;
  return {
    input: counted.reduce((sum, tokens) => sum + tokens.input, 0),
    output: counted.reduce((sum, tokens) => sum + tokens.output, 0),
    cached: sumKnown(counted.map((tokens) => tokens.cached)),
    ...(counted.some(({ reasoning }) => reasoning !== undefined) && {
      reasoning: sumKnown(counted.map(({ reasoning = null }) => reasoning)),
    }),
  };
}
