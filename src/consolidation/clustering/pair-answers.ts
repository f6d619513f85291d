import { readRulings } from '../../findings/read-rulings.ts';
import type { AgentRun } from '../../model/run.ts';

/** What adjudicators said of pairs of findings. */
export interface PairAnswers {
  /** What the answers about a pair add to its log-odds of being one issue; 0 where nobody was asked. */
  evidence(one: string, other: string): number;
  /** Whether somebody said that the two mean the same, and nobody the contrary. */
  areSame(one: string, other: string): boolean;
  isAnswered(one: string, other: string): boolean;
}

/**
 * What one answer weighs, and what two families that agree do, in log-odds. One answer in eight may be wrong, so that one alone can
 * be outweighed by words; two families are hardly wrong together. An order it never is: one wrong answer would tear a large cluster.
 */
const weight = { alone: 2, agreed: 6 } as const;

/** Reads every answer about a pair; a family that contradicts itself has said nothing of it. */
export function readPairAnswers(runs: readonly AgentRun[]): PairAnswers {
  const answers = new Map<string, Map<string, boolean | null>>();
  for (const run of runs) {
    if (run.role !== 'adjudicator' || run.outcome !== 'completed' || run.answer === null) continue;
    for (const { pair, same } of readRulings(run.answer)?.pairs ?? []) {
      const [one, other] = Object.hasOwn(run.subjects, pair) ? (run.subjects[pair] ?? []) : [];
      if (one === undefined || other === undefined) continue;
      const code = codeOf(one, other);
      const ofPair = answers.get(code) ?? new Map<string, boolean | null>();
      answers.set(code, ofPair);
      const before = ofPair.get(run.family);
      ofPair.set(run.family, before === undefined || before === same ? same : null);
    }
  }
  const saidOf = (one: string, other: string) =>
    answers.size === 0 ? none : (answers.get(codeOf(one, other)) ?? none);
  return {
    evidence(one, other) {
      const said = saidOf(one, other);
      return said.size === 0 ? 0 : weigh([...said.values()]);
    },
    areSame(one, other) {
      const said = [...saidOf(one, other).values()].filter((same) => same !== null);
      return said.length > 0 && said.every((same) => same);
    },
    isAnswered: (one, other) => saidOf(one, other).size > 0,
  };
}

/** What answers of different families weigh together: see {@link PairAnswers.evidence}. */
export function weigh(said: readonly (boolean | null)[]): number {
  const yes = said.filter((same) => same === true).length;
  const no = said.filter((same) => same === false).length;
  if (Math.max(yes, no) > 1 && Math.min(yes, no) === 0) return yes > 0 ? weight.agreed : -weight.agreed;
  return weight.alone * Math.sign(yes - no);
}

const none: ReadonlyMap<string, boolean | null> = new Map();
const codeOf = (one: string, other: string): string => [one, other].sort().join('\0');
