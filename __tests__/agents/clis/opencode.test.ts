import { expect, test } from 'vitest';
import { opencode } from '../../../src/agents/clis/opencode.ts';
import { buildBrief } from '../../helpers/brief.ts';
import { buildDetectionContext } from '../../helpers/detection.ts';
import { buildRunContext } from '../../helpers/transcript.ts';

const machine = { programs: ['opencode'], printed: { 'opencode --version': '1.18.33' } };
const environment = { OPENROUTER_API_KEY: 'key', GEMINI_API_KEY: 'google' };

test('Without a model of its own it would turn to a hosted one, so it takes no part', async () => {
  const found = await opencode.detect(buildDetectionContext(machine, { environment }));
  expect(found).toMatchObject({
    outcome: 'unauthenticated',
    reason: expect.stringContaining('provider/model'),
  });
});

test.each([
  ['openrouter/x/y', 'OPENROUTER_API_KEY'],
  ['google/gemini-2.5-pro', 'GOOGLE_GENERATIVE_AI_API_KEY'], // from GEMINI_API_KEY, which it does not read
])('The model %s needs a key and gets it as %s', async (model, variable) => {
  const settings = { model, effort: null };
  expect(await opencode.detect(buildDetectionContext(machine, { environment, settings }))).toMatchObject({
    outcome: 'completed',
  });
  expect(await opencode.detect(buildDetectionContext(machine, { settings }))).toMatchObject({
    outcome: 'unauthenticated',
  });
  const invocation = opencode.invoke(buildBrief(), buildRunContext({ environment, settings }));
  expect(Object.keys(invocation.environment).filter((name) => name.endsWith('_KEY'))).toEqual([variable]);
});

test('It works outside the workspace and may read nothing else', () => {
  const { workingDirectory, environment: given, stdin } = opencode.invoke(buildBrief(), buildRunContext());
  expect(workingDirectory).toBe('/home/run/project');
  expect(JSON.parse(given.OPENCODE_PERMISSION ?? '')).toMatchObject({
    ...{ edit: 'deny', bash: 'deny', webfetch: 'deny', websearch: 'deny', task: 'deny', skill: 'deny' },
    external_directory: { '*': 'deny', '/workspace/**': 'allow' },
  });
  expect(stdin).toContain('/workspace');
});

test('Of the logins of all providers it gets the one of its model, without the refresh token', () => {
  const openai = { type: 'oauth', access: 'a', refresh: 'r', expires: 1 };
  const file = JSON.stringify({ anthropic: { type: 'api', key: 'secret' }, openai });
  const logins = { '.local/share/opencode/auth.json': file };
  const settings = { model: 'openai/gpt', effort: null };
  const { homeFiles } = opencode.invoke(buildBrief(), buildRunContext({ logins, settings }));
  expect(JSON.parse(homeFiles['.local/share/opencode/auth.json'] ?? '')).toEqual({
    openai: { ...openai, refresh: '' },
  });
});
