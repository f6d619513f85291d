import { openSources } from '../../change/places/sources.ts';
import { fingerprint } from '../../findings/fingerprint.ts';
import type { Anchor } from '../../model/change/anchor.ts';
import type { Finding } from '../../model/finding.ts';
import type { Recording } from '../../model/recording.ts';
import type { Report, ReportFinding } from '../../model/report/report-schema.ts';
import { type Cluster, clusterOf } from '../clustering/cluster.ts';
import { sayOfOthers } from '../clustering/told-apart.ts';
import { speaksOfSamePlace } from './same-place.ts';
import { type Trace, traceGone } from './trace-finding.ts';
import { sayWhereItStands, type TracedPlaces, tracePlaces } from './trace-places.ts';
import { carriedPaths } from './unchanged-ground.ts';

/** As much of a recording as tells what the last round found, and what became of it. */
export type RoundBasis = Pick<Recording, 'previous' | 'change' | 'sources'> & {
  readonly review?: Pick<Recording['review'], 'scope'> | undefined;
  readonly proofs?: Recording['proofs'] | undefined;
};

/** A finding of the last round, and what became of its code. */
export interface TracedFinding extends TracedPlaces {
  /** Whether code says that its lines are gone, whatever a script showed. */
  readonly isGone: boolean;
}

/** Stands for the agent of the last round's findings, so that they may be one with a finding of the same agent; no run is named so. */
const lastRound = 'last round';
/** The key that a finding of the last round has in this one. */
export const lastRoundKey = (id: string): string => `${lastRound}/${id}`;

/** What the last round had: what stood, and what was declined, which stands too if the decision does not. */
const lastFindings = (report: Report): readonly ReportFinding[] => [
  ...report.findings,
  ...report.refuted.filter(({ state }) => state === 'declined'),
];

/** What counted in rounds before the last one, and was gone then. */
export const goneFindings = (report: Report): readonly ReportFinding[] => report.previous?.gone ?? [];

/** What a round leaves for the next: what it had, and what was gone, which counts again if its code comes back. */
export const rememberedFindings = (report: Report): readonly ReportFinding[] => [
  ...lastFindings(report),
  ...goneFindings(report),
];

/** The last round's findings, and what came back of those before, by the key that {@link carryFindings} gives them. */
export function traceFindings({ previous, change, sources, proofs }: RoundBasis): Map<string, TracedFinding> {
  if (previous === null) return new Map();
  const lastPaths = new Set(previous.coverage.files.map(({ path }) => path));
  const ends = { change, sources: openSources(sources, change), lastPaths };
  const last = lastFindings(previous).map((known): TracedFinding => {
    const places = tracePlaces(known, ends);
    const rerun = rerunTrace(known, places.trace, proofs);
    return { ...places, trace: rerun, isGone: places.trace.state === 'fixed' && rerun.state === 'fixed' };
  });
  const back = goneFindings(previous)
    .map((known): TracedFinding => ({ known, trace: traceGone(known, ends), leftFrom: null, isGone: false }))
    .filter(({ trace }) => trace.state !== 'fixed');
  return new Map([...last, ...back].map((entry) => [lastRoundKey(entry.known.id), entry]));
}

/**
 * A script that was confirmed to show a finding decides whether it is still there: by passing or failing at the head, whatever agents say. Another
 * script of it that passes shows nothing.
 */
function rerunTrace(known: ReportFinding, trace: Trace, proofs: Recording['proofs']): Trace {
  const proof = proofs?.find(
    ({ finding, script }) => finding === lastRoundKey(known.id) && script === known.proof?.script,
  );
  if (proof === undefined || known.proof?.review !== 'confirmed') return trace;
  const outcomes = proof.arms.filter(({ arm, script }) => arm === 'head' && script === 'repro');
  const runs = outcomes.flatMap((arm) => arm.runs);
  if (runs.length > 0 && runs.every(({ outcome }) => outcome === 'passes'))
    return { ...trace, state: 'fixed' };
  if (runs.some(({ outcome }) => outcome === 'fails') && trace.state === 'fixed')
    return { ...trace, state: 'open' };
  return trace;
}

/**
 * The last round's findings as findings of this one, placed at the head: clustered together with the new ones, they tell which
 * were raised again, in whatever words.
 */
export function carryFindings(basis: RoundBasis): Finding[] {
  const families = new Map(basis.previous?.agents.map(({ name, family }) => [name, family]));
  return [...traceFindings(basis)].map(([key, { known, trace, leftFrom }]) => {
    const { startLine } = known.anchor;
    const raiser = known.raisedBy[0]?.agent ?? lastRound;
    return {
      key,
      agent: lastRound,
      family: families.get(raiser) ?? raiser,
      id: known.id,
      severity: known.severity,
      kind: known.kind,
      title: known.title,
      anchor: trace.anchor,
      places: [known.anchor, ...(known.alsoRaisedAt ?? []).map((place) => place.anchor)].flatMap(placeOf),
      quote: startLine === null ? null : (known.cited?.lines.join('\n') ?? null),
      explanation: known.explanation,
      evidence: leftFrom === null ? [] : [sayWhereItStands(leftFrom)],
      fix: known.fix?.text ?? null,
      patch: known.fix?.patch ?? null,
    };
  });
}

const placeOf = ({ path, startLine, endLine }: Anchor): Finding['places'] =>
  path === null ? [] : [{ path, startLine, endLine }];

/** A cluster without the last round's findings, and those. */
export interface SplitCluster {
  /** What agents raised in this round; the last round's finding itself where nobody raised it again. */
  readonly cluster: Cluster;
  readonly previous: readonly ReportFinding[];
  /** Those of the last round's findings that blocked and whose code is not gone: agents alone cannot make them milder. */
  readonly remembered: readonly Finding[];
  /** Those whose code is not gone, is what is spoken of here, and is surely theirs: what was decided about them holds. */
  readonly inherited: readonly ReportFinding[];
  /** Set where nobody raised it again although it blocks, was declined, or is in a file that nobody was given, and its code is not gone. */
  readonly carried: ReportFinding | null;
  /** It is carried, and code cannot tell whether it is still there; said only where rounds may be incremental. */
  readonly isUnknown: boolean;
}

/**
 * Takes the last round's findings out of the clusters. One whose code stands at a place that nobody speaks of was not raised again,
 * whatever the words: like every one that nobody raised it stays, if it blocks or was declined, until its code is gone.
 */
export function splitCarried(clusters: readonly Cluster[], basis: RoundBasis): SplitCluster[] {
  const traced = traceFindings(basis);
  const scope = basis.review?.scope;
  const unread = carriedPaths(scope);
  const lastOf = assignLast(clusters, traced, basis);
  return clusters.flatMap((cluster): SplitCluster[] => {
    const raised = cluster.findings.filter(({ key }) => !traced.has(key));
    const last = lastOf.get(cluster) ?? [];
    // What is gone may be raised of other lines of its file; said of another file in the same words, it is another finding.
    const isRaised = ({ known, trace }: TracedFinding) =>
      raised.some((finding) =>
        trace.state === 'fixed'
          ? finding.anchor.path === known.anchor.path
          : speaksOfSamePlace(finding, trace),
      );
    const again = raised.length === 0 ? [] : last.filter(isRaised);
    const standing = again.filter(({ trace }) => trace.state !== 'fixed');
    const silent = last.filter(
      (entry) =>
        !again.includes(entry) &&
        entry.trace.state !== 'fixed' &&
        (entry.known.blocking ||
          entry.known.state === 'declined' ||
          unread.has(entry.trace.anchor.path ?? '')),
    );
    const carriedOn = silent.map(({ finding, known, trace }) => ({
      cluster: clusterOf([finding]),
      previous: [known],
      remembered: [],
      inherited: [known],
      carried: known,
      isUnknown: scope !== undefined && trace.state === 'unknown',
    }));
    if (raised.length === 0) return carriedOn;
    const raisedAnew = {
      cluster: clusterOf(raised),
      previous: again.map(({ known }) => known),
      remembered: standing.filter(({ known }) => known.blocking).map(({ finding }) => finding),
      inherited: standing.filter(({ trace }) => !trace.mayBeOthers).map(({ known }) => known),
      carried: null,
      isUnknown: false,
    };
    return [raisedAnew, ...carriedOn];
  });
}

/** A finding of the last round among those of this one. */
interface LastFinding extends TracedFinding {
  readonly finding: Finding;
}

/** The last round's findings by the cluster that each belongs to: where it was raised again word for word, else where its likeness put it. */
function assignLast(
  clusters: readonly Cluster[],
  traced: ReadonlyMap<string, TracedFinding>,
  { sources, change }: RoundBasis,
): ReadonlyMap<Cluster, readonly LastFinding[]> {
  if (traced.size === 0) return new Map();
  const opened = openSources(sources, change);
  const byFingerprint = new Map<string, { readonly cluster: Cluster; readonly again: Finding }>();
  for (const cluster of clusters)
    for (const finding of cluster.findings)
      if (!traced.has(finding.key))
        byFingerprint.set(fingerprint(finding, opened), { cluster, again: finding });
  const assigned = new Map<Cluster, LastFinding[]>();
  for (const cluster of clusters) {
    for (const finding of cluster.findings) {
      const entry = traced.get(finding.key);
      if (entry === undefined) continue;
      const named = byFingerprint.get(entry.known.fingerprint);
      const home = named === undefined || sayOfOthers(named.again, entry.known) ? cluster : named.cluster;
      assigned.set(home, [...(assigned.get(home) ?? []), { finding, ...entry }]);
    }
  }
  return assigned;
}
