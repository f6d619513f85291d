import { openSources } from '../../change/places/sources.ts';
import { fingerprint } from '../../findings/fingerprint.ts';
import { severityRank } from '../../model/answers/review-schema.ts';
import { candidatesOf } from '../../model/answers/ruling.ts';
import type { Finding } from '../../model/finding.ts';
import type { Recording } from '../../model/recording.ts';
import type { ReportFinding } from '../../model/report/report-schema.ts';
import { agentTitle } from '../../model/report/wording.ts';
import type { AgentRun } from '../../model/run.ts';
import { type Cluster, clusterOf } from '../clustering/cluster.ts';
import { readPairAnswers } from '../clustering/pair-answers.ts';
import { applyProofs } from '../proofs/apply-proofs.ts';
import { goneFindings, type SplitCluster, splitCarried } from '../rounds/carry-findings.ts';
import { keepDisputesSettled } from '../rounds/settled-disputes.ts';
import { unchangedGround } from '../rounds/unchanged-ground.ts';
import { judgeLate } from '../verdict/late.ts';
import { numberFindings, type Unnumbered } from '../verdict/number-findings.ts';
import { collectRulings, type Ruling } from './collect-rulings.ts';
import { findDeclined } from './find-declined.ts';
import { createOpposition, type Rulers } from './opposition.ts';
import { type SettlingContext, settleCluster } from './settle-cluster.ts';
import type { SettledFinding, SettledRuling } from './settled-finding.ts';

/** What rulings are applied from: a recording, or as much of one as there is while the review goes on. */
export type RulingBasis = Pick<Recording, 'change' | 'sources' | 'runs' | 'rules' | 'previous'> & {
  readonly review: Pick<Recording['review'], 'finishedAt' | 'round' | 'scope'>;
  readonly team: Rulers;
  readonly proofs?: Recording['proofs'] | undefined;
};

/**
 * Settles every cluster: its ruling, severity, kind and state, and its id in report order. A cluster has the rulings of all its
 * findings, each for what its adjudicator was shown, so nothing depends on which of them was known when the adjudicator was asked.
 */
export function applyRulings(clusters: readonly Cluster[], recording: RulingBasis): SettledFinding[] {
  const scene = { change: recording.change, sources: openSources(recording.sources, recording.change) };
  const findings = clusters.flatMap((cluster) => cluster.findings);
  const answers = readPairAnswers(recording.runs);
  const familyOf = new Map(findings.map(({ key, family }) => [key, family]));
  const context: SettlingContext = {
    scene,
    opposition: createOpposition(recording.team, familyOf),
    areSame: (one, other) => answers.areSame(one, other),
  };
  const all = collectRulings(recording.runs, findings, scene);
  const rulings = rulingsBySubject(all);
  const settled = splitCarried(clusters, recording)
    .flatMap((split) => splitDeclined(split, recording, scene.sources))
    .map((part) => settlePart(part, rulingsOn(part.cluster, rulings), recording, context));
  const isUnchanged = unchangedGround(recording);
  const proven = applyProofs(keepDisputesSettled(settled, recording, isUnchanged), recording.proofs, {
    rulings: all,
    previous: recording.previous,
    familyOf: (agent) => recording.team.find(({ name }) => name === agent)?.family,
  });
  return numberFindings(
    proven.map((finding) => ({ ...finding, ...judgeLate(finding, recording, isUnchanged) })),
    recording.change.files.map((file) => file.path),
  );
}

/** A cluster of which nothing, or everything, was declined. */
interface Part extends SplitCluster {
  readonly declinedReason: string | null;
}

/** A decision covers the findings that it names, not those that are one with them: what was decided of a finding holds for nothing graver. */
function splitDeclined(
  split: SplitCluster,
  { rules, review }: RulingBasis,
  sources: SettlingContext['scene']['sources'],
): Part[] {
  if (rules.declined.length === 0) return [{ ...split, declinedReason: null }];
  const day = new Date(review.finishedAt).toISOString().slice(0, 10);
  const groups = new Map<string | null, Finding[]>();
  for (const finding of split.cluster.findings) {
    const fingerprints = [fingerprint(finding, sources)];
    if (split.carried !== null) fingerprints.push(split.carried.fingerprint);
    const inherited = fingerprintsOf(
      split.inherited.filter((known) => severityRank(known.severity) <= severityRank(finding.severity)),
    );
    const named = { findings: [finding], severity: finding.severity, fingerprints, inherited };
    const reason = findDeclined(named, rules.declined, day)?.reason ?? null;
    groups.set(reason, [...(groups.get(reason) ?? []), finding]);
  }
  if (groups.size === 1) return [...groups.keys()].map((declinedReason) => ({ ...split, declinedReason }));
  const heir = groups.has(null) ? null : [...groups.keys()][0];
  return [...groups].map(([declinedReason, findings]) => {
    const cluster = clusterOf(findings);
    return declinedReason === heir
      ? { ...split, cluster, declinedReason }
      : {
          cluster,
          previous: [],
          remembered: [],
          inherited: [],
          carried: null,
          isUnknown: false,
          declinedReason,
        };
  });
}

function settlePart(
  { cluster, previous, remembered, inherited, carried, isUnknown, declinedReason }: Part,
  rulings: readonly Ruling[],
  recording: RulingBasis,
  context: SettlingContext,
): Unnumbered {
  const settled = settleCluster(cluster, rulings, remembered, context);
  const { severity, kind, severityBefore, kindBefore } = settled;
  const isRuledOn = rulings.length > 0 && settled.ruling.by.length > 0;
  const ruling =
    carried !== null && !isRuledOn
      ? rulingOfLastRound(carried)
      : withSilence(settled.ruling, cluster, recording.runs);
  const fallen = new Set(settled.fallen.map(({ key }) => key));
  const lead = cluster.findings.find(({ key }) => !fallen.has(key)) ?? cluster.findings[0];
  const own = carried?.fingerprint ?? (lead === undefined ? '' : fingerprint(lead, context.scene.sources));
  const isFixed = carried !== null && ruling.value === 'refuted';
  const { scope } = recording.review;
  const gone = recording.previous === null ? [] : goneFindings(recording.previous);
  const isBack =
    scope !== undefined && previous.length > 0 && previous.every((known) => gone.includes(known));
  const isFormer = isBack || scope?.formerly.includes(own) === true;
  const isKnown = previous.length > 0 && !isBack;
  const since = isKnown ? (isUnknown ? 'unknown' : 'open') : isFormer ? 'reopened' : 'new';
  const state = declinedReason !== null ? 'declined' : isFixed ? 'fixed' : since;
  return {
    cluster: lead === undefined ? cluster : leadBy(lead, cluster),
    severity,
    kind,
    severityBefore,
    kindBefore,
    ruling,
    fallen: settled.fallen,
    fingerprint: own,
    formerFingerprints: fingerprintsOf(inherited).filter((former) => former !== own),
    state,
    declinedReason,
    previousIds: previous.map(({ id }) => id),
    carried,
    raisedBefore: previous.flatMap(({ alsoRaisedAt }) => alsoRaisedAt ?? []),
  };
}

/** The same cluster, told by a finding that stands. */
const leadBy = (lead: Finding, cluster: Cluster): Cluster =>
  lead === cluster.findings[0]
    ? cluster
    : { ...cluster, findings: [lead, ...cluster.findings.filter((finding) => finding !== lead)] };

/** All that findings of the last round were known by, then and before. */
const fingerprintsOf = (findings: readonly ReportFinding[]): string[] => [
  ...new Set(findings.flatMap((finding) => [finding.fingerprint, ...finding.formerFingerprints])),
];

function rulingsBySubject(rulings: readonly Ruling[]): Map<string, Ruling[]> {
  const bySubject = new Map<string, Ruling[]>();
  for (const ruling of rulings) {
    for (const key of ruling.subjects) bySubject.set(key, [...(bySubject.get(key) ?? []), ruling]);
  }
  return bySubject;
}

/**
 * The rulings on a cluster, each for the findings of it that it was about. One that also spoke of findings of other clusters, taken for
 * one with these then, counts for less.
 */
function rulingsOn({ findings }: Cluster, bySubject: ReadonlyMap<string, readonly Ruling[]>): Ruling[] {
  const found = [...new Set(findings.flatMap((finding) => bySubject.get(finding.key) ?? []))];
  if (found.length === 0) return [];
  const keys = new Set(findings.map((finding) => finding.key));
  return found
    .map((ruling) => (ruling.subjects.every((key) => keys.has(key)) ? ruling : ofSeveral(ruling)))
    .sort((a, b) => (a.run < b.run ? -1 : 1));
}

/**
 * Which of several findings a ruling speaks of, and its severity, kind and citations belong to, nobody can tell: it makes none of them
 * milder, and where it found them graver, each may be the one.
 */
const ofSeveral = (ruling: Ruling): Ruling => ({
  ...ruling,
  isOfSeveral: true,
  isProven: false,
  hasEvidence: false,
  isReasoned: false,
  reason: `${ruling.reason} (Said of this together with another finding.)`.trim(),
});

/** Says who was asked in vain, where nobody ruled. */
function withSilence(ruling: SettledRuling, cluster: Cluster, runs: readonly AgentRun[]): SettledRuling {
  if (ruling.by.length > 0) return ruling;
  const keys = new Set(cluster.findings.map((finding) => finding.key));
  const silent = runs
    .filter(
      (run) =>
        run.role === 'adjudicator' &&
        run.isSetAside !== true &&
        candidatesOf(run.subjects).some(([, subject]) => subject.some((key) => keys.has(key))),
    )
    .map(
      (run) =>
        `${agentTitle(run.agent)} was asked and gave no ruling${run.outcome === 'completed' ? '' : ` (${run.outcome})`}`,
    );
  if (silent.length === 0) return ruling;
  const said = `${[...new Set(silent)].sort().join('; ')}.`;
  return { ...ruling, reason: ruling.reason === null ? said : `${ruling.reason} ${said}` };
}

/** What was settled then holds until somebody rules anew. */
function rulingOfLastRound({ ruling, blocking, state, late }: ReportFinding): SettledRuling {
  const { value, by, reason, evidence } = ruling;
  const isProven = evidence.some((entry) => entry.kind === 'citation' && entry.checked);
  // What did not block then, and neither for a decision nor for coming late, was settled.
  const isHarmless = !blocking && state !== 'declined' && late === undefined;
  return { value, by, reason, evidence, isSettled: value === 'confirmed' || isHarmless, isProven };
}
