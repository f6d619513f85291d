import picomatch from 'picomatch';
import { quotePath } from '../../change/places/quote-path.ts';
import type { Configuration } from '../../config/configuration.ts';
import type { Scope } from '../../model/report/scope-schema.ts';
import { describeAssigned } from './describe-file.ts';
import { makeFileList, makeGuidance, type Section } from './section.ts';
import type { Shard, ShardPlan } from './shards.ts';

/** The sections of a reviewer's brief that tell of one shard and of what the others hold, by placeholder. */
export function tellShard(
  plan: ShardPlan,
  index: number,
  configuration: Configuration,
  scope?: Scope,
): Record<string, Section> {
  const shard = plan.shards[index] ?? [];
  const oversized = shard.filter((part) => part.bytes > configuration.limits['shard-bytes']);
  const others = plan.shards.flatMap((other, at) => (at === index ? [] : otherShardLines(other, at + 1)));
  return {
    assigned: makeFileList(shard.map((part) => describeAssigned(part, scope))),
    oversized: makeFileList(oversized.map(({ file, bytes }) => `${quotePath(file.path)} | ${bytes} bytes`)),
    otherShards: makeFileList(others),
    pathInstructions: makeGuidance(pathInstructionLines(shard, configuration.paths), 'path-instructions.md'),
  };
}

const otherShardLines = (shard: Shard, number: number): string[] =>
  shard.map((part) => `part ${number} | ${quotePath(part.file.path)}`);

/** The guidance whose glob matches a file of the shard, under its name at either end. */
function pathInstructionLines(shard: Shard, paths: Configuration['paths']): string[] {
  const concerned = paths.filter(({ glob }) => {
    const matches = picomatch(glob, { dot: true });
    return shard.some(({ file }) => matches(file.path) || (file.oldPath !== null && matches(file.oldPath)));
  });
  const told = concerned.map(({ glob, instructions }) => `#### \`${glob}\`\n\n${instructions.trim()}`);
  return told.length === 0 ? [] : told.join('\n\n').split('\n');
}
