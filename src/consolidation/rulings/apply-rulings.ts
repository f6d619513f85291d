import { openSources } from '../../change/places/sources.ts';
import { fingerprint } from '../../findings/fingerprint.ts';
import { candidatesOf } from '../../model/answers/ruling.ts';
import type { Sources } from '../../model/change/sources.ts';
import type { Recording } from '../../model/recording.ts';
import type { ReportFinding } from '../../model/report/report-schema.ts';
import { agentTitle } from '../../model/report/wording.ts';
import type { AgentRun } from '../../model/run.ts';
import type { Cluster } from '../clustering/cluster.ts';
import { type SplitCluster, splitCarried } from '../rounds/carry-findings.ts';
import { numberFindings, type Unnumbered } from '../verdict/number-findings.ts';
import { collectRulings, type Ruling } from './collect-rulings.ts';
import { findDeclined } from './find-declined.ts';
import { settleRuling, supportingRulings } from './settle-ruling.ts';
import { settleSeverity } from './settle-severity.ts';
import type { SettledFinding } from './settled-finding.ts';
import { splitByRulings } from './split-by-rulings.ts';

/** What rulings are applied from: a recording, or as much of one as there is while the review goes on. */
export type RulingBasis = Pick<Recording, 'change' | 'sources' | 'runs' | 'rules' | 'previous'> & {
  readonly review: Pick<Recording['review'], 'finishedAt'>;
};

/**
 * Settles every cluster: its ruling, severity, kind and state, and its id in report order. A cluster has the rulings of all its
 * findings, so nothing depends on which of them was known when the adjudicator was asked.
 */
export function applyRulings(clusters: readonly Cluster[], recording: RulingBasis): SettledFinding[] {
  const sources = openSources(recording.sources, recording.change);
  const rulings = rulingsBySubject(collectRulings(recording.runs, sources));
  const settled = splitCarried(clusters, recording.previous).flatMap((split) =>
    splitByRulings(split, rulingsOn(split.cluster, rulings)).map((part) =>
      settleCluster(part, rulingsOn(part.cluster, rulings), recording, sources),
    ),
  );
  return numberFindings(
    settled,
    recording.change.files.map((file) => file.path),
  );
}

function settleCluster(
  { cluster, previous, remembered, carried }: SplitCluster,
  rulings: readonly Ruling[],
  recording: RulingBasis,
  sources: Sources,
): Unnumbered {
  const settledRuling = withSilence(settleRuling(cluster, rulings), cluster, recording.runs);
  const ruling = carried !== null && rulings.length === 0 ? rulingOfLastRound(carried) : settledRuling;
  const fingerprints = cluster.findings.map((finding) => fingerprint(finding, sources));
  const day = new Date(recording.review.finishedAt).toISOString().slice(0, 10);
  const declined = findDeclined({ findings: cluster.findings, fingerprints }, recording.rules.declined, day);
  const isFixed = carried !== null && ruling.value === 'refuted';
  return {
    cluster,
    ruling,
    ...settleSeverity([...cluster.findings, ...remembered], ruling, supportingRulings(cluster, rulings)),
    fingerprint: carried?.fingerprint ?? fingerprints[0] ?? '',
    state: declined ? 'declined' : isFixed ? 'fixed' : previous.length > 0 ? 'open' : 'new',
    declinedReason: declined?.reason ?? null,
    previousIds: previous.map(({ id }) => id),
    carried,
  };
}

function rulingsBySubject(rulings: readonly Ruling[]): Map<string, Ruling[]> {
  const bySubject = new Map<string, Ruling[]>();
  for (const ruling of rulings) {
    for (const key of ruling.subjects) bySubject.set(key, [...(bySubject.get(key) ?? []), ruling]);
  }
  return bySubject;
}

/** The rulings on a cluster; those that also spoke of other findings, taken for one with these, count for less and only where there are no others. */
function rulingsOn({ findings }: Cluster, bySubject: ReadonlyMap<string, readonly Ruling[]>): Ruling[] {
  const keys = new Set(findings.map((finding) => finding.key));
  const found = [...new Set(findings.flatMap((finding) => bySubject.get(finding.key) ?? []))];
  const own = found.filter((ruling) => ruling.subjects.every((key) => keys.has(key)));
  return (own.length > 0 ? own : found.map(ofSeveral)).sort((a, b) => (a.run < b.run ? -1 : 1));
}

/** Which of several findings a ruling speaks of, and its severity and citations belong to, nobody can tell. */
function ofSeveral(ruling: Ruling): Ruling {
  return {
    ...ruling,
    severity: null,
    kind: null,
    isProven: false,
    reason: `${ruling.reason} (Said of this together with another finding.)`.trim(),
  };
}

/** Says who was asked in vain, where nobody ruled. */
function withSilence(
  ruling: SettledFinding['ruling'],
  cluster: Cluster,
  runs: readonly AgentRun[],
): SettledFinding['ruling'] {
  if (ruling.by.length > 0) return ruling;
  const keys = new Set(cluster.findings.map((finding) => finding.key));
  const silent = runs
    .filter(
      (run) =>
        run.role === 'adjudicator' &&
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
function rulingOfLastRound({ ruling }: ReportFinding): SettledFinding['ruling'] {
  const { value, by, reason, evidence } = ruling;
  return { value, by, reason, evidence, isSettled: value === 'confirmed' };
}
