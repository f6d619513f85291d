import type { DetectionContext, ProbeResult } from '../../src/agents/adapter/agent.ts';

/** What a machine answers to preflight: programs it has, and what a command printed, by the start of its line. */
export interface Machine {
  readonly programs?: readonly string[];
  readonly printed?: Readonly<Record<string, string | ProbeResult>>;
}

const ended = (stdout: string): ProbeResult => ({ exitCode: 0, stdout, stderr: '', missing: false });

/** A command that failed. */
export const failed = (stderr: string): ProbeResult => ({ exitCode: 1, stdout: '', stderr, missing: false });

/** A context for an adapter's preflight on a machine that a test makes up. */
export function buildDetectionContext(
  { programs = [], printed = {} }: Machine,
  overrides: Partial<DetectionContext> = {},
): DetectionContext {
  return {
    settings: { model: null, effort: null },
    environment: {},
    logins: {},
    locate: async (program) => (programs.includes(program) ? `/usr/local/bin/${program}` : null),
    async probe(command) {
      const line = command.join(' ');
      const answer = Object.entries(printed).find(([start]) => line.startsWith(start))?.[1] ?? '';
      return typeof answer === 'string' ? ended(answer) : answer;
    },
    ...overrides,
  };
}
