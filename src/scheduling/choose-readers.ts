import type { TeamMember } from '../agents/team/team.ts';
import { riskyFrom } from '../change/files/risk.ts';
import type { Configuration } from '../config/configuration.ts';
import { wasAsked } from '../consolidation/verdict/valid-reviewers.ts';
import type { Change } from '../model/change/change.ts';
import { joinTitles } from '../model/report/wording.ts';
import type { Rules } from '../model/rules.ts';
import type { AgentRun } from '../model/run.ts';
import { isByRules } from '../model/team.ts';
import type { Job } from './plan-reviews.ts';

/** Who reads what, and who does where one of them fails. */
export interface Readers {
  /** The reviews to begin with, in the order of the plan. */
  readonly jobs: readonly Job[];
  /** The review to begin in place of one that failed; null where it did not, or nobody is left. */
  replace(run: AgentRun, job: Job): Job | null;
  /** Names of those who were spared something, and of those who were spared all of it. */
  spared(runs: readonly AgentRun[]): Spared;
}

/** Agents that could have read more. */
export interface Spared {
  readonly some: readonly string[];
  readonly all: readonly string[];
}

/**
 * Spares reviews of what is not risky, where `readers` is `by-risk`: a part with a risky file is read by everybody, another one by as many
 * as a verdict needs, in the order of the team. Who was spared is asked as soon as one of those who were not fails, so that sparing
 * makes no verdict inconclusive. Who cannot work is asked all the same, since its absence is to be told.
 */
export function chooseReaders(
  plan: readonly Job[],
  team: readonly TeamMember[],
  { files }: Pick<Change, 'files'>,
  { minReviewers, checksCount }: Pick<Rules, 'minReviewers' | 'checksCount'>,
  readers: Configuration['readers'],
): Readers {
  const risky = new Set(files.filter(({ risk }) => risk >= riskyFrom).map(({ path }) => path));
  const asked = team.filter(
    (member) =>
      wasAsked({ ...member, outcome: member.detection.outcome }) && (!holdsRules(member) || checksCount),
  );
  const needed = minReviewers === 'auto' ? Math.ceil(asked.length / 2) : minReviewers;
  const reserve: Job[] = [];
  const counts = new Map<string, number>();
  const jobs = plan.filter((job) => {
    const { assigned, suffix } = job.brief;
    if (readers === 'all' || holdsRules(job.member)) return true;
    if (job.member.detection.outcome !== 'completed') return true;
    if (assigned.some((path) => risky.has(path))) return true;
    const count = (counts.get(suffix) ?? 0) + 1;
    counts.set(suffix, count);
    if (count <= Math.max(1, needed)) return true;
    reserve.push(job);
    return false;
  });
  return {
    jobs,
    replace(run, { member, brief }) {
      if (run.role !== 'reviewer' || run.outcome === 'completed') return null;
      // One that could not work from the start was not counted on.
      if (member.detection.outcome !== 'completed') return null;
      const index = reserve.findIndex((job) => job.brief.suffix === brief.suffix);
      return index === -1 ? null : (reserve.splice(index, 1)[0] ?? null);
    },
    spared: (runs) => {
      const some = [...new Set(reserve.map(({ member }) => member.agent.name))];
      const hasReviewed = (name: string) =>
        runs.some(({ agent, role }) => agent === name && role === 'reviewer');
      return { some, all: some.filter((name) => !hasReviewed(name)) };
    },
  };
}

/** Who was spared something and why, in one sentence; none where nobody was. */
export function describeSpared({ some }: Spared): string[] {
  if (some.length === 0) return [];
  const were = some.length === 1 ? 'was' : 'were';
  return [
    `${joinTitles(some)} ${were} not asked to read what is not risky, since others did (\`readers: by-risk\`).`,
  ];
}

/** Fixed rules cost nothing, and read nothing. */
const holdsRules = ({ agent }: TeamMember): boolean =>
  isByRules({ name: agent.name, byRules: agent.type === 'cli' ? agent.byRules : true });
