import type { AgentRun, Tokens } from '../agents/run.ts';

/** The sum of what is known; null when nothing is. */
export function sumKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** Tokens of several runs together; null when no run counted any. */
export function sumTokens(runs: readonly AgentRun[]): Tokens | null {
  const counted = runs.flatMap((run) => (run.tokens === null ? [] : [run.tokens]));
  if (counted.length === 0) return null;
  return {
    input: counted.reduce((sum, tokens) => sum + tokens.input, 0),
    output: counted.reduce((sum, tokens) => sum + tokens.output, 0),
    cached: sumKnown(counted.map((tokens) => tokens.cached)),
  };
}
