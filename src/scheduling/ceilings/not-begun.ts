import { unstarted } from '../../agents/runs/run-facts.ts';
import type { AgentRun } from '../../model/run.ts';
import type { Job } from '../plan-reviews.ts';

/** A run that nobody began, for a reason: the report tells of it, and nobody waits for it. */
export function notBegun({ member, brief }: Job, reason: string, now: number): AgentRun {
  const { agent, settings, detection } = member;
  return {
    ...unstarted('cancelled', reason),
    id: [agent.name, brief.suffix].filter(Boolean).join('-'),
    agent: agent.name,
    family: agent.family,
    role: brief.role,
    model: settings.model,
    effort: settings.effort,
    version: detection.version,
    startedAt: now,
    durationMs: 0,
    assigned: brief.assigned,
    inlined: brief.inlined,
    subjects: brief.subjects,
  };
}

/** Whether a reviewer's run was left out for the ceiling. */
export const isUnbegunReview = ({ role, outcome, attempts, agent, family }: AgentRun): boolean =>
  role === 'reviewer' &&
  outcome === 'cancelled' &&
  attempts === 0 &&
  agent !== 'checks' &&
  family !== 'checks';
