import type { Configuration } from '../../config/configuration.ts';
import type { Inputs } from '../../config/inputs.ts';
import { UserError } from '../../model/errors.ts';
import type { Ports } from '../../model/ports.ts';
import type { AgentRun, Spent } from '../../model/run.ts';
import type { TeamFacts } from '../../model/team.ts';
import type { Agent, AgentSettings, Detection } from '../adapter/agent.ts';
import { isCustom } from '../clis/custom.ts';
import { detectAgent } from './detect.ts';
import { findAgents, knownAgents } from './registry.ts';
import { settingsOf } from './settings.ts';

/** One agent of this review, after preflight. */
export interface TeamMember {
  readonly agent: Agent;
  readonly settings: AgentSettings;
  readonly detection: Detection;
  /** For one run, its retries included. */
  readonly timeoutMs: number;
  /** How often its model may be asked in one try, where the key proxy sees it. */
  readonly maxTurns: number;
  /** A sentence where a run has spent all that it may, and is to be stopped; left out where there is no ceiling. */
  readonly stopsAt?: (spent: Spent) => string | null;
  /** Asked to review; false for agents that may only rule. */
  readonly reviews: boolean;
  /** See {@link TeamFacts.optional}. */
  readonly optional?: boolean;
  /** May rule on other families' findings. */
  readonly rules: boolean;
  /** It waits, and reviews and rules only where that agent cannot. */
  readonly standsInFor?: string;
}

/**
 * Finds out who reviews and who may rule. A list of agents is taken as it is, so that one which cannot work is reported;
 * `auto` takes every agent that is on this machine, of which those not signed in are reported too.
 * @throws {UserError} when an input or the configuration names an agent that does not exist.
 */
export async function assembleTeam(
  inputs: Inputs,
  configuration: Configuration,
  ports: Ports,
): Promise<TeamMember[]> {
  const agents = knownAgents(configuration);
  findAgents(Object.keys(inputs.models), agents, 'Input "models"');
  const reviewers =
    inputs.agents === 'auto' ? [...agents.values()] : findAgents(inputs.agents, agents, 'Input "agents"');
  const rulers = findRulers(inputs.adjudication, reviewers, agents);
  const candidates = [...new Set([...reviewers, ...rulers])];
  const substitutes = findSubstitutes(configuration, candidates, reviewers, agents);
  const members = await Promise.all(
    [...candidates, ...substitutes.keys()].map(async (agent) => {
      const standsInFor = substitutes.get(agent);
      const settings = settingsOf(agent.name, inputs.models, configuration);
      return {
        agent,
        settings,
        detection: await detectAgent(agent, settings, ports),
        timeoutMs: timeoutOf(agent, inputs, configuration),
        maxTurns: configuration.limits['max-turns'],
        reviews: reviewers.includes(agent),
        optional: inputs.agents === 'auto',
        rules: rulers.includes(agent) || (standsInFor !== undefined && inputs.adjudication !== 'off'),
        ...(standsInFor !== undefined && { standsInFor }),
      };
    }),
  );
  const isHere = ({ agent, detection }: TeamMember) =>
    agent.type === 'built-in' || detection.program !== null || isCustom(configuration.agents[agent.name]);
  const team = inputs.agents === 'auto' ? members.filter(isHere) : members;
  for (const member of team) if (member.standsInFor === undefined) announce(member, ports);
  return team;
}

/** Members as plain data; the model is what the runs report, else what was asked for. */
export function teamFacts(
  team: readonly TeamMember[],
  runs: readonly AgentRun[],
  spared: readonly string[] = [],
): TeamFacts[] {
  const hasRun = (name: string) => runs.some((run) => run.agent === name);
  // Who waited in vain is nobody's concern.
  const present = team.filter(({ agent, standsInFor }) => standsInFor === undefined || hasRun(agent.name));
  return present.map(({ agent, settings, detection, reviews, optional, rules, standsInFor }) => ({
    name: agent.name,
    family: agent.family,
    model: runs.find((run) => run.agent === agent.name && run.model !== null)?.model ?? settings.model,
    effort: settings.effort,
    version: detection.version,
    outcome: detection.outcome,
    reason: detection.reason,
    warnings: detection.warnings,
    reviews: reviews || standsInFor !== undefined,
    optional,
    rules,
    ...(agent.type === 'cli' && agent.byRules && { byRules: true }),
    ...(standsInFor !== undefined && { standsInFor }),
    ...(spared.includes(agent.name) && { spared: true }),
  }));
}

/** Who waits for whom: agents that are in the team anyway do not, and nobody waits twice. */
function findSubstitutes(
  { substitutes }: Configuration,
  team: readonly Agent[],
  reviewers: readonly Agent[],
  agents: ReadonlyMap<string, Agent>,
): ReadonlyMap<Agent, string> {
  const origin = 'The configuration’s "substitutes"';
  const waiting = new Map<Agent, string>();
  for (const [name, others] of Object.entries(substitutes)) {
    const [replaced] = findAgents([name], agents, origin);
    for (const agent of findAgents(others, agents, origin))
      if (replaced && reviewers.includes(replaced) && !team.includes(agent) && !waiting.has(agent))
        waiting.set(agent, name);
  }
  return waiting;
}

function findRulers(
  adjudication: Inputs['adjudication'],
  reviewers: readonly Agent[],
  agents: ReadonlyMap<string, Agent>,
): Agent[] {
  if (adjudication === 'off') return [];
  if (adjudication === 'auto') return reviewers.filter(judges);
  const named = findAgents(adjudication, agents, 'Input "adjudication"');
  const silent = named.find((agent) => !judges(agent));
  if (!silent) return named;
  throw new UserError(
    `Input "adjudication" names "${silent.name}", which only reviews and cannot rule: leave it out.`,
  );
}

/** Fixed rules have nothing to say of what others found. */
const judges = (agent: Agent): boolean => agent.type === 'cli' && agent.byRules !== true;

function timeoutOf(agent: Agent, inputs: Inputs, configuration: Configuration): number {
  const minutes = configuration.agents[agent.name]?.['timeout-minutes'] ?? inputs['timeout-minutes'];
  return minutes * 60_000;
}

function announce({ agent, detection }: TeamMember, { emit, clock, log }: Ports): void {
  const { outcome, version, reason, warnings } = detection;
  const at = clock.now();
  if (outcome === 'completed') emit({ type: 'agent-ready', at, agent: agent.name, version });
  else emit({ type: 'agent-unavailable', at, agent: agent.name, outcome, reason: reason ?? outcome });
  for (const warning of warnings) log.warning(warning);
}
