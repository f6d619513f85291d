import type { AgentRun } from '../../agents/run.ts';
import { readRulings } from '../../findings/read-rulings.ts';

/** What adjudicators said of doubtful pairs. */
export interface PairAnswers {
  /** Keys of findings that all who were asked called one root cause. */
  readonly same: readonly (readonly [string, string])[];
  isAnswered(one: string, other: string): boolean;
}

/** Reads every answer about a pair; two that contradict each other leave the findings apart. */
export function readPairAnswers(runs: readonly AgentRun[]): PairAnswers {
  const said = new Map<string, { readonly keys: readonly [string, string]; isSame: boolean }>();
  for (const run of runs) {
    if (run.role !== 'adjudicator' || run.outcome !== 'completed' || run.answer === null) continue;
    for (const { pair, same } of readRulings(run.answer)?.pairs ?? []) {
      const [one, other] = Object.hasOwn(run.subjects, pair) ? (run.subjects[pair] ?? []) : [];
      if (one === undefined || other === undefined) continue;
      const code = codeOf(one, other);
      said.set(code, {
        keys: one < other ? [one, other] : [other, one],
        isSame: same && (said.get(code)?.isSame ?? true),
      });
    }
  }
  const answers = [...said].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    same: answers.filter(([, { isSame }]) => isSame).map(([, { keys }]) => keys),
    isAnswered: (one, other) => said.has(codeOf(one, other)),
  };
}

const codeOf = (one: string, other: string): string => [one, other].sort().join('\0');
