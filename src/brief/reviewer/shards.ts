import type { ChangedFile, Hunk } from '../../model/change/change.ts';
import { hunkText, patchHeader } from './patch.ts';

/** A file, or as many whole hunks of it as fit together. */
export interface Part {
  readonly file: ChangedFile;
  readonly hunks: readonly Hunk[];
  /** Of its patch in UTF-8, header included. */
  readonly bytes: number;
}

/** What one run reads: parts in the order of the change, the riskiest file first. */
export type Shard = readonly Part[];

/** How the files to review are shared out. */
export interface ShardPlan {
  /** At least one, even when there is nothing to review. */
  readonly shards: readonly Shard[];
  /** Files that no shard had room for, the riskiest first. */
  readonly leftOut: readonly ChangedFile[];
}

/** `bytes`: what a shard should hold at most; `count`: how many there may be. */
export interface ShardLimits {
  readonly bytes: number;
  readonly count: number;
}

/**
 * Shares files out to about as few shards as can hold them, neighbours in the tree together and the riskiest directory
 * first. Where room runs out, the least risky files are left out, as far as whole files can be packed. A file is split only
 * when it is larger than a shard, and never inside a hunk: a hunk larger than a shard has one for itself. A file is
 * given whole or not at all.
 * @param files the riskiest first.
 */
export function planShards(files: readonly ChangedFile[], limits: ShardLimits): ShardPlan {
  const wanted = chooseByRisk(
    files.map((file) => partsOf(file, limits.bytes)),
    limits,
  );
  const shards = fillShards(orderByDirectory(wanted).flat(), limits);
  const placed = new Set(shards.flat());
  const isWhole = new Map(wanted.map((parts) => [parts[0]?.file, parts.every((part) => placed.has(part))]));
  const rank = new Map(files.map((file, index) => [file, index]));
  const kept = shards
    .map((shard) => shard.filter((part) => isWhole.get(part.file)))
    .filter((shard) => shard.length > 0)
    .map((shard) => joinParts(shard.toSorted((a, b) => (rank.get(a.file) ?? 0) - (rank.get(b.file) ?? 0))));
  return {
    shards: kept.length > 0 ? kept : [[]],
    leftOut: files.filter((file) => !isWhole.get(file)),
  };
}

/** The hunks of a file in parts of at most `limit` bytes each, or one part where it is no larger. */
export function partsOf(file: ChangedFile, limit: number): Part[] {
  const headerBytes = Buffer.byteLength(patchHeader(file, true));
  const sizes = file.hunks.map((hunk) => Buffer.byteLength(hunkText(hunk)));
  const bytes = sizes.reduce((sum, size) => sum + size, headerBytes);
  if (bytes <= limit || file.status === 'type-changed') return [{ file, hunks: file.hunks, bytes }];
  const parts: { file: ChangedFile; hunks: Hunk[]; bytes: number }[] = [];
  for (const [index, hunk] of file.hunks.entries()) {
    const size = sizes[index] ?? 0;
    const last = parts.at(-1);
    if (last && last.bytes + size <= limit) {
      last.hunks.push(hunk);
      last.bytes += size;
    } else parts.push({ file, hunks: [hunk], bytes: headerBytes + size });
  }
  return parts;
}

/** Takes files while there is room in all shards together; a part larger than a shard takes the whole of one. */
function chooseByRisk(files: readonly Part[][], limits: ShardLimits): Part[][] {
  let room = limits.bytes * limits.count;
  return files.filter((parts) => {
    const cost = parts.reduce((sum, part) => sum + Math.min(part.bytes, limits.bytes), 0);
    if (cost > room) return false;
    room -= cost;
    return true;
  });
}

/** Puts neighbours in the tree together; a directory comes where its riskiest file would. */
function orderByDirectory(files: readonly Part[][], depth = 0): readonly Part[][] {
  if (files.length < 2) return files;
  const groups = new Map<string | undefined, Part[][]>();
  for (const parts of files) {
    const name = parts[0]?.file.path.split('/')[depth];
    const group = groups.get(name);
    if (group) group.push(parts);
    else groups.set(name, [parts]);
  }
  return [...groups].flatMap(([name, group]) =>
    name === undefined ? group : orderByDirectory(group, depth + 1),
  );
}

/** Fills one shard after the other, evenly; what fits nowhere is not in the result. */
function fillShards(parts: readonly Part[], limits: ShardLimits): Part[][] {
  const total = parts.reduce((sum, part) => sum + part.bytes, 0);
  const even = total / Math.ceil(total / limits.bytes);
  const shards: { parts: Part[]; bytes: number }[] = [];
  for (const part of parts) {
    const hasRoom = (shard: { bytes: number }) => shard.bytes + part.bytes <= limits.bytes;
    const last = shards.at(-1);
    const mayOpen = shards.length < limits.count;
    const current = last && hasRoom(last) && (last.bytes < even || !mayOpen) ? last : null;
    const shard = current ?? (mayOpen ? { parts: [], bytes: 0 } : shards.find(hasRoom));
    if (!shard) continue;
    if (shard.bytes === 0) shards.push(shard);
    shard.parts.push(part);
    shard.bytes += part.bytes;
  }
  return shards.map((shard) => shard.parts);
}

/** Makes one of the parts of a file that came into one shard. */
function joinParts(parts: readonly Part[]): Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last?.file !== part.file) joined.push(part);
    else
      joined.splice(-1, 1, {
        ...part,
        hunks: [...last.hunks, ...part.hunks],
        bytes: last.bytes + part.bytes,
      });
  }
  return joined;
}
