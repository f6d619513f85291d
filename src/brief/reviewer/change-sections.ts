import type { Configuration } from '../../config/configuration.ts';
import { carriedPaths } from '../../consolidation/rounds/unchanged-ground.ts';
import type { Change } from '../../model/change/change.ts';
import { describeChange, describeListed } from './describe-file.ts';
import { feedbackLines } from './feedback.ts';
import type { Guidance } from './guidance.ts';
import { previousRoundLines } from './previous-round.ts';
import { makeFeedback, makeFileList, makeGuidance, makeIssues, makeText, type Section } from './section.ts';
import type { ShardPlan } from './shards.ts';

/** The sections of a reviewer's brief that are the same in every shard, by placeholder. */
export function tellChange(
  change: Change,
  plan: ShardPlan,
  configuration: Configuration,
  guidance: Guidance,
): Record<string, Section> {
  const unread = change.files.filter((file) => file.class !== 'reviewed');
  const carried = carriedPaths(guidance.scope);
  const previous = guidance.previous ? previousRoundLines(guidance.previous, carried) : [];
  return {
    instructions: makeGuidance(
      instructionLines([configuration.instructions, guidance.instructions]),
      'instructions.md',
    ),
    notes: makeText('notes', change.notes, 'notes.md'),
    pullRequest: makeText('pull request', pullRequestLines(change), 'pull-request.md'),
    issues: makeIssues(issueLines(change)),
    feedback: makeFeedback(feedbackLines(change, guidance.previous)),
    commits: makeText('commits', commitLines(change), 'commits.md'),
    tools: makeText('words of other tools', guidance.tools ?? [], 'tools.md'),
    previous: makeText('findings of the last round', previous, 'previous-round.jsonl'),
    leftOut: makeFileList(plan.leftOut.map(describeChange)),
    carried: makeFileList(change.files.filter((file) => carried.has(file.path)).map(describeChange)),
    listed: makeFileList(unread.map(describeListed)),
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

function issueLines({ pullRequest }: Change): string[] {
  return (pullRequest?.issues ?? []).flatMap(({ number, title, author, body }) => [
    `#${number} by ${author}: ${title}`,
    ...(body === '' ? [] : ['', ...body.split('\n'), '']),
  ]);
}

function commitLines({ commits }: Change): string[] {
  return commits.flatMap((commit) => [
    `${commit.oid.slice(0, 12)} ${commit.subject}`,
    ...(commit.body === '' ? [] : ['', ...commit.body.split('\n'), '']),
  ]);
}
