import { readRulings } from '../../findings/read-rulings.ts';
import type { AgentRun } from '../../model/run.ts';

/** What adjudicators said of doubtful pairs; two that contradict each other have said nothing of the pair. */
export interface PairAnswers {
  /** Keys of findings that all who were asked called one root cause. */
  readonly same: readonly (readonly [string, string])[];
  /** Whether all who were asked called the two different. */
  areDifferent(one: string, other: string): boolean;
  /** Whether all who were asked said that the two mean the same. */
  areSame(one: string, other: string): boolean;
  isAnswered(one: string, other: string): boolean;
}

/** Reads every answer about a pair. */
export function readPairAnswers(runs: readonly AgentRun[]): PairAnswers {
  /** By code; `same` is null where answers contradict each other. */
  const said = new Map<string, { readonly keys: readonly [string, string]; readonly same: boolean | null }>();
  for (const run of runs) {
    if (run.role !== 'adjudicator' || run.outcome !== 'completed' || run.answer === null) continue;
    for (const { pair, same } of readRulings(run.answer)?.pairs ?? []) {
      const [one, other] = Object.hasOwn(run.subjects, pair) ? (run.subjects[pair] ?? []) : [];
      if (one === undefined || other === undefined) continue;
      const code = codeOf(one, other);
      const before = said.get(code)?.same;
      const keys = one < other ? ([one, other] as const) : ([other, one] as const);
      said.set(code, { keys, same: before === undefined || before === same ? same : null });
    }
  }
  const answers = [...said].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, answer]) => answer);
  return {
    same: answers.filter(({ same }) => same).map(({ keys }) => keys),
    areDifferent: (one, other) => said.size > 0 && said.get(codeOf(one, other))?.same === false,
    areSame: (one, other) => said.size > 0 && said.get(codeOf(one, other))?.same === true,
    isAnswered: (one, other) => said.has(codeOf(one, other)),
  };
}

const codeOf = (one: string, other: string): string => [one, other].sort().join('\0');
