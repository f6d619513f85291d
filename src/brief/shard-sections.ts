import picomatch from 'picomatch';
import type { Configuration } from '../config/configuration.ts';
import { describeAssigned } from './describe-file.ts';
import { quotePath } from './quote-path.ts';
import { limits, makeSection, type Section } from './section.ts';
import type { Shard, ShardPlan } from './shards.ts';

/** The sections of a reviewer's brief that tell of one shard and of what the others hold, by placeholder. */
export function tellShard(
  plan: ShardPlan,
  index: number,
  configuration: Configuration,
): Record<string, Section> {
  const shard = plan.shards[index] ?? [];
  const oversized = shard.filter((part) => part.bytes > configuration.limits['shard-bytes']);
  return {
    assigned: makeSection({
      untrusted: 'files',
      lines: shard.map(describeAssigned),
      limit: limits.list,
      file: 'manifest.json',
    }),
    oversized: makeSection({
      untrusted: 'files',
      lines: oversized.map((part) => `${quotePath(part.file.path)} | ${part.bytes} bytes`),
      limit: limits.list,
      file: 'manifest.json',
    }),
    otherShards: makeSection({
      untrusted: 'files',
      lines: plan.shards.flatMap((other, number) =>
        number === index ? [] : otherShardLines(other, number + 1),
      ),
      limit: limits.list,
      file: 'manifest.json',
    }),
    pathInstructions: makeSection({
      lines: pathInstructionLines(shard, configuration.paths),
      limit: limits.guidance,
      file: 'path-instructions.md',
    }),
  };
}

const otherShardLines = (shard: Shard, number: number): string[] =>
  shard.map((part) => `part ${number} | ${quotePath(part.file.path)}`);

/** The guidance whose glob matches a file of the shard, under its name at either end. */
function pathInstructionLines(shard: Shard, paths: Configuration['paths']): string[] {
  return paths.flatMap(({ glob, instructions }) => {
    const matches = picomatch(glob, { dot: true });
    const concerned = shard.some(
      ({ file }) => matches(file.path) || (file.oldPath !== null && matches(file.oldPath)),
    );
    return concerned ? [`#### \`${glob}\``, '', ...instructions.trim().split('\n'), ''] : [];
  });
}
