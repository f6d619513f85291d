import { anchorPlace } from '../../change/places/anchor.ts';
import { openSources } from '../../change/places/sources.ts';
import type { Finding } from '../../model/finding.ts';
import type { Recording } from '../../model/recording.ts';
import type { Report, ReportFinding } from '../../model/report/report-schema.ts';
import { type Cluster, clusterOf } from '../clustering/cluster.ts';

/** Stands for the agent of the last round's findings, so that they may be one with a finding of the same agent; no run is named so. */
const lastRound = 'last round';
const keyOf = (id: string): string => `${lastRound}/${id}`;

/**
 * The last round's standing findings as findings of this one, placed at the head: clustered together with the new ones, they tell which
 * were raised again, in whatever words.
 */
export function carryFindings({
  previous,
  change,
  sources,
}: Pick<Recording, 'previous' | 'change' | 'sources'>): Finding[] {
  if (previous === null) return [];
  const opened = openSources(sources, change);
  const families = new Map(previous.agents.map(({ name, family }) => [name, family]));
  return previous.findings.map((finding) => {
    const { path, startLine, endLine, side } = finding.anchor;
    const raiser = finding.raisedBy[0]?.agent ?? lastRound;
    const quote = citedCode(finding);
    return {
      key: keyOf(finding.id),
      agent: lastRound,
      family: families.get(raiser) ?? raiser,
      id: finding.id,
      severity: finding.severity,
      kind: finding.kind,
      title: finding.title,
      anchor:
        path === null
          ? finding.anchor
          : anchorPlace({ path, startLine, endLine, quote, side }, change, opened),
      places: path === null ? [] : [{ path, startLine, endLine }],
      quote,
      explanation: finding.explanation,
      evidence: [],
      fix: finding.fix?.text ?? null,
      patch: finding.fix?.patch ?? null,
    };
  });
}

/** The lines that a finding points at, without the context of its excerpt. */
function citedCode({ anchor, excerpt }: ReportFinding): string | null {
  const { startLine, endLine } = anchor;
  if (excerpt === null || startLine === null) return null;
  const from = startLine - excerpt.startLine;
  return excerpt.text
    .split('\n')
    .slice(from, from + (endLine ?? startLine) - startLine + 1)
    .join('\n');
}

/** A cluster without the last round's findings, and those. */
export interface SplitCluster {
  /** What agents raised in this round; the last round's finding itself where nobody raised it again. */
  readonly cluster: Cluster;
  readonly previous: readonly ReportFinding[];
  /** Those of the last round's findings that blocked and whose code is as it was: agents alone cannot make them milder. */
  readonly remembered: readonly Finding[];
  /** Set where nobody raised it again although it blocks and its code is as it was. */
  readonly carried: ReportFinding | null;
}

/** Takes the last round's findings out of the clusters; what is only of that round stays where it still blocks, and vanishes otherwise. */
export function splitCarried(clusters: readonly Cluster[], last: Report | null): SplitCluster[] {
  const byKey = new Map(last?.findings.map((finding) => [keyOf(finding.id), finding]));
  return clusters.flatMap(({ findings }): SplitCluster[] => {
    const raised = findings.filter((finding) => !byKey.has(finding.key));
    const previous = findings.flatMap((finding) => byKey.get(finding.key) ?? []);
    const remembered = findings.filter(
      (finding) => byKey.get(finding.key)?.blocking && isStillThere(finding),
    );
    if (raised.length > 0) return [{ cluster: clusterOf(raised), previous, remembered, carried: null }];
    return remembered.flatMap((finding) => {
      const known = byKey.get(finding.key);
      return known
        ? [{ cluster: clusterOf([finding]), previous: [known], remembered: [], carried: known }]
        : [];
    });
  });
}

/** Whether code finds what it speaks of; a finding about no lines stands as long as its file. */
export function isStillThere({ anchor, quote }: Finding): boolean {
  return quote === null ? anchor.status === 'file' : anchor.status === 'exact' || anchor.status === 'moved';
}
