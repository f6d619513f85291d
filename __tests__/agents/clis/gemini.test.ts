import { expect, test } from 'vitest';
import type { RunContext } from '../../../src/agents/adapter/agent.ts';
import { gemini } from '../../../src/agents/clis/gemini.ts';
import { buildBrief } from '../../helpers/brief.ts';
import { buildRunContext, readTranscript } from '../../helpers/transcript.ts';

const environment = { GEMINI_API_KEY: 'key' };
const invoke = (overrides: Partial<RunContext>) => gemini.invoke(buildBrief(), buildRunContext(overrides));
const settingsOf = (overrides: Partial<RunContext>): unknown =>
  JSON.parse(invoke(overrides).homeFiles['.gemini/settings.json'] ?? '');

test('The workspace counts as untrusted, yet does not stop the run', () => {
  expect(invoke({ environment }).environment.GEMINI_CLI_TRUST_WORKSPACE).toBe('false');
  expect(settingsOf({ environment })).toMatchObject({ security: { folderTrust: { enabled: false } } });
});

test('It has three tools, all of which read', () => {
  const tools = { core: ['read_file', 'grep_search', 'list_directory'] };
  expect(settingsOf({ environment })).toMatchObject({ tools, general: { plan: { enabled: false } } });
});

test('The way of signing in is set, since an endpoint alone would select one that fails', () => {
  const type = (selectedType: string) => ({ security: { auth: { selectedType } } });
  expect(settingsOf({ environment })).toMatchObject(type('gemini-api-key'));
  expect(settingsOf({ environment: { GOOGLE_GENAI_USE_VERTEXAI: 'true' } })).toMatchObject(type('vertex-ai'));
  const logins = { '.gemini/oauth_creds.json': '{}' };
  expect(settingsOf({ logins })).toMatchObject(type('oauth-personal'));
  expect(invoke({ logins }).homeFiles).toMatchObject(logins);
  expect(Object.keys(invoke({ logins, environment }).homeFiles)).toEqual(['.gemini/settings.json']);
});

test('Effort is a level of thinking, or a number of tokens to think', () => {
  const thinking = (effort: string) =>
    JSON.stringify(settingsOf({ environment, settings: { model: 'gemini-3-pro', effort } }));
  expect(thinking('high')).toContain('"match":{"model":"gemini-3-pro"}');
  expect(thinking('high')).toContain('"thinkingConfig":{"thinkingLevel":"HIGH"}');
  expect(thinking('4096')).toContain('"thinkingConfig":{"thinkingBudget":4096}');
});

test('A broken connection, which it does not try again itself, is worth another try', () => {
  expect(readTranscript(gemini, 'a connection that breaks once')).toMatchObject({
    outcome: 'crashed',
    transient: true,
  });
});

test.each([
  [145, 'unauthenticated', false],
  [41, 'unauthenticated', false],
  [173, 'quota', true],
  [244, 'crashed', true],
])('Exit code %i, a status modulo 256, means %s', (exitCode, outcome, transient) => {
  const silent = { stdout: '', stderr: 'An error.', exitCode };
  expect(readTranscript(gemini, '401', silent)).toMatchObject({ outcome, transient });
});

test('What was thought counts as output', () => {
  const stats = { total_tokens: 100, input_tokens: 60, output_tokens: 10, cached: 5 };
  const stdout = JSON.stringify({ type: 'result', status: 'success', stats });
  expect(readTranscript(gemini, '401', { stdout }).tokens).toEqual({ input: 60, output: 40, cached: 5 });
});
