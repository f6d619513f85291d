import type { RulingValue } from '../../model/answers/ruling.ts';
import type { ReportEvidence } from '../../model/report/report-schema.ts';
import { agentTitle, joinTitles } from '../../model/report/wording.ts';
import type { Cluster } from '../clustering/cluster.ts';
import type { Ruling } from './collect-rulings.ts';
import type { SettledRuling } from './settled-finding.ts';

/**
 * Adds up the rulings on one cluster, cautiously: nothing but evidence that code could check makes a finding milder.
 *
 * Independent rulings (of a family that had not raised what it ruled on) decide. One confirmation outweighs doubt; confirmation
 * against a proven refutation is a contradiction and leaves `unverified`; a refutation needs a citation that code found, or it is
 * `plausible` and settles nothing. Without an independent ruling, two families that raised the same confirm each other, and a
 * family's ruling on its own finding makes it `plausible` at most.
 */
export function settleRuling(cluster: Cluster, rulings: readonly Ruling[]): SettledRuling {
  const contradictory = rulings.filter((ruling) => ruling.value === 'contradictory');
  const clear = rulings.filter((ruling) => ruling.value !== 'contradictory');
  const independent = clear.filter((ruling) => isIndependent(ruling, cluster));
  if (independent.length > 0) return settleIndependent(independent);
  if (contradictory.length > 0) {
    return unverified(
      contradictory,
      `${names(contradictory)} contradicted itself: ${reasons(contradictory)}`,
    );
  }
  const families = new Set(cluster.findings.map((finding) => finding.family));
  if (families.size > 1) return agreement(cluster);
  return clear.length > 0 ? settleOwn(clear) : unverified([], null);
}

/** Whether the adjudicator's family had raised none of the findings that it was asked about. */
export function isIndependent(ruling: Ruling, cluster: Cluster): boolean {
  return !cluster.findings.some(
    (finding) => finding.family === ruling.family && ruling.subjects.includes(finding.key),
  );
}

/** The independent rulings that let a finding stand: they may correct how it was raised. */
export const supportingRulings = (cluster: Cluster, rulings: readonly Ruling[]): Ruling[] =>
  rulings.filter(
    (ruling) =>
      isIndependent(ruling, cluster) && (ruling.value === 'confirmed' || ruling.value === 'plausible'),
  );

function settleIndependent(rulings: readonly Ruling[]): SettledRuling {
  const confirming = rulings.filter((ruling) => ruling.value === 'confirmed');
  const refuting = rulings.filter((ruling) => ruling.value === 'refuted' && ruling.isProven);
  const unproven = rulings.filter((ruling) => ruling.value === 'refuted' && !ruling.isProven);
  const doubting = rulings.filter((ruling) => ruling.value === 'plausible');
  if (confirming.length > 0 && refuting.length > 0) {
    const both = [...confirming, ...refuting];
    return unverified(
      both,
      `Contradictory: ${names(confirming)} confirmed it, ${names(refuting)} refuted it. ${reasons(both)}`,
    );
  }
  if (confirming.length > 0) return settled('confirmed', confirming);
  if (doubting.length > 0) return settled('plausible', [...doubting, ...refuting]);
  if (refuting.length > 0) return settled('refuted', refuting);
  return {
    ...settled('plausible', unproven),
    reason: `${names(unproven)} refuted it without a citation that could be checked, so it still stands. ${reasons(unproven)}`,
    isSettled: false,
  };
}

function settleOwn(rulings: readonly Ruling[]): SettledRuling {
  const refuting = rulings.filter((ruling) => ruling.value === 'refuted' && ruling.isProven);
  const isTakenBack = refuting.length === rulings.length;
  return {
    ...settled('plausible', rulings),
    reason: `Ruled on only by the family that raised it, which ${isTakenBack ? 'takes it back' : 'counts less'}. ${reasons(rulings)}`,
    isSettled: isTakenBack,
  };
}

function agreement(cluster: Cluster): SettledRuling {
  const agents = [...new Set(cluster.findings.map((finding) => finding.agent))].sort();
  return {
    value: 'confirmed',
    by: [],
    reason: `Raised independently by ${joinTitles(agents)}; nobody else could rule on it.`,
    evidence: [],
    isSettled: true,
  };
}

function settled(value: RulingValue, rulings: readonly Ruling[]): SettledRuling {
  return {
    value,
    by: agentsOf(rulings),
    reason: reasons(rulings) || null,
    evidence: evidenceOf(rulings),
    isSettled: true,
  };
}

function unverified(rulings: readonly Ruling[], reason: string | null): SettledRuling {
  return {
    value: 'unverified',
    by: agentsOf(rulings),
    reason,
    evidence: evidenceOf(rulings),
    isSettled: false,
  };
}

const agentsOf = (rulings: readonly Ruling[]): string[] =>
  [...new Set(rulings.map((ruling) => ruling.agent))].sort();

const names = (rulings: readonly Ruling[]): string => joinTitles(agentsOf(rulings));

/** One ruling's reason as it is, several with the name before each. */
function reasons(rulings: readonly Ruling[]): string {
  const told = rulings.filter((ruling) => ruling.reason !== '');
  if (told.length === 1) return told[0]?.reason ?? '';
  return told.map((ruling) => `${agentTitle(ruling.agent)}: ${ruling.reason}`).join('\n\n');
}

function evidenceOf(rulings: readonly Ruling[]): ReportEvidence[] {
  const seen = new Set<string>();
  return rulings
    .flatMap((ruling) => ruling.evidence)
    .filter((entry) => {
      const text = JSON.stringify(entry);
      return !seen.has(text) && seen.add(text);
    });
}
