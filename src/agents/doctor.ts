import type { Configuration } from '../config/configuration.ts';
import type { Ports } from '../ports.ts';
import type { Agent, AgentSettings, Detection } from './agent.ts';
import { detectAgent } from './detect.ts';
import { askOneWord, type OneWord } from './one-word.ts';
import { findAgents, knownAgents } from './registry.ts';
import { settingsOf } from './settings.ts';

/** A person waits. */
const limitMs = 4_500;

/** What `deep-review doctor` is asked. */
export interface DiagnosisRequest {
  readonly names: 'auto' | readonly string[];
  readonly configuration: Configuration;
  /** Also ask each agent's model for one word, which costs a little. */
  readonly probe: boolean;
  readonly ports: Ports;
}

/** The state of one agent on this machine. */
export interface Diagnosis {
  readonly name: string;
  readonly family: string;
  readonly outcome: Detection['outcome'];
  readonly version: string | null;
  readonly program: string | null;
  readonly sandbox: string | null;
  /** One sentence that says what to do; null when ready. */
  readonly reason: string | null;
  readonly warnings: readonly string[];
  /** Null where no model was asked. */
  readonly answer: OneWord | null;
}

/**
 * Says of each agent whether it could review here.
 * @throws {UserError} when a name is no agent's.
 */
export async function diagnose({
  names,
  configuration,
  probe,
  ports,
}: DiagnosisRequest): Promise<Diagnosis[]> {
  const known = knownAgents(configuration);
  const agents = names === 'auto' ? [...known.values()] : findAgents(names, known, 'Input "agents"');
  return Promise.all(
    agents.map((agent) => diagnoseOne(agent, settingsOf(agent.name, {}, configuration), probe, ports)),
  );
}

async function diagnoseOne(
  agent: Agent,
  settings: AgentSettings,
  probe: boolean,
  ports: Ports,
): Promise<Diagnosis> {
  const detection = await detectAgent(agent, settings, ports, limitMs);
  const canBeAsked = probe && agent.type === 'cli' && detection.outcome === 'completed';
  const answer = canBeAsked ? await askOneWord(agent, settings, detection, ports) : null;
  return { name: agent.name, family: agent.family, ...detection, answer };
}

/** The diagnoses as text: a line per agent, and below it what to do. */
export function renderDiagnosis(diagnoses: readonly Diagnosis[]): string {
  const width = Math.max(...diagnoses.map(({ name }) => name.length));
  const lines = diagnoses.flatMap((diagnosis) => {
    const { name, version, outcome, warnings, reason, answer } = diagnosis;
    const state = outcome === 'completed' ? 'ready' : outcome;
    const asked =
      answer === null
        ? []
        : [answer.outcome === 'completed' ? `answers (${answer.durationMs} ms)` : answer.outcome];
    const head = [name.padEnd(width), [state, ...asked].join(', '), version ?? ''].join('  ').trimEnd();
    const advice = [reason, answer?.reason ?? null, ...warnings].filter((line) => line !== null);
    return [head, ...advice.map((line) => `${' '.repeat(width + 2)}${line}`)];
  });
  return `${lines.join('\n')}\n`;
}
