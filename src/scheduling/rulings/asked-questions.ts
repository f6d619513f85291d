import type { TeamMember } from '../../agents/team/team.ts';
import type { Cluster } from '../../consolidation/clustering/cluster.ts';
import { readRulings } from '../../findings/read-rulings.ts';
import { candidatesOf, scriptId } from '../../model/answers/ruling.ts';
import type { Brief } from '../../model/brief.ts';
import type { AgentRun } from '../../model/run.ts';
import type { AskedRuling, DoubtfulPair } from './ruling-situation.ts';

/** A candidate that was put to an agent. */
interface Question extends AskedRuling {
  readonly run: string;
  readonly candidate: string;
}

/** What adjudicators of one review were asked so far, and whether they answered. */
export class AskedQuestions {
  readonly #questions: Question[] = [];
  readonly #pairs = new Map<string, DoubtfulPair>();

  /** Every candidate of every run. */
  get candidates(): readonly AskedRuling[] {
    return this.#questions;
  }

  /** Takes note of what the brief of a run that begins asks. */
  open({ agent }: TeamMember, { suffix, subjects }: Brief, pairs: readonly DoubtfulPair[]): void {
    for (const pair of pairs) this.#pairs.set(pairKey(pair), pair);
    for (const [candidate, keys] of candidatesOf(subjects)) {
      this.#questions.push({
        run: `${agent.name}-${suffix}`,
        candidate,
        agent: agent.name,
        family: agent.family,
        keys,
        isOpen: true,
        isAnswered: false,
        script: subjects[scriptId(candidate)]?.[0] ?? null,
      });
    }
  }

  /** Takes note of what a run that ended answered. */
  close(run: AgentRun): void {
    const read = run.outcome === 'completed' && run.answer !== null ? readRulings(run.answer) : null;
    const answered = new Set(read?.rulings.map((ruling) => ruling.candidate));
    for (const [index, question] of this.#questions.entries()) {
      if (question.run !== run.id) continue;
      this.#questions[index] = { ...question, isOpen: false, isAnswered: answered.has(question.candidate) };
    }
  }

  /** Whether somebody was asked about a pair. */
  hasPair(pair: DoubtfulPair): boolean {
    return this.#pairs.has(pairKey(pair));
  }

  /** Tells pairs of two clusters of which another pair was asked about. */
  followUps(clusters: readonly Cluster[]): (pair: DoubtfulPair) => boolean {
    const clusterOf = new Map(
      clusters.flatMap(({ key, findings }) => findings.map((finding) => [finding.key, key] as const)),
    );
    const codeOf = (pair: DoubtfulPair) =>
      pair
        .map((finding) => clusterOf.get(finding.key) ?? '')
        .sort()
        .join(' ');
    const known = new Set([...this.#pairs.values()].map(codeOf));
    const isWithin = ([one, other]: DoubtfulPair) => clusterOf.get(one.key) === clusterOf.get(other.key);
    return (pair) => !isWithin(pair) && known.has(codeOf(pair));
  }
}

const pairKey = (pair: DoubtfulPair): string =>
  pair
    .map((finding) => finding.key)
    .sort()
    .join('+');
