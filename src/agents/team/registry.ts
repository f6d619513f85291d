import type { Configuration } from '../../config/configuration.ts';
import { nearest } from '../../config/nearest.ts';
import { UserError } from '../../model/errors.ts';
import type { Agent } from '../adapter/agent.ts';
import { claude } from '../clis/claude.ts';
import { codex } from '../clis/codex.ts';
import { copilot } from '../clis/copilot.ts';
import { customAgent, isCustom } from '../clis/custom.ts';
import { gemini } from '../clis/gemini.ts';
import { opencode } from '../clis/opencode.ts';
import { pi } from '../clis/pi.ts';
import { qwen } from '../clis/qwen.ts';
import { checks } from './checks-agent.ts';

/** Every agent that needs no declaration, by name, in the order of reports. */
const builtInAgents: Readonly<Record<string, Agent>> = {
  claude,
  codex,
  gemini,
  copilot,
  opencode,
  qwen,
  pi,
  checks,
};

/**
 * The agents that may be named: the built-in ones, then the configuration's custom ones (which may take a built-in name).
 * @throws {UserError} when the configuration has settings for an agent that exists nowhere.
 */
export function knownAgents(configuration: Configuration): ReadonlyMap<string, Agent> {
  const agents = new Map(Object.entries(builtInAgents));
  for (const [name, declaration] of Object.entries(configuration.agents)) {
    if (isCustom(declaration)) agents.set(name, customAgent(name, declaration));
    else if (!agents.has(name)) {
      throw new UserError(
        `The configuration's "agents.${name}" has no command, and there is no built-in agent of that name${nearest(name, Object.keys(builtInAgents))}. Give it a command, or correct the name.`,
      );
    }
  }
  return agents;
}

/**
 * Finds the named agents.
 * @param origin what named them, for the message: `input "agents"`.
 * @throws {UserError} naming the nearest known agent.
 */
export function findAgents(
  names: readonly string[],
  agents: ReadonlyMap<string, Agent>,
  origin: string,
): Agent[] {
  return [...new Set(names)].map((name) => {
    const agent = agents.get(name);
    if (agent) return agent;
    const known = [...agents.keys()];
    throw new UserError(
      `${origin} names "${name}", which is no agent${nearest(name, known)}. Known are ${known.join(', ')}; declare others in the configuration under "agents".`,
    );
  });
}
