import type { Finding } from '../../model/finding.ts';
import type { AgentRun } from '../../model/run.ts';
import { claimOf } from './claim.ts';
import { groupByLinks } from './group-by-links.ts';
import { type ClaimLink, linkClaims } from './link-claims.ts';
import { type PairAnswers, readPairAnswers } from './pair-answers.ts';

/** Findings that are one issue; every wording, severity and source is kept. */
export interface Cluster {
  /** Keys of its findings, joined: stable whatever the order of the agents. */
  readonly key: string;
  /** The one with the best evidence first. */
  readonly findings: readonly Finding[];
}

/** Log-odds from which findings become one where nobody says otherwise: two to one. */
export const sameFrom = 0.7;
/** From here on an adjudicator is asked, unless the two are surely one. */
const doubtfulFrom = -1.5;
/** The score of two findings that an adjudicator called different: no likeness of others brings them together. */
const apart = Number.NEGATIVE_INFINITY;
/** The most pairs that one review asks about. */
const mostDoubts = 24;

/**
 * Puts findings together that are one issue: those alike enough in place and words (tiers 1 and 2), unless an adjudicator called them
 * different, and those that one called one root cause (tier 3). The order of the findings does not matter.
 */
export function clusterFindings(findings: readonly Finding[], runs: readonly AgentRun[]): Cluster[] {
  return clusterLinked(linkFindings(findings), readPairAnswers(runs));
}

/**
 * Pairs of findings that nobody was asked about yet and that words alone do not settle. First, of each cluster, the two least alike, since
 * a finding that is put into another is not seen any more; then, of each two clusters, the two most alike, the likeliest first.
 */
export function doubtfulPairs(
  findings: readonly Finding[],
  runs: readonly AgentRun[],
): (readonly [Finding, Finding])[] {
  const linked = linkFindings(findings);
  const answers = readPairAnswers(runs);
  const clusters = clusterLinked(linked, answers);
  const clusterOfKey = new Map(
    clusters.flatMap((cluster) => cluster.findings.map(({ key }) => [key, cluster] as const)),
  );
  const within = new Map<Cluster, readonly [Finding, Finding]>();
  const between = new Map<string, readonly [Finding, Finding]>();
  for (const { one, other } of linked.links.filter(isDoubtful).toSorted(byScore)) {
    const pair = [linked.ordered[one] as Finding, linked.ordered[other] as Finding] as const;
    if (answers.isAnswered(pair[0].key, pair[1].key)) continue;
    const [first, second] = pair.map(({ key }) => clusterOfKey.get(key)) as [Cluster, Cluster];
    const code = `${first.key} ${second.key}`;
    if (first === second) within.set(first, pair);
    else if (!between.has(code) && mayJoin(first.findings, second.findings, answers)) between.set(code, pair);
  }
  return [...within.values(), ...between.values()].slice(0, mostDoubts);
}

/** Findings in the order of their keys, and the links between them. */
interface Linked {
  readonly ordered: readonly Finding[];
  readonly links: readonly ClaimLink[];
}

function linkFindings(findings: readonly Finding[]): Linked {
  const ordered = findings.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return { ordered, links: linkClaims(ordered.map(claimOf)) };
}

const isDoubtful = ({ score, isSure }: ClaimLink): boolean => score >= doubtfulFrom && !isSure;
const byScore = (a: ClaimLink, b: ClaimLink): number =>
  b.score - a.score || a.one - b.one || a.other - b.other;

function clusterLinked({ ordered, links }: Linked, answers: PairAnswers): Cluster[] {
  const tags = ordered.map(({ agent }) => agent);
  const keyOf = (index: number) => (ordered[index] as Finding).key;
  const answered = links.map((link) =>
    answers.areDifferent(keyOf(link.one), keyOf(link.other)) ? { ...link, score: apart } : link,
  );
  const groups = groupByLinks(tags, answered, sameFrom).map((group) =>
    group.map((index) => ordered[index] as Finding),
  );
  return joinByAnswers(groups, answers).map((group) => clusterOf(bestFirst(group)));
}

/** Groups that hold findings called the same become one. */
function joinByAnswers(groups: readonly Finding[][], answers: PairAnswers): Finding[][] {
  const groupOfKey = new Map(groups.flatMap((group) => group.map(({ key }) => [key, group] as const)));
  for (const [one, other] of answers.same) {
    const [kept, emptied] = [groupOfKey.get(one), groupOfKey.get(other)];
    if (kept === undefined || emptied === undefined || !mayJoin(kept, emptied, answers)) continue;
    for (const finding of emptied.splice(0)) {
      kept.push(finding);
      groupOfKey.set(finding.key, kept);
    }
  }
  return groups.filter((group) => group.length > 0);
}

/** Two clusters stay apart where one agent has findings in both, since it told them apart, and where an answer told any of them apart. */
function mayJoin(one: readonly Finding[], other: readonly Finding[], answers: PairAnswers): boolean {
  const isApart = (a: Finding, b: Finding) => a.agent === b.agent || answers.areDifferent(a.key, b.key);
  return one !== other && !one.some((a) => other.some((b) => isApart(a, b)));
}

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
