import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { customAgent, isCustom } from '../../../src/agents/clis/custom.ts';
import { parseConfiguration } from '../../../src/config/parse-configuration.ts';
import { readText, snippetsIn } from '../../helpers/documents.ts';
import { makeChange } from '../../helpers/repository.ts';
import { runFixture } from '../../helpers/run-fixture.ts';
import { cleanReview } from './reviews.ts';
import { type StubServer, startStub } from './stub/server.ts';
import { requireClis, searchPath } from './subjects.ts';

let server: StubServer;
beforeAll(async () => {
  requireClis();
  server = await startStub();
});
afterAll(() => server.close());

const page = 'docs/custom-agents.md';
const snippets = snippetsIn('yaml', 'json').filter(({ place }) => place.startsWith(page));
const snippetWith = (words: string): string =>
  snippets.find(({ text }) => text.includes(words))?.text ?? `${words} is not on the page`;

/** Runs an agent that the page declares, word for word, but for the address of its service. */
async function runExample(
  name: string,
  baseFiles: (url: string) => Readonly<Record<string, string>>,
  variables: (url: string) => Readonly<Record<string, string>>,
) {
  const stub = server.play({ answer: cleanReview, usage: { input: 100, output: 10 } });
  const declaration = parseConfiguration(snippetWith(`  ${name}:\n`), page).agents[name];
  if (!isCustom(declaration)) throw new Error(`${page} declares no agent ${name}.`);
  const { run } = await runFixture(name, {
    repository: makeChange({ 'a.ts': 'one\n', ...baseFiles(`${stub.url}/v1`) }, { 'a.ts': 'two\n' }),
    member: { agent: customAgent(name, declaration), timeoutMs: 120_000 },
    ports: { environment: { PATH: searchPath, ...variables(`${stub.url}/v1`) } },
  });
  return { run, stub };
}

test('pi with a provider of its own reviews as the page declares it', async () => {
  const { run, stub } = await runExample(
    'pi-house',
    (url) => ({
      'tools/pi-models.json': snippetWith('"providers"').replace('https://models.example.com/v1', url),
    }),
    () => ({ HOUSE_KEY: 'key-of-the-house' }),
  );
  expect(run.outcome, run.reason ?? '').toBe('completed');
  expect(JSON.parse(run.answer ?? '')).toMatchObject({ summary: cleanReview.summary });
  expect(stub.calls[0]).toMatchObject({
    headers: { authorization: 'Bearer key-of-the-house' },
    asked: { model: 'large', tools: expect.not.arrayContaining(['bash', 'edit', 'write']) },
  });
});

test('a local model reviews as the page declares it', async () => {
  const { run, stub } = await runExample(
    'local',
    () => ({ 'tools/ask-model.mjs': readText('docs/examples/agents/ask-model.mjs') }),
    (url) => ({ MODEL_URL: url, MODEL_NAME: 'local-model' }),
  );
  expect(run.outcome, run.reason ?? '').toBe('completed');
  expect(stub.calls[0]?.asked?.model).toBe('local-model');
});

/** It is not among the CLIs that are installed for this suite, since nothing else here needs its 430 MB. */
const hasCline = searchPath.split(':').some((folder) => existsSync(join(folder, 'cline')));

test.runIf(hasCline)('cline reviews as the page declares it', async () => {
  const { run, stub } = await runExample(
    'cline',
    () => ({ 'tools/cline.mjs': readText('docs/examples/agents/cline.mjs') }),
    (url) => ({
      ...{ CLINE_PROVIDER: 'openai', CLINE_MODEL: 'm1', CLINE_KEY: 'key-of-cline', CLINE_URL: url },
    }),
  );
  expect(run.outcome, run.reason ?? '').toBe('completed');
  expect(JSON.parse(run.answer ?? '')).toMatchObject({ summary: cleanReview.summary });
  expect(stub.calls[0]?.headers.authorization).toBe('Bearer key-of-cline');
});
