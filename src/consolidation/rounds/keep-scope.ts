import { openSources } from '../../change/places/sources.ts';
import type { Recording } from '../../model/recording.ts';
import type { Report, ReportEvidence, ReportFinding } from '../../model/report/report-schema.ts';
import type { Scope } from '../../model/report/scope-schema.ts';
import { isByRules } from '../../model/team.ts';

/** What a round leaves of its reading. */
export interface ReadRound {
  readonly recording: Pick<Recording, 'review' | 'change' | 'sources' | 'team'>;
  /** Names of those whose reviews count. */
  readonly reviewers: readonly string[];
  readonly coverage: Report['coverage'];
  readonly verdict: Report['verdict'];
  /** Findings of the report, refuted and declined ones included. */
  readonly findings: readonly ReportFinding[];
}

/** After these a review counts as read by nobody. */
const unread = new Set(['too-few-reviewers', 'unread-findings']);

/**
 * The scope of a round with what came of it: who read each file, and with which others it shares a finding. Only what every valid
 * reviewer read, in a review that came to its end, can be relied on later.
 */
export function keepScope({
  recording,
  reviewers,
  coverage,
  verdict,
  findings,
}: ReadRound): Scope | undefined {
  const { review, change, sources } = recording;
  const { scope } = review;
  if (scope === undefined) return undefined;
  const opened = openSources(sources, change);
  const shared = pathsInCommon(findings, (path) => opened.resolve(path) ?? path);
  const byRules = new Set(recording.team.filter(isByRules).map(({ name }) => name));
  const people = reviewers.filter((name) => !byRules.has(name));
  const counts = review.complete && !review.isLastRoundLost && !unread.has(verdict.rule);
  const statuses = new Map(coverage.files.map((file) => [file.path, file.status]));
  const deleted = new Set(change.files.filter(({ status }) => status === 'deleted').map(({ path }) => path));
  const files = scope.files.map((file) => {
    const touches = [...new Set([...file.touches, ...(shared.get(file.path) ?? [])])].sort();
    if (file.state !== 'reviewed') return { ...file, touches };
    const status = statuses.get(file.path) ?? {};
    const readers = people.filter(
      (name) => status[name] === 'read' || (deleted.has(file.path) && status[name] === 'listed'),
    );
    const isRead = counts && readers.length > 0 && readers.length === people.length;
    return { ...file, readers, touches, since: isRead ? review.round : null };
  });
  return { ...scope, files };
}

/** For each path the others that some finding names with it, as its place or as evidence. */
function pathsInCommon(
  findings: readonly ReportFinding[],
  resolve: (path: string) => string,
): ReadonlyMap<string, readonly string[]> {
  const shared = new Map<string, string[]>();
  for (const finding of findings) {
    const paths = [...new Set(pathsOf(finding).map(resolve))];
    for (const path of paths)
      shared.set(path, [...(shared.get(path) ?? []), ...paths.filter((other) => other !== path)]);
  }
  return shared;
}

/** Every path that a finding speaks of. */
export function pathsOf({ anchor, otherPlaces, evidence, ruling }: ReportFinding): string[] {
  const cited = (entries: readonly ReportEvidence[]) =>
    entries.flatMap((entry) => (entry.kind === 'citation' ? [entry.path] : []));
  return [
    ...(anchor.path === null ? [] : [anchor.path]),
    ...otherPlaces.map(({ path }) => path),
    ...cited(evidence),
    ...cited(ruling.evidence),
  ];
}
