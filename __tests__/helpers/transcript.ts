import { readFileSync } from 'node:fs';
import type { Answer, CliAgent, Ended, RunContext } from '../../src/agents/agent.ts';

/** Where a transcript of a real CLI lies: what it printed in one run against the stub model server, and how it ended. */
export const transcriptFile = (program: string, name: string): URL =>
  new URL(`../fixtures/transcripts/${program}/${name.replaceAll(/\W+/g, '-')}.json`, import.meta.url);

/** What an adapter makes of a recorded run, which happened in `/workspace`. */
export function readTranscript(agent: CliAgent, name: string, changed: Partial<Ended> = {}): Answer {
  const recorded = JSON.parse(readFileSync(transcriptFile(agent.name, name), 'utf8')) as Ended;
  return agent.read({ ...recorded, timedOut: false, ...changed }, buildRunContext());
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
