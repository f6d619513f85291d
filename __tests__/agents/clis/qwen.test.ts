import { expect, test } from 'vitest';
import { qwen } from '../../../src/agents/clis/qwen.ts';
import { buildBrief } from '../../helpers/brief.ts';
import { buildDetectionContext } from '../../helpers/detection.ts';
import { buildRunContext, readTranscript } from '../../helpers/transcript.ts';

const machine = { programs: ['qwen'], printed: { 'qwen --version': '0.24.4' } };

test('A key of OpenAI alone, meant for another agent, does not make it take part', async () => {
  const found = await qwen.detect(buildDetectionContext(machine, { environment: { OPENAI_API_KEY: 'key' } }));
  expect(found.outcome).toBe('unauthenticated');
});

test('Its model may come from its own variable', async () => {
  const environment = {
    OPENAI_API_KEY: 'key',
    OPENAI_BASE_URL: 'https://x.example.com/v1',
    OPENAI_MODEL: 'qwen-max',
  };
  expect(await qwen.detect(buildDetectionContext(machine, { environment }))).toMatchObject({
    outcome: 'completed',
  });
});

test('It gets a shorter brief than others, since it refuses what it takes to be over its context window', () => {
  const { stdin } = qwen.invoke(buildBrief({ text: 'x'.repeat(600_000) }), buildRunContext());
  expect(stdin).toContain('.deep-review/brief.md');
});

test('An answer in words counts, though it wanted a call of its tool', () => {
  expect(readTranscript(qwen, 'prose around the JSON')).toMatchObject({
    outcome: 'completed',
    isFinished: true,
    text: expect.stringContaining('Here is my review.'),
  });
});
