import type { AgentRun } from '../../agents/run.ts';
import { readRulings } from '../../findings/read-rulings.ts';

/** What adjudicators said of doubtful pairs; two that contradict each other have said nothing of the pair. */
export interface PairAnswers {
  /** Keys of findings that all who were asked called one root cause. */
  readonly same: readonly (readonly [string, string])[];
  /** Whether all who were asked called the two different. */
  areDifferent(one: string, other: string): boolean;
  isAnswered(one: string, other: string): boolean;
}

/** Reads every answer about a pair. */
export function readPairAnswers(runs: readonly AgentRun[]): PairAnswers {
  const said = new Map<
    string,
    { readonly keys: readonly [string, string]; readonly answers: Set<boolean> }
  >();
  for (const run of runs) {
    if (run.role !== 'adjudicator' || run.outcome !== 'completed' || run.answer === null) continue;
    for (const { pair, same } of readRulings(run.answer)?.pairs ?? []) {
      const [one, other] = Object.hasOwn(run.subjects, pair) ? (run.subjects[pair] ?? []) : [];
      if (one === undefined || other === undefined) continue;
      const code = codeOf(one, other);
      const known = said.get(code) ?? { keys: one < other ? [one, other] : [other, one], answers: new Set() };
      known.answers.add(same);
      said.set(code, known);
    }
  }
  const agreed = (code: string): boolean | null => {
    const [answer = null, ...contradictions] = said.get(code)?.answers ?? [];
    return contradictions.length > 0 ? null : answer;
  };
  const codes = [...said.keys()].sort();
  return {
    same: codes.flatMap((code) => {
      const keys = agreed(code) ? said.get(code)?.keys : undefined;
      return keys === undefined ? [] : [keys];
    }),
    areDifferent: (one, other) => agreed(codeOf(one, other)) === false,
    isAnswered: (one, other) => said.has(codeOf(one, other)),
  };
}

const codeOf = (one: string, other: string): string => [one, other].sort().join('\0');
