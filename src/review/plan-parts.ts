import { findAgents, knownAgents } from '../agents/team/registry.ts';
import { writeBriefs } from '../brief/reviewer/write-briefs.ts';
import { resolveRevisions } from '../change/ends/resolve-revisions.ts';
import { readHouseRules } from '../change/files/house-rules.ts';
import { readChange } from '../change/read-change.ts';
import { readConfiguration, readInstructions } from '../config/read-configuration.ts';
import { UserError } from '../model/errors.ts';
import type { Ports } from '../model/ports.ts';
import type { ReviewRequest } from './straight-line.ts';

/** One job of a review that is spread over machines. */
export interface Part {
  /** `codex`, or `codex-2` for the second part of a large change. */
  readonly name: string;
  readonly agent: string;
  /** The number of its part of the change, from 1; null for all of it. */
  readonly shard: number | null;
  /** The npm package that installs the agent, with its version; empty where none does. */
  readonly package: string;
}

/**
 * Plans a review as jobs: each agent with each part of the change, a part being what one run can read. Each job has the limits of the
 * configuration for itself.
 * @throws {UserError} where the agents are not named, since nothing need be installed here.
 */
export async function planParts(request: ReviewRequest, ports: Ports): Promise<Part[]> {
  const { inputs, previous } = request;
  if (inputs.agents === 'auto')
    throw new UserError('A review spread over jobs needs its agents by name: name them in input "agents".');
  const revisions = await resolveRevisions(request.change, ports);
  const configuration = await readConfiguration(request.configuration, revisions);
  const instructions = await readInstructions(inputs.instructions, revisions);
  const change = await readChange(revisions, configuration, ports);
  const houseRules = await readHouseRules(configuration['house-rules'], change, revisions);
  const briefs = writeBriefs(change, configuration, { instructions, houseRules, previous });
  const agents = findAgents(inputs.agents, knownAgents(configuration), 'Input "agents"');
  return agents.flatMap((agent): Part[] => {
    const whole = { name: agent.name, agent: agent.name, shard: null, package: '' };
    if (agent.type === 'built-in') return [whole];
    const installed = { ...whole, package: agent.facts?.install.split(' ').at(-1) ?? '' };
    if (briefs.length === 1) return [installed];
    return briefs.map((_, index) => ({ ...installed, name: `${agent.name}-${index + 1}`, shard: index + 1 }));
  });
}

/** The id of the run that does a part. */
export const runOfPart = ({ agent, shard }: Part): string =>
  shard === null ? agent : `${agent}-shard-${shard}`;
