import type { AgentRun } from '../../agents/run.ts';
import type { Finding } from '../../findings/finding.ts';
import { claimOf } from './claim.ts';
import { groupByLinks, type Link } from './group-by-links.ts';
import { linkClaims, tagOf } from './link-claims.ts';
import { type PairAnswers, readPairAnswers } from './pair-answers.ts';

/** Findings that are one issue; every wording, severity and source is kept. */
export interface Cluster {
  /** Keys of its findings, joined: stable whatever the order of the agents. */
  readonly key: string;
  /** The one with the best evidence first. */
  readonly findings: readonly Finding[];
}

/** Log-odds from which findings become one without being asked about: about seven to three. */
export const sameFrom = 0.9;
/** From here up to {@link sameFrom} an adjudicator is asked. */
const doubtfulFrom = -1.5;
/** The most pairs that one review asks about. */
const mostDoubts = 24;

/**
 * Puts findings together that are one issue: those alike enough in place and words (tiers 1 and 2), and those that an adjudicator
 * called one root cause (tier 3). The order of the findings does not matter.
 */
export function clusterFindings(findings: readonly Finding[], runs: readonly AgentRun[]): Cluster[] {
  return clusterLinked(linkFindings(findings), readPairAnswers(runs));
}

/**
 * Pairs of findings in different clusters that may be one and that nobody was asked about yet, the likeliest first; one pair
 * for two clusters.
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
  const doubts = new Map<string, readonly [Finding, Finding]>();
  for (const { one, other } of linked.links.filter(isDoubtful).toSorted(byScore)) {
    const [first, second] = [linked.ordered[one] as Finding, linked.ordered[other] as Finding];
    const between = [clusterOfKey.get(first.key), clusterOfKey.get(second.key)] as [Cluster, Cluster];
    const code = between.map(({ key }) => key).join(' ');
    if (doubts.has(code) || !mayJoin(between[0].findings, between[1].findings)) continue;
    if (!answers.isAnswered(first.key, second.key)) doubts.set(code, [first, second]);
  }
  return [...doubts.values()].slice(0, mostDoubts);
}

/** Findings in the order of their keys, and the links between them. */
interface Linked {
  readonly ordered: readonly Finding[];
  readonly links: readonly Link[];
}

function linkFindings(findings: readonly Finding[]): Linked {
  const ordered = findings.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return { ordered, links: linkClaims(ordered.map(claimOf)) };
}

const isDoubtful = ({ score, isTwin }: Link): boolean => score >= doubtfulFrom && !isTwin;
const byScore = (a: Link, b: Link): number => b.score - a.score || a.one - b.one || a.other - b.other;

function clusterLinked({ ordered, links }: Linked, answers: PairAnswers): Cluster[] {
  const tags = ordered.map((finding) => tagOf(claimOf(finding)));
  const groups = groupByLinks(tags, links, sameFrom);
  return joinByAnswers(
    groups.map((group) => group.map((index) => ordered[index] as Finding)),
    answers,
  ).map(clusterOf);
}

/** Groups that hold findings called the same become one. */
function joinByAnswers(groups: readonly Finding[][], answers: PairAnswers): Finding[][] {
  const groupOfKey = new Map(groups.flatMap((group) => group.map(({ key }) => [key, group] as const)));
  for (const [one, other] of answers.same) {
    const [kept, emptied] = [groupOfKey.get(one), groupOfKey.get(other)];
    if (kept === undefined || emptied === undefined || !mayJoin(kept, emptied)) continue;
    for (const finding of emptied.splice(0)) {
      kept.push(finding);
      groupOfKey.set(finding.key, kept);
    }
  }
  return groups.filter((group) => group.length > 0);
}

/** Two clusters stay apart where one agent has findings in both: it told them apart, and an answer is about one pair only. */
function mayJoin(one: readonly Finding[], other: readonly Finding[]): boolean {
  return one !== other && !one.some(({ agent }) => other.some((finding) => finding.agent === agent));
}

function clusterOf(group: readonly Finding[]): Cluster {
  const findings = group.toSorted((a, b) => evidenceOf(b) - evidenceOf(a) || (a.key < b.key ? -1 : 1));
  const keys = findings.map(({ key }) => key).sort();
  return { key: keys.join('+'), findings };
}

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
