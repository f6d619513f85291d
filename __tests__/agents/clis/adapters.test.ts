import { describe, expect, test } from 'vitest';

import type { CliAgent } from '../../../src/agents/adapter/agent.ts';
import { claude } from '../../../src/agents/clis/claude.ts';
import { codex } from '../../../src/agents/clis/codex.ts';
import { copilot } from '../../../src/agents/clis/copilot.ts';
import { gemini } from '../../../src/agents/clis/gemini.ts';
import { opencode } from '../../../src/agents/clis/opencode.ts';
import { pi } from '../../../src/agents/clis/pi.ts';
import { qwen } from '../../../src/agents/clis/qwen.ts';
import { readReview } from '../../../src/findings/read-review.ts';
import { buildBrief } from '../../helpers/brief.ts';
import { buildDetectionContext } from '../../helpers/detection.ts';
import { buildRunContext, readTranscript } from '../../helpers/transcript.ts';

/** Keys of every agent, and what no agent may have. */
const everything = {
  ANTHROPIC_API_KEY: 'key-anthropic',
  OPENAI_API_KEY: 'key-openai',
  OPENAI_BASE_URL: 'https://models.example.com/v1',
  GEMINI_API_KEY: 'key-gemini',
  COPILOT_GITHUB_TOKEN: 'key-copilot',
  PI_API_KEY: 'key-pi',
  PI_BASE_URL: 'https://models.example.com/v1',
  OPENROUTER_API_KEY: 'key-openrouter',
  GITHUB_TOKEN: 'key-github',
  ACTIONS_RUNTIME_TOKEN: 'key-runtime',
  INPUT_TOKEN: 'key-input',
};

interface Facts {
  readonly agent: CliAgent;
  readonly model: string | null;
  /** The keys it gets of {@link everything}. */
  readonly keys: readonly string[];
  /** What `--version` prints for the tested version, for a newer and for one that is refused. */
  readonly versions: readonly [tested: string, newer: string, refused: string];
}

const table: readonly Facts[] = [
  {
    agent: claude,
    model: null,
    keys: ['key-anthropic'],
    versions: ['2.1.332 (Claude Code)', '2.2.0 (Claude Code)', '2.1.197 (Claude Code)'],
  },
  {
    agent: codex,
    model: null,
    keys: ['key-openai'],
    versions: ['codex-cli 0.171.0', 'codex-cli 0.172.1', 'codex-cli 0.40.0'],
  },
  { agent: gemini, model: null, keys: ['key-gemini'], versions: ['0.61.0', '1.0.0', '0.20.0'] },
  {
    agent: copilot,
    model: null,
    keys: ['key-copilot'],
    versions: ['GitHub Copilot CLI 1.0.102.', 'GitHub Copilot CLI 1.1.0.', 'GitHub Copilot CLI 0.0.400.'],
  },
  {
    agent: opencode,
    model: 'openrouter/some/model',
    keys: ['key-openrouter'],
    versions: ['1.18.33', '1.19.0', '0.9.0'],
  },
  { agent: pi, model: 'm1', keys: ['key-pi'], versions: ['1.6.0', '1.7.0', '0.73.1'] },
  { agent: qwen, model: 'qwen-max', keys: ['key-openai'], versions: ['0.24.4', '0.25.0', '0.15.10'] },
];

/** Warnings but for what the machine lacks beside the CLI. */
const ofTheCli = (warnings: readonly string[]) => warnings.filter((warning) => !/ripgrep/.test(warning));

describe.each(table)('$agent.name', ({ agent, model, keys, versions }) => {
  const { name } = agent;
  const settings = { model, effort: null };
  const [tested, newer, refused] = versions;
  const detect = (printed: string, environment: Record<string, string> = everything) =>
    agent.detect(
      buildDetectionContext(
        { programs: [name], printed: { [`${name} --version`]: printed } },
        { environment, settings },
      ),
    );

  test('Where it is not installed, preflight says how to install it', async () => {
    const found = await agent.detect(buildDetectionContext({}, { environment: everything, settings }));
    expect(found).toMatchObject({ outcome: 'missing', version: null, program: null });
    expect(found.reason).toMatch(/not installed: run `npm install -g \S+`\.$/);
  });

  test('The tested version is ready without a word', async () => {
    const version = /\d+\.\d+\.\d+/.exec(tested)?.[0];
    const found = await detect(tested);
    expect(found).toMatchObject({ outcome: 'completed', version, reason: null });
    expect(ofTheCli(found.warnings)).toEqual([]);
  });

  test('A newer version works, with a warning', async () => {
    const found = await detect(newer);
    expect(found.outcome).toBe('completed');
    expect(ofTheCli(found.warnings)).toEqual([expect.stringMatching(/is newer than .* the version tested/)]);
  });

  test('A version older than the oldest known to be safe is not used, and the reason is given', async () => {
    const found = await detect(refused);
    expect(found.outcome).toBe('missing');
    expect(found.reason).toMatch(/is not used, since .*: run `npm install/);
  });

  test('Without credentials, preflight says which variable to set', async () => {
    const found = await detect(tested, {});
    expect(found.outcome).toBe('unauthenticated');
    expect(found.reason).toMatch(/set (the API key|[A-Z_]+)/);
  });

  test('What says no version is a crash with its own words', async () => {
    const found = await detect('Segmentation fault');
    expect(found).toMatchObject({
      outcome: 'crashed',
      reason: expect.stringContaining('Segmentation fault'),
    });
  });

  const context = buildRunContext({ environment: everything, settings });

  test('It gets its own key and nobody else’s', () => {
    const { environment, command, homeFiles } = agent.invoke(buildBrief(), context);
    const given = JSON.stringify([environment, command, homeFiles]);
    const seen = Object.values(everything).filter(
      (value) => value.startsWith('key-') && given.includes(value),
    );
    expect(seen).toEqual(keys);
    expect(command.join(' ')).not.toContain('key-');
  });

  test('Nothing of the brief is in its command', () => {
    const { command, stdin } = agent.invoke(buildBrief({ text: 'the-brief-itself\n' }), context);
    expect(command.join('\n')).not.toContain('the-brief-itself');
    expect(stdin).toContain('the-brief-itself');
  });

  test('A brief longer than it takes becomes a pointer to the file', () => {
    const { stdin } = agent.invoke(buildBrief({ text: 'x'.repeat(1_000_000) }), context);
    expect(stdin.length).toBeLessThan(1_000);
    expect(stdin).toContain('.deep-review/brief.md');
    expect(stdin).not.toMatch(/^\/|@/);
  });

  test('The model that the user chose is in its command', () => {
    const { command } = agent.invoke(buildBrief(), {
      ...context,
      settings: { model: 'a/chosen-one', effort: null },
    });
    expect(command.join(' ')).toMatch(/--model (review\/)?a\/chosen-one/);
  });

  test.each([
    ['a clean review', 0],
    ['a review with a finding', 1],
    ['prose around the JSON', 1],
    ['a fenced answer', 1],
    ['a cut answer', 1],
    ['429 once', 1],
    ['500 twice', 1],
  ])('Its output for %s is an answer with %i findings', (transcript, findings) => {
    const answer = readTranscript(agent, transcript);
    expect(answer).toMatchObject({ outcome: 'completed', reason: null, transient: false });
    const reading = readReview(answer.text ?? '');
    expect(reading.form === 'unreadable' ? null : reading.review.findings.length).toBe(findings);
  });

  test('Its output for a clean review tells the tokens', () => {
    expect(readTranscript(agent, 'a clean review').tokens).toMatchObject({
      input: 1234,
      output: 56,
      cached: 0,
    });
  });

  test('Its output with tool calls tells their number and the paths that were read', () => {
    expect(readTranscript(agent, 'tool calls')).toMatchObject({ toolCalls: 2, pathsRead: ['a.ts'] });
  });

  test('Its output for refused credentials says what to do', () => {
    const answer = readTranscript(agent, '401');
    expect(answer).toMatchObject({ outcome: 'unauthenticated', text: null, transient: false });
    expect(answer.reason).toContain('401');
  });

  test('An empty answer is no review', () => {
    expect(readTranscript(agent, 'an empty answer')).toMatchObject({ outcome: 'vacuous', text: null });
  });

  test('An answer that was whole before the process was stopped counts', () => {
    const stopped = { timedOut: true, exitCode: null, signal: 'SIGKILL' };
    expect(readTranscript(agent, 'a clean review', stopped).outcome).toBe('completed');
  });

  test('Nothing printed within the time is a time-out, nothing printed at all a crash', () => {
    const silent = { stdout: '', stderr: '', answerFile: null, exitCode: null, signal: 'SIGKILL' };
    expect(readTranscript(agent, '401', { ...silent, timedOut: true }).outcome).toBe('timed-out');
    expect(readTranscript(agent, '401', silent)).toMatchObject({
      outcome: 'crashed',
      reason: expect.stringContaining('SIGKILL'),
    });
  });

  test('Output that is cut anywhere is read without an error', () => {
    const whole = readTranscript(agent, 'tool calls');
    for (let share = 0; share < 1; share += 0.05) {
      const answer = readTranscript(agent, 'tool calls', { cutTo: share });
      expect(answer.toolCalls ?? 0).toBeLessThanOrEqual(whole.toolCalls ?? 0);
    }
  });
});
