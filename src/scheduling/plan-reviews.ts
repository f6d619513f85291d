import type { TeamMember } from '../agents/team/team.ts';
import { wordList } from '../consolidation/composing/wording.ts';
import { carriedPaths } from '../consolidation/rounds/unchanged-ground.ts';
import type { Brief } from '../model/brief.ts';
import type { Change } from '../model/change/change.ts';
import type { Scope } from '../model/report/scope-schema.ts';
import { countOf, formatCost, formatDuration, formatTokens, joinTitles } from '../model/report/wording.ts';
import type { RunCeilings } from './ceilings/run-budget.ts';
import type { SpendingCeilings } from './ceilings/spending.ts';

/** A run that waits for its turn. */
export interface Job {
  readonly member: TeamMember;
  readonly brief: Brief;
  /** Nobody waits for it: it is stopped when the last reviewer has ended. */
  readonly isSpare?: boolean;
}

/**
 * Every reviewer with every brief, all with the first before any with the second. A built-in reviewer takes no brief and reads the
 * whole change by itself: it runs once, however many parts the change has.
 * @param shard the number of the only brief to be given out, from 1; null for all of them.
 */
export function planReviews(
  team: readonly TeamMember[],
  briefs: readonly Brief[],
  shard: number | null = null,
): Job[] {
  const reviewers = team.filter((member) => member.reviews);
  const assigned = [...new Set(briefs.flatMap((brief) => brief.assigned))];
  return briefs.flatMap((brief, index) =>
    reviewers.flatMap((member): Job[] => {
      if (shard !== null && shard !== index + 1) return [];
      if (member.agent.type === 'cli') return [{ member, brief }];
      return index === 0 ? [{ member, brief: { ...brief, suffix: '', assigned } }] : [];
    }),
  );
}

/** What is about to run and within which ceilings, in one line; agents that cannot run are left out. */
export function describePlan(
  jobs: readonly Job[],
  { maxParallel, maxRuns, maxCostUsd, maxTokens, totalMs }: RunCeilings & SpendingCeilings,
): string {
  const ready = jobs.filter(({ member }) => member.detection.outcome === 'completed');
  const agentsOf = (type: TeamMember['agent']['type']) => [
    ...new Set(ready.flatMap(({ member: { agent } }) => (agent.type === type ? [agent.name] : []))),
  ];
  const parts = new Set(ready.map(({ brief }) => brief.suffix).filter((suffix) => suffix !== '')).size;
  const readers = agentsOf('cli');
  const who = [
    ...(readers.length > 0 ? [`${joinTitles(readers)}${parts > 1 ? `, ${parts} parts each` : ''}`] : []),
    ...agentsOf('built-in').map((name) => (parts > 1 ? `${name} once` : name)),
  ];
  const bounds = [
    ...(maxCostUsd === null ? [] : [formatCost(maxCostUsd)]),
    ...(maxTokens === null ? [] : [`${formatTokens(maxTokens)} tokens`]),
  ];
  const money = bounds.length === 0 ? 'without a cost ceiling' : `for at most ${bounds.join(' and ')}`;
  return (
    `Plan: ${countOf(ready.length, 'review run')}${who.length > 0 ? ` (${who.join('; ')})` : ''}, then rulings; ` +
    `at most ${maxParallel} runs at a time and ${maxRuns} in all, within ${formatDuration(totalMs)}, ${money}.`
  );
}

/** Files to review that are in nobody's brief, in one line; null where every file found room, or keeps its reading of an earlier round. */
export function describeLeftOut(
  { files }: Pick<Change, 'files'>,
  briefs: readonly Brief[],
  scope?: Scope,
): string | null {
  const assigned = new Set([...briefs.flatMap((brief) => brief.assigned), ...carriedPaths(scope)]);
  const reviewed = files.filter((file) => file.class === 'reviewed').map((file) => file.path);
  const leftOut = reviewed.filter((path) => !assigned.has(path));
  if (leftOut.length === 0) return null;
  return (
    `${leftOut.length} of ${countOf(reviewed.length, 'file')} to review found no room in any brief: ${wordList(leftOut, 5)}. ` +
    'Raise `limits.max-runs` or `limits.shard-bytes`.'
  );
}
