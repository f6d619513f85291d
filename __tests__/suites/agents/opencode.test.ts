import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { detectAgent } from '../../../src/agents/team/detect.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { temporaryDirectory } from '../../helpers/repository.ts';
import { cleanReview } from './reviews.ts';
import { type StubServer, startStub } from './stub/server.ts';
import { keyOf, type Subject, searchPath, subjectOf } from './subjects.ts';
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

/** A folder of links to programs of PATH: all that a run needs, and no ripgrep. */
function pathWithoutRipgrep(): string {
  const folder = temporaryDirectory();
  for (const program of ['opencode', 'git', 'sh', 'bwrap', 'unshare', 'setpriv']) {
    const place = searchPath.split(':').find((each) => existsSync(join(each, program)));
    if (place) symlinkSync(join(place, program), join(folder, program));
  }
  return folder;
}

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

describe('without ripgrep', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await startStub();
  });
  afterAll(() => server.close());

  test('it is not offered a search, which would ask another host for it, and preflight says so', async () => {
    const subject = subjectOf('opencode');
    const environment = { PATH: pathWithoutRipgrep() };
    const { stub, run } = await tryAgent(
      server,
      subject,
      (workspace) => ({
        calls: [{ name: 'grep', input: { pattern: 'two', path: workspace } }],
        answer: cleanReview,
      }),
      { environment },
    );
    expect(run.outcome, run.reason ?? '').toBe('completed');
    expect(stub.calls[0]?.asked?.tools).toEqual(expect.not.arrayContaining(['grep', 'glob', 'list']));
    expect(server.takeProxied()).toEqual([]);
    const settings = { model: subject.model, effort: null };
    const ports = buildPorts({
      environment: { ...subject.environment(stub.url, keyOf(subject)), ...environment },
    });
    const { warnings } = await detectAgent(subject.agent, settings, ports);
    expect(warnings).toContainEqual(expect.stringContaining('ripgrep'));
  });
});
