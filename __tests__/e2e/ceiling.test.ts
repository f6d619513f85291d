import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { knownAgents } from '../../src/agents/team/registry.ts';
import { configurationSchema } from '../../src/config/configuration.ts';
import { costOf, createPrices } from '../../src/config/prices.ts';
import { openScene, printReview } from '../helpers/action-scene.ts';
import { temporaryDirectory } from '../helpers/repository.ts';

test('an agent whose price nobody knows does not begin under a ceiling, and the report says what to do', async () => {
  const { run } = await openScene({ agent: printReview() });
  const step = await run({ with: { 'max-cost-usd': '1' } });
  expect(step.outputs).toMatchObject({ verdict: 'inconclusive', gate: 'inconclusive' });
  expect(step.report?.agents[0]).toMatchObject({
    outcome: 'cancelled',
    reason: expect.stringMatching(/^mine did not begin under the cost ceiling: no model is named for it/),
  });
  expect(step.report?.review.notes.join()).toContain('Not known: what mine (its default model) cost.');
});

test('one whose price is configured does, and so does any under a ceiling of tokens', async () => {
  const prices = { mine: { input: 0, output: 0 } };
  const priced = await openScene({ agent: printReview(), configuration: { prices } });
  const step = await priced.run({ with: { 'max-cost-usd': '1' } });
  expect(step.outputs.verdict).toBe('merge');
  expect(step.report?.review.notes.join()).toMatch(/Of the ceiling of \$1.00, \$0.00 were set aside/);

  const counted = await openScene({ agent: printReview() });
  const second = await counted.run({ with: { 'max-tokens': '500000' } });
  expect(second.outputs.verdict).toBe('merge');
  expect(second.report?.review.notes.join()).toMatch(/Of the ceiling of 500k tokens, \d+k were set aside/);
});

/** What each CLI of the next test spends: the form of its events is that of the real one. */
const spenders = {
  claude: { model: 'claude-sonnet-5', input: 30_000, cached: 12_000, output: 900, stepMs: 1_700 },
  codex: { model: 'gpt-5.6-sol', input: 14_000, cached: 5_000, output: 300, stepMs: 2_100 },
  gemini: { model: 'gemini-3.5-flash', input: 30_000, cached: 0, output: 700, stepMs: 1_900 },
  copilot: { model: 'gpt-5.4', input: 25_000, cached: 5_000, output: 500, stepMs: 2_300 },
  opencode: { model: 'stub/gpt-6-sol', input: 20_000, cached: 0, output: 700, stepMs: 1_600 },
  pi: { model: 'gpt-6-luna', input: 250_000, cached: 100_000, output: 9_000, stepMs: 2_000 },
  qwen: { model: 'unheard-of', input: 1_000, cached: 0, output: 100, stepMs: 1_000 },
} as const;
const keys = {
  ANTHROPIC_API_KEY: 'key-of-claude',
  CODEX_API_KEY: 'key-of-codex',
  GEMINI_API_KEY: 'key-of-gemini',
  COPILOT_PROVIDER_BASE_URL: 'http://127.0.0.1:9/v1',
  COPILOT_PROVIDER_API_KEY: 'key-of-copilot',
  OPENCODE_CONFIG_CONTENT: '{}',
  PI_API_KEY: 'key-of-pi',
  PI_BASE_URL: 'http://127.0.0.1:9/v1',
  OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
  OPENAI_API_KEY: 'key-of-qwen',
};

/** A folder of such programs, and what they were billed until now, in the order of the bills. */
async function programsThatSpend() {
  const known = knownAgents(configurationSchema.parse({}));
  const findPrice = createPrices({});
  const costs = Object.fromEntries(
    Object.entries(spenders).map(([name, { model, ...tokens }]) => {
      const price = findPrice(name, model);
      return [name, price ? costOf(tokens, price) : 0];
    }),
  );
  const billed: { readonly name: string; readonly costUsd: number }[] = [];
  const server = createServer((request, response) => {
    request
      .setEncoding('utf8')
      .on('data', (name: string) => billed.push({ name, costUsd: costs[name] ?? 0 }));
    request.on('end', () => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const plan = Object.fromEntries(
    Object.entries(spenders).map(([name, spender]) => {
      const agent = known.get(name);
      const version = agent?.type === 'cli' ? agent.facts?.tested : null;
      return [name, { ...spender, version, costUsd: costs[name], steps: 8 }];
    }),
  );
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const given = `const bills = ${JSON.stringify(url)};\nconst plan = ${JSON.stringify(plan)};\n`;
  const program = readFileSync(new URL('../fixtures/scripted-clis/spender.cjs', import.meta.url), 'utf8');
  const directory = temporaryDirectory();
  for (const name of Object.keys(spenders)) {
    writeFileSync(join(directory, name), `#!${process.execPath}\n${given}${program}`, { mode: 0o755 });
  }
  return { directory, billed };
}

test('CLIs of every event form, side by side, exceed a dollar by no more than a step of one of them', async () => {
  const { directory, billed } = await programsThatSpend();
  const { run } = await openScene({ configuration: { limits: { 'max-parallel': 8 } } });
  const step = await run({
    with: {
      agents: Object.keys(spenders).join(' '),
      models: Object.entries(spenders)
        .map(([name, { model }]) => `${name}=${model}`)
        .join('\n'),
      'max-cost-usd': '1',
    },
    environment: { ...keys, PATH: `${directory}:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin` },
  });
  const total = billed.reduce((sum, { costUsd }) => sum + costUsd, 0);
  const dearest = Math.max(...billed.map(({ costUsd }) => costUsd));
  const told = (step.report?.agents ?? []).map(({ name, outcome, reason, costUsd }) => {
    return { name, outcome, reason, costUsd };
  });
  console.log(`$${total.toFixed(3)} in ${billed.length} steps of at most $${dearest.toFixed(3)}`, told);
  expect(total).toBeLessThanOrEqual(1 + dearest);
  expect(total).toBeGreaterThan(0.5);
  expect(told.some(({ reason }) => reason?.startsWith('It was stopped after $'))).toBe(true);
  // What was spent is known of each, to the cent, also of those that were stopped.
  for (const { name, costUsd } of told.filter(({ name }) => billed.some((each) => each.name === name))) {
    const own = billed.filter((each) => each.name === name).reduce((sum, each) => sum + each.costUsd, 0);
    expect(costUsd, name).toBeCloseTo(own, name === 'claude' ? 1 : 2);
  }
  const notes = step.report?.review.notes.join() ?? '';
  expect(notes).toContain('Not known: what qwen (unheard-of) cost.');
  expect(told.find(({ name }) => name === 'qwen')?.reason).toMatch(
    /^qwen did not begin under the cost ceiling/,
  );
  expect(step.outputs.gate).toBe('inconclusive');
});
