import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryDirectory } from '../../helpers/repository.ts';
import { cleanReview } from './reviews.ts';
import { type StubServer, startStub } from './stub/server.ts';
import { requireClis, subjectOf } from './subjects.ts';
import { tryAgent } from './trial.ts';

let server: StubServer;

beforeAll(async () => {
  requireClis();
  server = await startStub();
});
afterAll(() => server.close());

/** A HOME of a developer who is signed in. */
function homeWith(files: Readonly<Record<string, object>>): string {
  const home = temporaryDirectory();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), JSON.stringify(content));
  }
  return home;
}

const claudeLogin = {
  accessToken: 'sk-ant-oat01-of-a-person',
  refreshToken: 'refresh-token-of-a-person',
  expiresAt: Date.now() + 3_600_000,
  scopes: ['user:inference'],
  subscriptionType: 'max',
};

test('A long-lived token of claude reaches the service, and is not in the environment', async () => {
  const environment = { CLAUDE_CODE_OAUTH_TOKEN: 'sk-ant-oat01-of-a-workflow' };
  const options = { environment, key: '' };
  const { run, stub } = await tryAgent(server, subjectOf('claude'), { answer: cleanReview }, options);
  expect(run.outcome, run.reason ?? '').toBe('completed');
  expect(stub.calls[0]?.headers.authorization).toBe(`Bearer ${environment.CLAUDE_CODE_OAUTH_TOKEN}`);
  expect(run.isolation).toContain('key not in its environment: a proxy on loopback adds it');
});

test.each([
  ['claude', { '.claude/.credentials.json': { claudeAiOauth: claudeLogin } }, claudeLogin.accessToken],
  [
    'codex',
    { '.codex/auth.json': { auth_mode: 'apikey', OPENAI_API_KEY: 'sk-of-a-person' } },
    'sk-of-a-person',
  ],
] as const)(
  'A developer’s login of %s serves, and its token reaches the service alone',
  async (program, files, token) => {
    const environment = { HOME: homeWith(files) };
    const { run, stub } = await tryAgent(
      server,
      subjectOf(program),
      { answer: cleanReview },
      { environment, key: '' },
    );
    expect(run.outcome, run.reason ?? '').toBe('completed');
    expect(stub.calls[0]?.headers.authorization).toBe(`Bearer ${token}`);
    expect(stub.requests.map(({ body }) => body).join('\n')).not.toContain(token);
  },
);
