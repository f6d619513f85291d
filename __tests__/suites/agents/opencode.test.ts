import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanReview } from './reviews.ts';
import { type StubServer, startStub } from './stub/server.ts';
import { keyOf, type Subject, subjectOf } from './subjects.ts';
import { testCli } from './test-cli.ts';
import { tryAgent } from './trial.ts';

await testCli('opencode');

/** A provider that it knows by name, at another address. */
const at = (model: string, variable: string, path: string): Subject => ({
  ...subjectOf('opencode'),
  model,
  environment: (url, key) => ({
    [variable]: key,
    OPENCODE_CONFIG_CONTENT: JSON.stringify({
      provider: { [model.split('/')[0] ?? '']: { options: { baseURL: `${url}${path}` } } },
    }),
  }),
});

describe('providers that it knows', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await startStub();
  });
  afterAll(() => server.close());

  test.each([
    ['anthropic/claude-sonnet-4-5', 'ANTHROPIC_API_KEY', '/v1'],
    ['openai/gpt-5.2', 'OPENAI_API_KEY', '/v1'],
    ['google/gemini-2.5-flash', 'GEMINI_API_KEY', '/v1beta'],
    ['openrouter/anthropic/claude-sonnet-4.5', 'OPENROUTER_API_KEY', '/v1'],
  ])('take the key of %s from the proxy, and it is not in the environment', async (model, variable, path) => {
    const subject = at(model, variable, path);
    const { run, stub, keyHolders } = await tryAgent(server, subject, { answer: cleanReview });
    expect(run.outcome, run.reason ?? '').toBe('completed');
    expect(run.isolation).toContain('key not in its environment: a proxy on loopback adds it');
    expect(JSON.stringify(stub.calls[0]?.headers)).toContain(keyOf(subject));
    expect(keyHolders).toEqual(new Set());
  });
});
