import type { AgentRun } from '../agents/run.ts';
import type { Finding } from '../findings/finding.ts';
import { candidateOf } from './candidate.ts';
import { groupByLinks, type Link } from './link.ts';
import { type PairAnswers, readPairAnswers } from './pair-answers.ts';
import { scoreLinks } from './score-links.ts';

/** Findings that are one issue; every wording, severity and source is kept. */
export interface Cluster {
  /** Keys of its findings, joined: stable whatever the order of the agents. */
  readonly key: string;
  /** The one with the best evidence first. */
  readonly findings: readonly Finding[];
}

/** Log-odds from which findings become one without being asked about: about three to one. */
export const sameFrom = 1.05;
/** From here up to {@link sameFrom} an adjudicator is asked. */
const doubtfulFrom = -1.5;
/** The most pairs that one review asks about. */
const mostDoubts = 24;

/**
 * Puts findings together that are one issue: those alike enough in place and words (tiers 1 and 2), and those that an adjudicator called
 * one root cause (tier 3). The order of the findings does not matter.
 */
export function clusterFindings(findings: readonly Finding[], runs: readonly AgentRun[]): Cluster[] {
  const { ordered, links } = linkFindings(findings);
  const answers = readPairAnswers(runs);
  const groups = groupByLinks(ordered.length, links, sameFrom);
  return joinByAnswers(
    groups.map((group) => group.map((index) => ordered[index] as Finding)),
    answers,
  ).map(clusterOf);
}

/** Pairs of findings in different clusters that may be one and that nobody was asked about yet, the likeliest first. */
export function doubtfulPairs(
  findings: readonly Finding[],
  runs: readonly AgentRun[],
): (readonly [Finding, Finding])[] {
  const { ordered, links } = linkFindings(findings);
  const answers = readPairAnswers(runs);
  const clusters = clusterFindings(findings, runs);
  const clusterByKey = new Map(
    clusters.flatMap((cluster) => cluster.findings.map(({ key }) => [key, cluster.key] as const)),
  );
  const asked = new Set<string>();
  const doubts: (readonly [Finding, Finding])[] = [];
  for (const { one, other } of links
    .filter(isDoubtful)
    .toSorted((a, b) => b.score - a.score || a.one - b.one || a.other - b.other)) {
    const [first, second] = [ordered[one] as Finding, ordered[other] as Finding];
    const between = [clusterByKey.get(first.key), clusterByKey.get(second.key)].sort().join(' ');
    if (first.agent === second.agent || asked.has(between)) continue;
    if (
      clusterByKey.get(first.key) === clusterByKey.get(second.key) ||
      answers.isAnswered(first.key, second.key)
    )
      continue;
    asked.add(between);
    doubts.push([first, second]);
  }
  return doubts.slice(0, mostDoubts);
}

const isDoubtful = ({ score }: Link): boolean => score >= doubtfulFrom;

function linkFindings(findings: readonly Finding[]): { ordered: Finding[]; links: Link[] } {
  const ordered = findings.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return { ordered, links: scoreLinks(ordered.map(candidateOf)) };
}

/** Groups that hold findings called the same become one. */
function joinByAnswers(groups: Finding[][], answers: PairAnswers): Finding[][] {
  const joined = [...groups];
  for (const [one, other] of answers.same) {
    const [first, second] = [one, other].map((key) =>
      joined.findIndex((group) => group.some((finding) => finding.key === key)),
    );
    if (first === undefined || second === undefined || first < 0 || second < 0 || first === second) continue;
    joined[first]?.push(...(joined[second] ?? []));
    joined.splice(second, 1);
  }
  return joined;
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
