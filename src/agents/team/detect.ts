import { realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ports } from '../../model/ports.ts';
import type { Agent, AgentSettings, CliAgent, Detection, DetectionContext } from '../adapter/agent.ts';
import { readLogins } from '../keys/read-logins.ts';
import { keyRouteOf } from '../keys/withhold-key.ts';
import { findProgram } from '../processes/find-program.ts';
import { probe } from './probe.ts';

/** For a review: a loaded machine must not cost a reviewer; all agents are asked at the same time. */
const preflightLimitMs = 15_000;

/** Asks the machine, and no model, whether an agent can work; never throws, and never takes longer than `limitMs`. */
export async function detectAgent(
  agent: Agent,
  settings: AgentSettings,
  ports: Ports,
  limitMs = preflightLimitMs,
): Promise<Detection> {
  const found = { version: null, program: null, sandbox: null, warnings: [] };
  if (agent.type === 'built-in') return { ...found, outcome: 'completed', reason: null };
  const limit = new AbortController();
  const signal = AbortSignal.any([ports.signal, limit.signal]);
  const tooSlow = sleep(limitMs, undefined, { signal: limit.signal }).then(() => {
    const reason = `${agent.name} did not say its version within ${limitMs / 1000} s: try "deep-review doctor --agents ${agent.name}" when the machine is idle.`;
    return { ...found, outcome: 'crashed', reason } as const;
  });
  try {
    const torn = keyWithLineEnd(agent, settings, ports.environment);
    if (torn) {
      const reason = `${torn} holds a line end, which no header may have: set it again without one.`;
      return { ...found, outcome: 'unauthenticated', reason };
    }
    const logins = await readLogins(agent, ports.environment);
    return await Promise.race([agent.detect({ settings, logins, ...machine(ports, signal) }), tooSlow]);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { ...found, outcome: 'crashed', reason: `${agent.name} could not be checked: ${words}` };
  } finally {
    limit.abort();
    await tooSlow.catch(() => undefined);
  }
}

/** A variable of the agent's own keys that cannot be sent; null where there is none. */
function keyWithLineEnd(
  agent: CliAgent,
  settings: AgentSettings,
  environment: Ports['environment'],
): string | undefined {
  const route = keyRouteOf(agent, settings, environment);
  const names = [...(route?.keys ?? []), ...(agent.facts?.secrets ?? [])];
  return names.find((name) => /[\r\n]/.test(environment[name] ?? ''));
}

function machine(
  ports: Ports,
  signal: AbortSignal,
): Pick<DetectionContext, 'environment' | 'locate' | 'probe'> {
  return {
    environment: ports.environment,
    locate: async (program) => {
      const path = await findProgram(program, ports.environment.PATH);
      return path === null ? null : realpath(path);
    },
    probe: (command, timeoutMs) => probe(command, timeoutMs, ports, signal),
  };
}
