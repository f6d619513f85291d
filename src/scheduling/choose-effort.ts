import type { TeamMember } from '../agents/team/team.ts';
import { riskyFrom } from '../change/files/risk.ts';
import type { Brief } from '../model/brief.ts';
import type { Change } from '../model/change/change.ts';

/** From half of what counts as risky on there is something to think about. */
const worthThoughtFrom = riskyFrom / 2;

/**
 * Says how hard an agent is to think where its effort is `auto`: of a reviewer by the riskiest file of its brief, so that each part of a
 * large change has its own; an adjudicator thinks hard, since little is asked of it and much hangs on it; who writes a script less, and an editor
 * little.
 */
export function withEffort(
  member: TeamMember,
  { role, assigned }: Pick<Brief, 'role' | 'assigned'>,
  { files }: Pick<Change, 'files'>,
): TeamMember {
  if (member.settings.effort !== 'auto') return member;
  const own = new Set(assigned);
  const risk = files.reduce((most, file) => (own.has(file.path) ? Math.max(most, file.risk) : most), 0);
  const ofReviewer = risk >= riskyFrom ? 'high' : risk >= worthThoughtFrom ? 'medium' : 'low';
  const effort = { reviewer: ofReviewer, adjudicator: 'high', prover: 'medium', editor: 'low' }[role];
  return { ...member, settings: { ...member.settings, effort } };
}
