import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { writeOneWordBrief } from '../../brief/one-word-brief.ts';
import type { Ports } from '../../model/ports.ts';
import type { Outcome } from '../../model/run.ts';
import type { AgentSettings, CliAgent, Detection } from '../adapter/agent.ts';
import { readLogins } from '../keys/read-logins.ts';
import { keyRouteOf, withholdKey } from '../keys/withhold-key.ts';
import { attemptRun } from '../runs/attempt.ts';
import { enclose, sandboxFor } from '../sandbox/sandbox-invocation.ts';

/** What came of asking an agent's model for one word. */
export interface OneWord {
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly durationMs: number;
}

/** Slow CLIs need 5 s for a trivial answer, a busy service more. */
const limitMs = 30_000;

/** Asks with the same flags and sandbox as a real run, in an empty directory: only this proves that an agent answers. */
export async function askOneWord(
  agent: CliAgent,
  settings: AgentSettings,
  detection: Detection,
  ports: Ports,
): Promise<OneWord> {
  const directory = await mkdtemp(join(ports.temporaryDirectory, 'one-word-'));
  const [workspace, home] = [join(directory, 'workspace'), join(directory, 'home')];
  await Promise.all([workspace, home].map((path) => mkdir(path, { mode: 0o700 })));
  const logins = await readLogins(agent, ports.environment);
  const key = await withholdKey(
    keyRouteOf(agent, settings, ports.environment),
    ports.environment,
    ports.clock.now,
  );
  const startedAt = ports.clock.now();
  const { judgement } = await attemptRun(writeOneWordBrief(), {
    agent,
    context: {
      workspace,
      home,
      briefDirectory: workspace,
      readable: [],
      settings,
      detection,
      environment: key.environment,
      logins,
      timeoutMs: limitMs,
    },
    directory,
    signal: ports.signal,
    limitMs,
    redact: ports.redact,
    prepare: async (invocation, temporary) => {
      const places = { home, temporary, readable: [workspace], writable: [], gitDirectories: [] };
      return enclose(key.disclose(invocation), await sandboxFor(invocation, detection, places, ports));
    },
  }).finally(key.close);
  return { outcome: judgement.outcome, reason: judgement.reason, durationMs: ports.clock.now() - startedAt };
}
