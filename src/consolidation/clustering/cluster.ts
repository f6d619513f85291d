import type { Finding } from '../../model/finding.ts';
import type { AgentRun } from '../../model/run.ts';
import { toolsSource } from '../../model/tool-result.ts';
import { claimOf } from './claim.ts';
import { groupClaims, linkInOrder, pairsInDoubt } from './group-claims.ts';
import { readPairAnswers } from './pair-answers.ts';

/** Findings that are one issue; every wording, severity and source is kept. */
export interface Cluster {
  /** Keys of its findings, joined: stable whatever the order of the agents. */
  readonly key: string;
  /** The one with the best evidence first. */
  readonly findings: readonly Finding[];
}

/** The most pairs that one review asks about. */
const mostDoubts = 24;

/**
 * Puts findings together that are one issue: those alike enough in place and words (tiers 1 and 2), as far as what adjudicators said of
 * pairs does not outweigh that (tier 3). An agent's own findings stay apart. The order of the findings does not matter.
 */
export function clusterFindings(findings: readonly Finding[], runs: readonly AgentRun[]): Cluster[] {
  const ordered = inOrder(findings);
  return groupClaims(linkInOrder(ordered.map(claimOf)), readPairAnswers(runs)).map((group) =>
    clusterOf(bestFirst(group.map((index) => ordered[index] as Finding))),
  );
}

/**
 * Pairs of findings that nobody was asked about yet and that words alone do not settle, the most useful first.
 * @param families those that may rule: where all of them raised one thing, somebody must say that they mean the same.
 */
export function doubtfulPairs(
  findings: readonly Finding[],
  runs: readonly AgentRun[],
  families: readonly string[] = [],
): (readonly [Finding, Finding])[] {
  const ordered = inOrder(findings);
  const answers = readPairAnswers(runs);
  const at = (index: number) => ordered[index] as Finding;
  const needsAgreement = (group: readonly number[]) => {
    const raisers = voicesOf(group.map(at));
    const isAgreed = group.some((one) => group.some((other) => answers.areSame(at(one).key, at(other).key)));
    return (
      raisers.size > 1 && families.length > 0 && families.every((family) => raisers.has(family)) && !isAgreed
    );
  };
  return pairsInDoubt(linkInOrder(ordered.map(claimOf)), answers, needsAgreement)
    .map(([one, other]) => [at(one), at(other)] as const)
    .slice(0, mostDoubts);
}

/** The families that raised some findings, as far as their word counts for one: that of other tools does not. */
export const voicesOf = (findings: readonly Pick<Finding, 'family'>[]): Set<string> =>
  new Set(findings.map(({ family }) => family).filter((family) => family !== toolsSource));

const inOrder = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((a, b) => (a.key < b.key ? -1 : 1));

/** A cluster of findings, in the order given. */
export function clusterOf(findings: readonly Finding[]): Cluster {
  const keys = findings.map(({ key }) => key).sort();
  return { key: keys.join('+'), findings };
}

const bestFirst = (group: readonly Finding[]): Finding[] =>
  group.toSorted((a, b) => evidenceOf(b) - evidenceOf(a) || (a.key < b.key ? -1 : 1));

const anchorWorth = { exact: 3, moved: 2, file: 1, unanchored: 0 } as const;

/** How well a wording is borne out: a place that checks, quoted code, evidence, a patch, and at last its length. */
function evidenceOf({ anchor, quote, evidence, patch, explanation }: Finding): number {
  const checks =
    anchorWorth[anchor.status] +
    (quote === null ? 0 : 1) +
    Math.min(3, evidence.length) +
    (patch === null ? 0 : 1);
  return checks * 10_000 + Math.min(9_999, explanation.length);
}
