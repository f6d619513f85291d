import type { TeamMember } from '../../agents/team/team.ts';
import type { Rulers } from '../../consolidation/rulings/opposition.ts';
import type { AgentRun } from '../../model/run.ts';
import type { Ruler } from './ruling-situation.ts';

/** Who of a team may rule. */
export interface RulerList {
  /** Whether anybody may, now or when it stands in for another. */
  readonly isAnybody: boolean;
  /** Members that may rule now: one that waits to stand in for another does nothing. */
  members(): TeamMember[];
  /** The team as far as it matters for what rulings count. */
  facts(): Rulers;
  /** Members that may be asked now. */
  ready(finished: readonly AgentRun[], busy: readonly string[]): Ruler[];
}

/** Makes the list of one review. */
export function createRulerList(
  team: readonly TeamMember[],
  isWaiting: (member: TeamMember) => boolean,
): RulerList {
  const mayRule = ({ rules, detection }: TeamMember) => rules && detection.outcome === 'completed';
  const present = () => team.filter((member) => !isWaiting(member));
  const members = () => present().filter(mayRule);
  return {
    isAnybody: team.some(mayRule),
    members,
    facts: () =>
      present().map(({ agent: { name, family }, rules, detection: { outcome } }) => ({
        name,
        family,
        outcome,
        rules,
      })),
    ready: (finished, busy) =>
      members()
        .filter(({ agent }) => !hasFailed(agent.name, finished))
        .map(({ agent }) => ({
          agent: agent.name,
          family: agent.family,
          running: busy.filter((name) => name === agent.name).length,
          hasReviewed: finished.some((run) => run.agent === agent.name && run.role === 'reviewer'),
        })),
  };
}

/** Agents that have failed in this review are not asked again; who cannot write a script, or prose, may rule all the same. */
const hasFailed = (name: string, finished: readonly AgentRun[]): boolean =>
  finished.some(
    ({ agent, role, outcome, isSetAside }) =>
      agent === name &&
      (role === 'reviewer' || role === 'adjudicator') &&
      outcome !== 'completed' &&
      isSetAside !== true,
  );
