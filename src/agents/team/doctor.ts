import { isAbsolute } from 'node:path';
import type { Configuration } from '../../config/configuration.ts';
import type { Ports } from '../../model/ports.ts';
import type { Agent, AgentSettings, CliAgent, Detection } from '../adapter/agent.ts';
import { sandboxFor } from '../sandbox/sandbox-invocation.ts';
import { detectAgent } from './detect.ts';
import { askOneWord, type OneWord } from './one-word.ts';
import { probe as runProbe } from './probe.ts';
import { findAgents, knownAgents } from './registry.ts';
import { settingsOf } from './settings.ts';

/** A person waits, for all agents at the same time: for what each says of itself, and then for its sandbox to be tried. */
const limitsMs = { detection: 4_000, everything: 4_500 };

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
  /** What the machine lets us put around it; null where it is not ready or runs in this process. */
  readonly confinement: string | null;
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
  // Not `AbortSignal.timeout`: combined with another signal, Node 20 may collect it as garbage.
  const limit = new AbortController();
  setTimeout(() => limit.abort(), limitsMs.everything).unref();
  const detection = await detectAgent(agent, settings, ports, limitsMs.detection);
  const { sandboxTrial: _, ...found } = detection;
  const known = { name: agent.name, family: agent.family, ...found };
  if (agent.type === 'built-in' || detection.outcome !== 'completed') {
    return { ...known, confinement: null, answer: null };
  }
  const signal = AbortSignal.any([ports.signal, limit.signal]);
  const { claim, absent } = await tryConfinement(agent, detection, { ...ports, signal });
  if (absent !== null) {
    const reason = `In its sandbox ${absent} is not there: name it in "agents.${agent.name}.readable" in the configuration.`;
    return { ...known, outcome: 'missing', reason, confinement: claim, answer: null };
  }
  return {
    ...known,
    confinement: claim,
    answer: probe ? await askOneWord(agent, settings, detection, ports) : null,
  };
}

/** What the machine lets us put around an agent, and the first file of a custom agent's command that is not there inside of it. */
async function tryConfinement(
  agent: CliAgent,
  detection: Detection,
  ports: Ports,
): Promise<{ readonly claim: string | null; readonly absent: string | null }> {
  const { temporaryDirectory } = ports;
  const [program = detection.program ?? 'true', ...parts] = agent.command ?? [];
  const command = { command: [program, ...parts], workingDirectory: temporaryDirectory };
  const own = { home: temporaryDirectory, temporary: temporaryDirectory };
  const places = { ...own, readable: [], writable: [], gitDirectories: [] };
  const sandbox = await sandboxFor({ ...command, readable: agent.readable ?? [] }, detection, places, ports);
  const wanted = [detection.program ?? program, ...parts, ...(agent.readable ?? [])].filter(isAbsolute);
  const script = 'for path; do [ -e "$path" ] || printf "%s\\n" "$path"; done';
  const looked =
    sandbox &&
    (await runProbe([...sandbox.prefix, 'sh', '-c', script, 'sh', ...wanted], limitsMs.everything, ports));
  const [absent = null] = looked?.stdout.split('\n').filter((line) => line !== '') ?? [];
  if (ports.signal.aborted) return { claim: 'sandbox not tried: the machine is too busy', absent: null };
  return { claim: sandbox?.claim ?? null, absent };
}

/** The diagnoses as text: a line per agent, and below it how it is confined and what to do. */
export function renderDiagnosis(diagnoses: readonly Diagnosis[]): string {
  const width = Math.max(...diagnoses.map(({ name }) => name.length));
  const indent = ' '.repeat(width + 2);
  const lines = diagnoses.flatMap((diagnosis) => {
    const { name, version, outcome, confinement, warnings, reason, answer } = diagnosis;
    const states = [outcome === 'completed' ? 'ready' : outcome, ...describeAnswer(answer)];
    const head = [name.padEnd(width), states.join(', '), version ?? ''].join('  ').trimEnd();
    const details = [reason, answer?.reason ?? null, confinement, ...warnings];
    return [head, ...details.filter((line) => line !== null).map((line) => indent + line)];
  });
  return `${lines.join('\n')}\n`;
}

function describeAnswer(answer: OneWord | null): string[] {
  if (answer === null) return [];
  return [answer.outcome === 'completed' ? `answers (${answer.durationMs} ms)` : answer.outcome];
}
