import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { claude } from '../../../src/agents/clis/claude.ts';
import { codex } from '../../../src/agents/clis/codex.ts';
import { copilot } from '../../../src/agents/clis/copilot.ts';
import { customAgent } from '../../../src/agents/clis/custom.ts';
import { gemini } from '../../../src/agents/clis/gemini.ts';
import { opencode } from '../../../src/agents/clis/opencode.ts';
import { pi } from '../../../src/agents/clis/pi.ts';
import { qwen } from '../../../src/agents/clis/qwen.ts';
import type { Spent } from '../../../src/model/run.ts';
import { runFixture } from '../../helpers/run-fixture.ts';
import { readTranscript, transcriptFile } from '../../helpers/transcript.ts';

/** A program that takes a step every tenth of a second, and tells of each. */
const command = [
  process.execPath,
  '-e',
  'let step = 0; setInterval(() => { console.log("step"); if (++step === 150) process.exit(); }, 100)',
];
const steps = (text: string) => text.split('\n').filter((line) => line === 'step').length;
const stepping = {
  ...customAgent('stepping', { command, format: 'json', environment: [], readable: [], files: {} }),
  read: ({ stdout }: { stdout: string }) => ({
    text: null,
    outcome: 'vacuous' as const,
    isFinished: false,
    reason: null,
    transient: false,
    model: 'stepper',
    tokens: { input: 1_000 * steps(stdout), output: 0, cached: null },
    costUsd: null,
    turns: null,
    toolCalls: null,
    pathsRead: [],
    uses: null,
  }),
};

describe('a running agent', () => {
  test('is stopped once it has spent what it may, and what it spent is known', async () => {
    const seen: Spent[] = [];
    const stopsAt = (spent: Spent) => {
      seen.push(spent);
      return (spent.tokens?.input ?? 0) > 5_000 ? 'It has had enough.' : null;
    };
    const { run } = await runFixture('stepping', { member: { agent: stepping, stopsAt } });
    expect(run).toMatchObject({ outcome: 'cancelled', reason: 'It has had enough.' });
    expect(run.tokens?.input).toBeGreaterThan(5_000);
    expect(run.durationMs).toBeLessThan(12_000);
    expect(seen.at(-1)?.model).toBe('stepper');
  });

  test('that no proxy listens to is stopped once it tells that its model was asked too often', async () => {
    const facts = {
      ...{ program: 'stepping', title: 'Stepping', install: '', tested: '1.0.0', signIn: '', secrets: [] },
      minimum: { version: '1.0.0', because: '' },
    };
    const read = (ended: { stdout: string }) => ({ ...stepping.read(ended), turns: steps(ended.stdout) });
    const { run } = await runFixture('stepping', {
      member: { agent: { ...stepping, facts, read }, maxTurns: 12 },
    });
    expect(run).toMatchObject({ outcome: 'crashed', reason: expect.stringContaining('limits.max-turns') });
    expect(run.durationMs).toBeLessThan(12_000);
  });

  test('is not watched where there is no ceiling', async () => {
    const short = {
      ...stepping,
      ...customAgent('short', {
        command: [process.execPath, '-e', 'console.log("step")'],
        format: 'json',
        environment: [],
        readable: [],
        files: {},
      }),
      read: stepping.read,
    };
    const { run } = await runFixture('short', { member: { agent: short } });
    expect(run).toMatchObject({ outcome: 'vacuous', tokens: { input: 1_000 } });
  });
});

/** Lines by which a CLI ends its log; without them it is that of a run that goes on. */
const ends = /"type":"(?:result|turn\.completed|agent_end)"/;

test.each([claude, codex, copilot, gemini, opencode, qwen, pi].map((agent) => [agent.name, agent] as const))(
  '%s tells what it spent before it has ended',
  (_, agent) => {
    const whole = readTranscript(agent, 'a clean review');
    const { stdout } = JSON.parse(readFileSync(transcriptFile(agent.name, 'a clean review'), 'utf8')) as {
      stdout: string;
    };
    const log = stdout
      .split('\n')
      .filter((line) => !ends.test(line))
      .join('\n');
    expect(log === stdout).toBe(agent.name === 'opencode' || agent.name === 'pi');
    const partial = readTranscript(agent, 'a clean review', { stdout: log });
    expect(partial.tokens).toMatchObject({ input: whole.tokens?.input, cached: whole.tokens?.cached });
  },
);
