import { findChangedFile } from '../../change/places/change-index.ts';
import { quotePath } from '../../change/places/quote-path.ts';
import { createPathFinder } from '../../change/places/resolve-path.ts';
import type { ReviewOfRun } from '../../findings/read-reviews.ts';
import type { Review } from '../../model/answers/review-schema.ts';
import type { Change } from '../../model/change/change.ts';
import type { Finding } from '../../model/finding.ts';
import type { Recording } from '../../model/recording.ts';
import type { FileReading } from '../../model/run.ts';
import { builtIn } from '../../model/team.ts';

/** How far a reviewer got with a file. */
export type CoverageStatus = Review['coverage'][number]['status'];

const fromWorst: readonly CoverageStatus[] = ['failed', 'skipped', 'listed', 'read'];

/** The worst of some statuses: a file in several parts is as well covered as its worst part. */
export const worstOf = (statuses: readonly CoverageStatus[]): CoverageStatus =>
  fromWorst.find((status) => statuses.includes(status)) ?? 'skipped';

/** What one reviewer's run shows of the changed files; paths are those at the head. */
export interface Witness {
  readonly agent: string;
  /** The run ended well, and its answer could be read. */
  readonly isValid: boolean;
  /** Whether it was given the file to read; the built-in reviewer is given all. */
  readonly isGiven: (path: string) => boolean;
  /** Whether the hunks stood in its brief, so that reading them took no tool. */
  readonly inlined: boolean;
  /** Files that its tool calls opened. */
  readonly opened: ReadonlySet<string>;
  /** How far tools showed a file that it was given; null for none of it, undefined where its CLI does not say. */
  readonly shownOf: (path: string) => FileReading['shown'] | null | undefined;
  /** What it says itself. */
  readonly claims: ReadonlyMap<string, CoverageStatus>;
}

/** A witness for every reviewer's run. */
export function readWitnesses({ change, runs }: Recording, reviews: readonly ReviewOfRun[]): Witness[] {
  const findPath = createClaimReader(change);
  const readings = new Map(reviews.map(({ run, reading }) => [run, reading]));
  return runs
    .filter((run) => run.role === 'reviewer')
    .map((run) => {
      const reading = readings.get(run);
      const review = reading && reading.form !== 'unreadable' ? reading.review : null;
      const assigned = new Set(run.assigned);
      return {
        agent: run.agent,
        isValid: run.outcome === 'completed' && review !== null,
        isGiven: (path) => run.agent === builtIn || assigned.has(path),
        inlined: run.inlined,
        opened: new Set(run.pathsRead.flatMap((path) => findChangedFile(change, path)?.path ?? [])),
        shownOf: (path) =>
          run.readings === null
            ? undefined
            : (run.readings.find((reading) => reading.path === path)?.shown ?? null),
        claims: readClaims(review?.coverage ?? [], findPath),
      };
    });
}

/** Files at whose lines an agent has a finding, as `agent:path`. */
export function citedFiles(change: Change, findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(
    findings.flatMap(({ agent, anchor }) => {
      const isPlaced = anchor.path !== null && (anchor.status === 'exact' || anchor.status === 'moved');
      const file = isPlaced ? findChangedFile(change, anchor.path) : null;
      return file === null ? [] : [`${agent}:${file.path}`];
    }),
  );
}

function readClaims(
  coverage: Review['coverage'],
  findPath: (cited: string) => string | null,
): Map<string, CoverageStatus> {
  const claims = new Map<string, CoverageStatus>();
  for (const { path: cited, status } of coverage) {
    const path = findPath(cited);
    const before = path === null ? undefined : claims.get(path);
    if (path !== null) claims.set(path, before === undefined ? status : worstOf([before, status]));
  }
  return claims;
}

/** A reader of paths as agents write them, also in the quoted form that briefs list odd ones in. */
function createClaimReader(change: Change): (cited: string) => string | null {
  const finder = createPathFinder(change, []);
  const quoted = new Map(change.files.map(({ path }) => [quotePath(path), path]));
  return (cited) => {
    const path = quoted.get(cited) ?? finder.inChange(cited);
    return path === null ? null : (findChangedFile(change, path)?.path ?? null);
  };
}
