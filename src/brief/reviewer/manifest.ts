import type { Change, ChangedFile, FileClass, FileStatus, Hunk } from '../../model/change/change.ts';
import type { Scope } from '../../model/report/scope-schema.ts';
import { patchPieces } from './patch.ts';
import type { Shard, ShardPlan } from './shards.ts';

/** `manifest.json` beside a brief; version 1. It is the same in every part of a large change but for `shard`. */
export interface Manifest {
  readonly version: 1;
  /** Full commit names; the change is `mergeBase` to `head`. */
  readonly base: string;
  readonly head: string;
  readonly mergeBase: string;
  /** The part that this run reads, from 1, and how many there are. */
  readonly shard: number;
  readonly shardCount: number;
  /** Every changed file, the riskiest first. */
  readonly files: readonly ManifestFile[];
}

/** One changed file; see {@link ChangedFile} for the terms. */
interface ManifestFile {
  readonly path: string;
  readonly oldPath: string | null;
  readonly status: FileStatus;
  readonly additions: number;
  readonly deletions: number;
  readonly class: FileClass;
  /** Why it is in that class, or why nobody is asked to read it. */
  readonly reason: string;
  readonly risk: number;
  readonly riskReasons: readonly string[];
  /** The parts whose runs read it: none when it is not to be reviewed or found no room, several when it was split. */
  readonly shards: readonly number[];
  /** Where its hunks are; empty when no part has it. */
  readonly hunks: readonly ManifestHunk[];
}

/** A hunk's first line and number of lines on both sides, and where it begins in `change.diff`. */
interface ManifestHunk {
  readonly old: readonly [start: number, count: number];
  readonly new: readonly [start: number, count: number];
  readonly shard: number;
  /** Line of its `@@` in that part's `change.diff`, from 1. */
  readonly line: number;
}

/** `change.diff` of a shard. */
export interface ShardPatch {
  readonly text: string;
  readonly lineCount: number;
  /** The line of each hunk's `@@` in it, from 1. */
  readonly numberLines: ReadonlyMap<Hunk, number>;
}

/** The patch of the hunks in a shard, whole and in its order. */
export function patchOfShard(shard: Shard): ShardPatch {
  const numberLines = new Map<Hunk, number>();
  const pieces = shard.flatMap((part) => patchPieces(part.file, part.hunks));
  let lineCount = 0;
  for (const { hunk, text } of pieces) {
    if (hunk) numberLines.set(hunk, lineCount + 1);
    lineCount += countLines(text);
  }
  return { text: pieces.map((piece) => piece.text).join(''), lineCount, numberLines };
}

function countLines(text: string): number {
  let lines = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lines++;
  return lines;
}

/** Renders each shard's `manifest.json`, one line a file so that a search finds all of it. */
export function renderManifests(
  change: Change,
  plan: ShardPlan,
  patches: readonly ShardPatch[],
  scope?: Scope,
): string[] {
  const files = manifestFiles(change, plan, patches, scope)
    .map((file) => JSON.stringify(file))
    .join(',\n');
  const { base, head, mergeBase } = change;
  return plan.shards.map((_, index) => {
    const facts: Omit<Manifest, 'files'> = {
      version: 1,
      base,
      head,
      mergeBase,
      shard: index + 1,
      shardCount: plan.shards.length,
    };
    return `${JSON.stringify(facts).slice(0, -1)},"files":[\n${files}\n]}\n`;
  });
}

function manifestFiles(
  change: Change,
  plan: ShardPlan,
  patches: readonly ShardPatch[],
  scope: Scope | undefined,
): ManifestFile[] {
  const shards = new Map<ChangedFile, number[]>();
  const places = new Map<Hunk, ManifestHunk>();
  for (const [index, shard] of plan.shards.entries()) {
    const number = index + 1;
    for (const { file } of shard) shards.set(file, [...(shards.get(file) ?? []), number]);
    for (const [hunk, line] of patches[index]?.numberLines ?? []) {
      const { oldStart, oldCount, newStart, newCount } = hunk;
      places.set(hunk, { old: [oldStart, oldCount], new: [newStart, newCount], shard: number, line });
    }
  }
  const leftOut = new Set(plan.leftOut);
  const carried = new Map(
    scope?.files.flatMap((file) => (file.state === 'carried' ? [[file.path, file.why]] : [])),
  );
  return change.files.map((file) => ({
    path: file.path,
    oldPath: file.oldPath,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    class: file.class,
    reason: leftOut.has(file) ? noRoom : (carried.get(file.path) ?? file.classReason),
    risk: file.risk,
    riskReasons: file.riskReasons,
    shards: shards.get(file) ?? [],
    hunks: file.hunks.flatMap((hunk) => places.get(hunk) ?? []),
  }));
}

const noRoom = 'found no room in this review (limits.max-runs, limits.shard-bytes)';
