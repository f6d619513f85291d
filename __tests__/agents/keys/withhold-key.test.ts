import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { CliAgent, KeyRoute } from '../../../src/agents/adapter/agent.ts';
import { claude } from '../../../src/agents/clis/claude.ts';
import { codex } from '../../../src/agents/clis/codex.ts';
import { copilot } from '../../../src/agents/clis/copilot.ts';
import { gemini } from '../../../src/agents/clis/gemini.ts';
import { opencode } from '../../../src/agents/clis/opencode.ts';
import { pi } from '../../../src/agents/clis/pi.ts';
import { qwen } from '../../../src/agents/clis/qwen.ts';
import { keyRouteOf, withholdKey } from '../../../src/agents/keys/withhold-key.ts';
import { buildBrief } from '../../helpers/brief.ts';
import { buildMember, runFixture } from '../../helpers/run-fixture.ts';
import { buildRunContext } from '../../helpers/transcript.ts';

const route: KeyRoute = {
  keys: ['A_KEY', 'B_KEY'],
  endpoint: 'A_URL',
  service: 'https://models.example.com',
};

/** What the report says of where the key is, for an adapter that passes everything on. */
async function factOf(environment: Record<string, string>, by: KeyRoute | null = route) {
  const key = await withholdKey(by ?? undefined, environment, Date.now);
  onTestFinished(key.close);
  const given = Object.fromEntries(Object.entries(key.environment).filter(([, value]) => value));
  const invocation = { ...bare, environment: given as Record<string, string> };
  return { fact: key.disclose(invocation).isolation.join(), environment: key.environment };
}

const bare = {
  command: ['x'],
  environment: {},
  stdin: '',
  homeFiles: {},
  workingDirectory: '/',
  answerFile: null,
  isolation: [],
};

test('Every key gets a token of its own, and requests to the proxy take no other way', async () => {
  const { fact, environment } = await factOf({ A_KEY: 'key-one-1', B_KEY: 'key-two-2', NO_PROXY: 'inside' });
  expect(fact).toBe('key not in its environment: a proxy on loopback adds it');
  expect(JSON.stringify(environment)).not.toMatch(/key-(one|two)/);
  expect(environment.A_KEY).not.toBe(environment.B_KEY);
  expect(environment.A_URL).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(environment).toMatchObject({ NO_PROXY: 'inside,127.0.0.1', no_proxy: '127.0.0.1' });
});

test.each<[string, Record<string, string>, KeyRoute | null, string]>([
  ['whose CLI takes no other address', {}, null, 'key in its environment'],
  ['without an address', {}, { ...route, service: null }, 'key in its environment'],
  ['with an address that is none', { A_URL: 'nowhere' }, route, 'key in its environment'],
  ['behind a proxy', { HTTPS_PROXY: 'http://proxy:1' }, route, 'key in its environment (HTTPS_PROXY is set)'],
  [
    'with certificates of its own',
    { SSL_CERT_FILE: '/ca' },
    route,
    'key in its environment (SSL_CERT_FILE is set)',
  ],
  ['with another secret', { OTHER_TOKEN: 'token-3' }, route, 'key in its environment'],
])('One %s keeps its key, and the report says so', async (_, variables, by, expected) => {
  const { fact, environment } = await factOf({ A_KEY: 'key-one-1', ...variables }, by);
  expect(fact).toBe(expected);
  if (!('OTHER_TOKEN' in variables)) expect(environment.A_KEY).toBe('key-one-1');
});

/** A provider of one's own, in the configuration that opencode is given. */
const ownProvider = (apiKey: string) => ({
  OPENCODE_CONFIG_CONTENT: JSON.stringify({
    provider: {
      mine: { options: { baseURL: 'https://models.example.com/v1', apiKey, timeout: 5 }, models: { m: {} } },
      other: { options: { apiKey: 'key-in-another' } },
    },
    share: 'disabled',
  }),
});

test.each<[CliAgent, string | null, Record<string, string>]>([
  [claude, null, {}],
  [codex, null, {}],
  [gemini, null, {}],
  [copilot, null, { COPILOT_PROVIDER_BASE_URL: 'https://models.example.com/v1' }],
  [qwen, null, { OPENAI_BASE_URL: 'https://models.example.com/v1' }],
  [pi, 'm', { PI_BASE_URL: 'https://models.example.com/v1' }],
  [opencode, 'openrouter/x/y', {}],
  [opencode, 'google/gemini-3-pro', {}],
  [opencode, 'mine/m', ownProvider('key-in-configuration')],
  [opencode, 'mine/m', { ...ownProvider('{env:MY_KEY}'), MY_KEY: 'key-in-MY_KEY' }],
])('No key of $0.name is in what it is started with (model: $1)', async (agent, model, variables) => {
  const settings = { model, effort: null };
  const found = keyRouteOf(agent, settings, variables);
  const { keys = [], endpoint = '' } = found ?? {};
  const held = Object.fromEntries(keys.map((name) => [name, `key-in-${name}`]));
  const { environment, fact } = await factOf({ ...held, ...variables }, found);
  const { secrets: _, ...started } = agent.invoke(buildBrief(), buildRunContext({ environment, settings }));
  expect(JSON.stringify(started)).not.toContain('key-in-');
  expect(JSON.stringify(started)).toContain(environment[endpoint]);
  if (variables.MY_KEY === undefined) expect(fact).toContain('not in its environment');
});

test('opencode keeps the rest of its configuration, and says where its key is where it has to hold it', async () => {
  const settings = { model: 'mine/m', effort: null };
  const given = ownProvider('key-in-configuration');
  const { environment } = await factOf(given, keyRouteOf(opencode, settings, given));
  const started = opencode.invoke(buildBrief(), buildRunContext({ environment, settings }));
  const { provider, share } = JSON.parse(started.environment.OPENCODE_CONFIG_CONTENT ?? '');
  expect(share).toBe('disabled');
  expect(provider).toEqual({
    mine: {
      models: { m: {} },
      options: { baseURL: environment.OPENCODE_BASE_URL, apiKey: environment.OPENCODE_KEY, timeout: 5 },
    },
  });
  const held = { ...given, HTTPS_PROXY: 'http://proxy:1' };
  const { environment: own } = await factOf(held, keyRouteOf(opencode, settings, held));
  const { isolation, secrets } = opencode.invoke(
    buildBrief(),
    buildRunContext({ environment: own, settings }),
  );
  expect(isolation).toContain('key in its environment');
  expect(secrets).toEqual(['key-in-configuration']);
});

test('A service on this machine is reached without the proxy of the machine', async () => {
  const { fact } = await factOf({
    A_KEY: 'key-one-1',
    A_URL: 'http://127.0.0.1:9/v1',
    HTTPS_PROXY: 'http://proxy:1',
  });
  expect(fact).toContain('not in its environment');
});

test('An agent without a secret has nothing said of it', async () => {
  expect((await factOf({ A_URL: 'http://127.0.0.1:9' })).fact).toBe('');
});

/** An agent that asks its service and answers what it was told, with all that it can see of its own environment. */
const asking: CliAgent = {
  ...(buildMember('good').agent as CliAgent),
  keyRoute: route,
  invoke: (_, { environment, workspace }) => ({
    ...bare,
    command: [
      ...[process.execPath, '--eval'],
      `const { A_URL, A_KEY } = process.env;
      const said = await fetch(A_URL, { headers: { authorization: 'Bearer ' + A_KEY } });
      const tried = JSON.stringify([await said.text(), process.env]);
      if (!said.ok) { console.error('service:', said.status); process.exit(75); }
      console.log(JSON.stringify({ summary: tried.length + tried, findings: [], coverage: [{ path: 'a.ts', status: 'read' }] }));`,
      '--input-type=module',
    ],
    environment: { A_URL: environment.A_URL ?? '', A_KEY: environment.A_KEY ?? '' },
    workingDirectory: workspace,
  }),
};

test('The service sees the key, the agent never does, and the wait that the service asks for is kept', async () => {
  const seen: { authorization: string | undefined; at: number }[] = [];
  const server = createServer((request, response) => {
    seen.push({ authorization: request.headers.authorization, at: performance.now() });
    response.writeHead(seen.length === 1 ? 429 : 200, { 'retry-after': '1' }).end('served');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const environment = {
    PATH: process.env.PATH,
    A_KEY: 'key-one-1',
    A_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
  const { run } = await runFixture('asking', {
    member: { agent: asking },
    ports: { environment, redact: (text) => text },
    pausesMs: [1],
  });
  expect(run).toMatchObject({ outcome: 'completed', attempts: 2 });
  expect(run.answer).toContain('served');
  expect(run.answer).not.toContain('key-one-1');
  expect(run.isolation).toContain('key not in its environment: a proxy on loopback adds it');
  expect(seen.map(({ authorization }) => authorization)).toEqual(['Bearer key-one-1', 'Bearer key-one-1']);
  expect((seen[1]?.at ?? 0) - (seen[0]?.at ?? 0)).toBeGreaterThan(990);
});

/** A run of the asking agent against a service that answers each request as told. */
async function runAgainst(
  answer: (request: number) => readonly [status: number, headers: object],
  member = {},
) {
  let requests = 0;
  const server = createServer((_, response) => {
    const [status, headers] = answer(++requests);
    response.writeHead(status, { ...headers }).end('served');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const port = (server.address() as AddressInfo).port;
  const environment = { PATH: process.env.PATH, A_KEY: 'key-one-1', A_URL: `http://127.0.0.1:${port}` };
  const startedAt = performance.now();
  const { run } = await runFixture('asking', {
    member: { agent: asking, ...member },
    ports: { environment, redact: (text) => text },
    pausesMs: [1, 1],
  });
  return { run, durationMs: performance.now() - startedAt };
}

/** Asks again for ever, as a CLI does whose model calls one tool after the other. */
const restless: CliAgent = {
  ...asking,
  invoke: (brief, context) => ({
    ...asking.invoke(brief, context),
    command: [
      ...[process.execPath, '--eval'],
      `const { A_URL, A_KEY } = process.env;
      for (;;) await fetch(A_URL, { method: 'POST', headers: { authorization: 'Bearer ' + A_KEY } });`,
      '--input-type=module',
    ],
  }),
};

test('A service that asks for a day’s peace ends the run at once, with the date', async () => {
  const { run } = await runAgainst(() => [429, { 'retry-after': '86400' }], { agent: restless });
  expect(run).toMatchObject({ outcome: 'quota', attempts: 1 });
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  expect(run.reason).toContain(`not to be called before ${tomorrow}`);
});

test('A model that is asked without end is stopped at the limit', async () => {
  const { run } = await runAgainst(() => [200, {}], { agent: restless, maxTurns: 12 });
  expect(run).toMatchObject({ outcome: 'crashed', attempts: 1 });
  expect(run.reason).toContain('more than 12 times');
});

test('No control character of a CLI reaches the reason', async () => {
  const loud: CliAgent = {
    ...asking,
    invoke: (brief, context) => ({
      ...asking.invoke(brief, context),
      command: [process.execPath, '--eval', 'console.error("\\u001b[31mred\\u001b[0m"); process.exit(3)'],
    }),
  };
  const { run } = await runAgainst(() => [200, {}], { agent: loud });
  expect(run.reason).toContain('red');
  expect(run.reason).not.toContain('\u001b');
});

test('No token at all is no count', async () => {
  const silent: CliAgent = {
    ...asking,
    read: (ended, context) => ({
      ...asking.read(ended, context),
      tokens: { input: 0, output: 0, cached: 0 },
    }),
  };
  expect((await runAgainst(() => [200, {}], { agent: silent })).run.tokens).toBeNull();
});
