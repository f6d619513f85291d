import { expect, test } from 'vitest';
import { claude } from '../../../src/agents/clis/claude.ts';
import { buildBrief } from '../../helpers/brief.ts';
import { buildRunContext, readTranscript } from '../../helpers/transcript.ts';

const key = { ANTHROPIC_API_KEY: 'key' };
const login = JSON.stringify({
  claudeAiOauth: { accessToken: 'access', refreshToken: 'refresh', expiresAt: 1 },
});
const logins = { '.claude/.credentials.json': login };

test('The schema goes without the keyword that its validator refuses', () => {
  const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' };
  const { command } = claude.invoke(buildBrief({ schema }), buildRunContext({ environment: key }));
  expect(command[command.indexOf('--json-schema') + 1]).toBe('{"type":"object"}');
});

test('A login is handed over without its refresh token, and only where there is no key', () => {
  const { homeFiles } = claude.invoke(buildBrief(), buildRunContext({ logins }));
  expect(homeFiles['.claude/.credentials.json']).toBe(login.replace('"refresh"', '""'));
  const withKey = claude.invoke(buildBrief(), buildRunContext({ logins, environment: key }));
  expect(withKey.homeFiles).toEqual({});
});

test('A cloud gets its own variables and not the key of the vendor', () => {
  const environment = { ...key, CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'eu-west-1', CLOUD_ML_REGION: 'x' };
  const invocation = claude.invoke(buildBrief(), buildRunContext({ environment }));
  expect(invocation.environment).toMatchObject({ CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'eu-west-1' });
  expect(Object.keys(invocation.environment)).not.toContain('ANTHROPIC_API_KEY');
  expect(Object.keys(invocation.environment)).not.toContain('CLOUD_ML_REGION');
});

test('Effort is passed on', () => {
  const settings = { model: 'opus', effort: 'high' };
  const { command } = claude.invoke(buildBrief(), buildRunContext({ settings, environment: key }));
  expect(command.slice(-4)).toEqual(['--model', 'opus', '--effort', 'high']);
});

test('Model, cost and turns are what the last messages say', () => {
  const { model, costUsd, turns } = readTranscript(claude, 'a clean review');
  expect({ model, costUsd, turns }).toEqual({
    model: 'claude-opus-5-5',
    costUsd: expect.closeTo(0.006, 3),
    turns: 2,
  });
});

test('A refusal of the service is no review, and called by its name', () => {
  expect(readTranscript(claude, 'a refusal')).toMatchObject({
    outcome: 'vacuous',
    reason: expect.stringContaining('a refusal'),
  });
});

test('Tokens read from a cache are part of the input', () => {
  const usage = {
    input_tokens: 1,
    cache_read_input_tokens: 20,
    cache_creation_input_tokens: 300,
    output_tokens: 4,
  };
  const stdout = JSON.stringify({ type: 'result', is_error: false, result: '{}', usage });
  expect(readTranscript(claude, '401', { stdout }).tokens).toEqual({ input: 321, output: 4, cached: 20 });
});
