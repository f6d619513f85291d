import { expect, test } from 'vitest';
import { copilot } from '../../../src/agents/clis/copilot.ts';
import { buildBrief } from '../../helpers/brief.ts';
import { buildRunContext } from '../../helpers/transcript.ts';

const provider = {
  COPILOT_PROVIDER_BASE_URL: 'https://models.example.com/v1',
  COPILOT_PROVIDER_API_KEY: 'key',
};

test('With a provider of one’s own, nothing is asked of GitHub and no token is handed over', () => {
  const environment = { ...provider, COPILOT_GITHUB_TOKEN: 'token' };
  const invocation = copilot.invoke(buildBrief(), buildRunContext({ environment }));
  expect(invocation.environment).toEqual({
    COPILOT_AUTO_UPDATE: 'false',
    COPILOT_OFFLINE: 'true',
    ...provider,
  });
});

test('The token of the workflow is not taken for one of Copilot', () => {
  const environment = { GITHUB_TOKEN: 'workflow', GH_TOKEN: 'workflow', COPILOT_GITHUB_TOKEN: 'token' };
  const invocation = copilot.invoke(buildBrief(), buildRunContext({ environment }));
  expect(invocation.environment).toEqual({ COPILOT_AUTO_UPDATE: 'false', COPILOT_GITHUB_TOKEN: 'token' });
});

test('Its counts come from its session', () => {
  const { answerFile } = copilot.invoke(buildBrief(), buildRunContext());
  expect(answerFile).toBe('/home/run/.copilot/session-state');
});
