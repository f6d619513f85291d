import { readFileSync } from 'node:fs';
import type { Answer, CliAgent, Ended, RunContext } from '../../src/agents/adapter/agent.ts';

/** Where a transcript of a real CLI lies: what it printed in one run against the stub model server, and how it ended. */
export const transcriptFile = (program: string, name: string): URL =>
  new URL(`../fixtures/transcripts/${program}/${name.replaceAll(/\W+/g, '-')}.json`, import.meta.url);

/** How a recorded run is changed before it is read. */
type Changes = Partial<Ended> & {
  /** Share of standard output that is left, from 0 to 1. */
  readonly cutTo?: number;
};

/** What an adapter makes of a recorded run, which happened in `/workspace`. */
export function readTranscript(
  agent: CliAgent,
  name: string,
  { cutTo = 1, ...changes }: Changes = {},
): Answer {
  const recorded = JSON.parse(readFileSync(transcriptFile(agent.name, name), 'utf8')) as Ended;
  const stdout = recorded.stdout.slice(0, recorded.stdout.length * cutTo);
  return agent.read({ ...recorded, timedOut: false, stdout, ...changes }, buildRunContext());
}

/** A run in `/workspace` of a CLI that preflight found, with an environment that a test fills in. */
export function buildRunContext(overrides: Partial<RunContext> = {}): RunContext {
  return {
    workspace: '/workspace',
    home: '/home/run',
    briefDirectory: '/workspace/.deep-review',
    readable: [],
    settings: { model: null, effort: null },
    detection: {
      outcome: 'completed',
      version: null,
      program: null,
      sandbox: null,
      reason: null,
      warnings: [],
    },
    environment: {},
    logins: {},
    timeoutMs: 60_000,
    ...overrides,
  };
}
