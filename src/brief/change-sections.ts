import type { Change } from '../change/change.ts';
import type { Configuration } from '../config/configuration.ts';
import { describeChange, describeListed } from './describe-file.ts';
import { previousRoundLines } from './previous-round.ts';
import { limits, makeSection, type Section } from './section.ts';
import type { ShardPlan } from './shards.ts';
import type { Guidance } from './write-briefs.ts';

/** The sections of a reviewer's brief that are the same in every shard, by placeholder. */
export function tellChange(
  change: Change,
  plan: ShardPlan,
  configuration: Configuration,
  guidance: Guidance,
): Record<string, Section> {
  const unread = change.files.filter((file) => file.class !== 'reviewed');
  return {
    instructions: makeSection({
      lines: instructionLines([configuration.instructions, guidance.instructions]),
      limit: limits.guidance,
      file: 'instructions.md',
    }),
    notes: makeSection({
      untrusted: 'notes',
      lines: change.notes,
      limit: limits.text,
      file: 'notes.md',
    }),
    pullRequest: makeSection({
      untrusted: 'pull request',
      lines: pullRequestLines(change),
      limit: limits.text,
      file: 'pull-request.md',
    }),
    commits: makeSection({
      untrusted: 'commits',
      lines: commitLines(change),
      limit: limits.text,
      file: 'commits.md',
    }),
    previous: makeSection({
      untrusted: 'findings of the last round',
      lines: guidance.previous ? previousRoundLines(guidance.previous) : [],
      limit: limits.text,
      file: 'previous-round.jsonl',
    }),
    leftOut: makeSection({
      untrusted: 'files',
      lines: plan.leftOut.map(describeChange),
      limit: limits.list,
      file: 'manifest.json',
    }),
    listed: makeSection({
      untrusted: 'files',
      lines: unread.map(describeListed),
      limit: limits.list,
      file: 'manifest.json',
    }),
  };
}

function instructionLines(texts: readonly string[]): string[] {
  const said = [...new Set(texts.map((text) => text.trim()))].filter((text) => text !== '');
  return said.length === 0 ? [] : said.join('\n\n').split('\n');
}

function pullRequestLines({ pullRequest, branch }: Change): string[] {
  if (pullRequest === null) return [];
  const { number, author, title, body } = pullRequest;
  const from = branch === null ? '' : `, from ${branch}`;
  return [`#${number} by ${author}${from}`, title, ...(body === '' ? [] : ['', ...body.split('\n')])];
}

function commitLines({ commits }: Change): string[] {
  return commits.flatMap((commit) => [
    `${commit.oid.slice(0, 12)} ${commit.subject}`,
    ...(commit.body === '' ? [] : ['', ...commit.body.split('\n'), '']),
  ]);
}
