import { expect, test } from 'vitest';
import { codex } from '../../../src/agents/clis/codex.ts';
import { buildBrief } from '../../helpers/brief.ts';
import { buildDetectionContext, failed } from '../../helpers/detection.ts';
import { buildRunContext, readTranscript } from '../../helpers/transcript.ts';

const environment = { OPENAI_API_KEY: 'key' };
const version = { 'codex --version': 'codex-cli 0.171.0' };
const detect = (printed: Parameters<typeof buildDetectionContext>[0]['printed']) =>
  codex.detect(
    buildDetectionContext({ programs: ['codex'], printed: { ...version, ...printed } }, { environment }),
  );

test('Where the confined sandbox starts, it is used', async () => {
  const found = await detect({});
  expect(found).toMatchObject({ outcome: 'completed', sandbox: 'confined', warnings: [] });
  expect(found.sandboxTrial?.join(' ')).toMatch(/^codex sandbox --permission-profile .* -- true$/);
});

test('Where only the plain sandbox starts, reads are not confined, and a warning says so', async () => {
  const found = await detect({ 'codex sandbox --permission-profile': failed('no such profile') });
  expect(found).toMatchObject({ outcome: 'completed', sandbox: 'read-only' });
  expect(found.sandboxTrial).toEqual(['codex', 'sandbox', '--', 'true']);
  expect(found.warnings).toEqual([expect.stringContaining('can read files outside')]);
});

test('Where no sandbox starts, a review would be blind, so there is none', async () => {
  const found = await detect({ 'codex sandbox': failed('bwrap: Creating new namespace failed') });
  expect(found).toMatchObject({ outcome: 'crashed', reason: expect.stringContaining('blind') });
  expect(found.reason).toContain('bwrap: Creating new namespace failed');
});

const confined = (program: string) =>
  buildRunContext({
    environment,
    readable: ['/repository/.git/objects'],
    detection: { ...buildRunContext().detection, program, sandbox: 'confined' },
  });

test.each([
  ['/lib/node_modules/@openai/codex/bin/codex.js', '/lib/node_modules/@openai'],
  ['/opt/codex/codex', '/opt/codex'],
])('A confined run sees the system, the program %s, its workspace and the objects', (program, directory) => {
  const { command } = codex.invoke(buildBrief(), confined(program));
  expect(command).toContain(
    `permissions.review.filesystem={":minimal"="read","${directory}"="read","/workspace"="read","/repository/.git/objects"="read"}`,
  );
  expect(command).not.toContain('--sandbox');
});

test('An unconfined run is read-only and says so', () => {
  const { command, isolation } = codex.invoke(buildBrief(), buildRunContext({ environment }));
  expect(command.join(' ')).toContain('--sandbox read-only');
  expect(isolation).toContain('reads not confined');
});

test('The key comes as the variable that `codex exec` reads, the endpoint as a setting', () => {
  const withEndpoint = { ...environment, OPENAI_BASE_URL: 'https://models.example.com/v1' };
  const invocation = codex.invoke(buildBrief(), buildRunContext({ environment: withEndpoint }));
  expect(invocation.environment).toEqual({ CODEX_API_KEY: 'key' });
  expect(invocation.command).toContain('openai_base_url="https://models.example.com/v1"');
});

test('A login is handed over without its refresh token', () => {
  const login = JSON.stringify({
    tokens: { access_token: 'access', refresh_token: 'refresh' },
    last_refresh: 'x',
  });
  const { homeFiles, environment: given } = codex.invoke(
    buildBrief(),
    buildRunContext({ logins: { '.codex/auth.json': login } }),
  );
  expect(homeFiles['.codex/auth.json']).toBe(login.replace('"refresh"', '""'));
  expect(given).toEqual({});
});

test('A connection that breaks once is mended by the CLI itself', () => {
  expect(readTranscript(codex, 'a connection that breaks once').outcome).toBe('completed');
});

test('Too high demand is worth another try', () => {
  const message = 'We’re currently experiencing high demand, which may cause temporary errors.';
  const stdout = JSON.stringify({ type: 'turn.failed', error: { message } });
  expect(readTranscript(codex, '401', { stdout })).toMatchObject({ outcome: 'crashed', transient: true });
});
