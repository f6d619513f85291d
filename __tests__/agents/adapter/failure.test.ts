import { expect, test } from 'vitest';
import { explainFailure } from '../../../src/agents/adapter/failure.ts';

const who = { title: 'Agent', signIn: 'set AGENT_KEY' };
const ended = { exitCode: 1, signal: null, timedOut: false, stdout: '', stderr: '', answerFile: null };

test.each([
  ['API Error: 401 invalid x-api-key', 'unauthenticated', false],
  ['Not logged in · Please run /login', 'unauthenticated', false],
  ['API key not valid. Please pass a valid API key. (400)', 'unauthenticated', false],
  ['exceeded retry limit, last status: 429 Too Many Requests', 'quota', true],
  ['429 You exceeded your current quota, please check your plan and billing details', 'quota', false],
  ['Your credit balance is too low to access the API', 'quota', false],
  ["You've hit your usage limit. Try again at 5 PM.", 'quota', false],
  ['The model `x` does not exist or you do not have access to it.', 'crashed', false],
  ['Prompt is too long', 'crashed', false],
  ['Input exceeds the maximum length of 1048576 characters.', 'crashed', false],
  ['API Error: Repeated 529 Overloaded errors.', 'crashed', true],
  ['Selected model is at capacity. Please try a different model.', 'crashed', true],
  ['Empty response: prompt is too long', 'crashed', false],
  ['stream disconnected before completion', 'crashed', true],
  ['connect ECONNREFUSED 127.0.0.1:443', 'crashed', true],
  ['The response was blocked by the content filter', 'vacuous', false],
])('%s → %s', (said, outcome, transient) => {
  const failure = explainFailure(who, ended, said);
  expect(failure).toMatchObject({ outcome, transient });
  expect(failure.reason).toContain(said.replace(/\.$/, ''));
});

test.each([
  ['{"error":{"message":"no {such} model\\u001b[0m","type":"x"}}', 'no {such} model\u001b[0m'],
  ['[API Error: {"error":{"code":400,"message":"no","status":"INTERNAL"}}]', '[API Error: no]'],
  ['400: {"message":"no","param":null}', '400: no'],
  ['{"error":"{\\"error\\":{\\"message\\":\\"no\\"}}"}', 'no'],
  ['it broke at {"a":1}', 'it broke at {"a":1}'],
  ['it broke at { a }', 'it broke at { a }'],
])('Words of a service are read out of their JSON: %s', (said, plain) => {
  expect(explainFailure(who, ended, said).reason).toContain(plain);
  expect(explainFailure(who, ended, said).reason).not.toContain('"message"');
});

test('A status that the CLI names decides where its words say nothing', () => {
  expect(explainFailure(who, ended, 'Something failed', 503)).toMatchObject({
    outcome: 'crashed',
    transient: true,
  });
});

test('Without a word of the CLI, the end of standard error speaks', () => {
  const failure = explainFailure(who, { ...ended, stderr: 'one\ntwo\nsegfault at 0' });
  expect(failure).toMatchObject({ outcome: 'crashed', reason: expect.stringContaining('segfault at 0') });
});

test('Words of any length make a sentence that can be read', () => {
  expect(explainFailure(who, ended, 'x'.repeat(100_000)).reason?.length).toBeLessThan(500);
});

test('Words of many braces are read as soon as others', () => {
  const begun = performance.now();
  expect(explainFailure(who, ended, '{'.repeat(300_000)).reason).toContain('{{{');
  expect(performance.now() - begun).toBeLessThan(5_000);
});
