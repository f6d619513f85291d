import type { TeamMember } from '../agents/team/team.ts';
import { agentTitle, outcomeTitles } from '../model/report/wording.ts';
import type { AgentRun, Outcome } from '../model/run.ts';
import type { Job } from './plan-reviews.ts';

/** Keeps who waits to stand in for whom, and who does. */
export interface StandIns {
  /** The review to begin in place of one that failed; null where that takes none, or nobody is left. */
  replace(run: AgentRun, job: Job): Job | null;
  /** Whether a member waits still: it does nothing then. */
  isWaiting(member: TeamMember): boolean;
  /** One sentence for each that stood in. */
  readonly notes: readonly string[];
}

/** The agent is not there, or its service is not: another try of the same one would end so too. */
const isDown = (outcome: Outcome): boolean =>
  outcome === 'missing' || outcome === 'unauthenticated' || outcome === 'quota' || outcome === 'crashed';

/** Makes the list of one review. A substitute that is down itself gives its place to the next one. */
export function createStandIns(team: readonly TeamMember[]): StandIns {
  const active = new Map<string, string>();
  const notes = new Map<string, string>();
  const isWaiting = ({ agent, standsInFor }: TeamMember) =>
    standsInFor !== undefined && !active.has(agent.name);
  const isReady = ({ detection }: TeamMember) => detection.outcome === 'completed';
  return {
    isWaiting,
    replace(run, { member, brief }) {
      if (run.role !== 'reviewer' || !isDown(run.outcome)) return null;
      // One that was only found on the machine, and cannot work, was not asked.
      if (member.optional && member.detection.outcome !== 'completed') return null;
      const place = member.standsInFor ?? member.agent.name;
      const known = team.filter(({ standsInFor }) => standsInFor === place);
      // All parts of a change go to the same one, as long as that works.
      const next =
        known.find((other) => active.get(other.agent.name) === member.agent.name) ??
        known.find((other) => isWaiting(other) && isReady(other));
      if (next === undefined) return null;
      active.set(next.agent.name, member.agent.name);
      const { name } = next.agent;
      notes.set(
        name,
        `${agentTitle(name)} stood in for ${agentTitle(member.agent.name)}, which was ${outcomeTitles[run.outcome]}.`,
      );
      return { member: next, brief };
    },
    get notes() {
      return [...notes.values()];
    },
  };
}
