import { expect, test } from 'vitest';
import { assembleTeam, teamFacts } from '../../../src/agents/team/team.ts';
import { parseInputs } from '../../../src/config/inputs.ts';
import { parseConfiguration } from '../../../src/config/parse-configuration.ts';
import { UserError } from '../../../src/model/errors.ts';
import { fakePrograms } from '../../helpers/fake-programs.ts';
import { buildPorts, collectEvents } from '../../helpers/ports.ts';

const system = '/usr/bin:/bin';
const claudeCode = { claude: 'echo "2.1.332 (Claude Code)"' };

/** Assembles a team from inputs and YAML on a machine with these programs and variables. */
async function assemble(
  inputs: Record<string, string>,
  machine: { yaml?: string; programs?: Record<string, string>; variables?: Record<string, string> } = {},
) {
  const { events, emit } = collectEvents();
  const environment = { PATH: `${fakePrograms(machine.programs ?? {})}:${system}`, ...machine.variables };
  const team = await assembleTeam(
    parseInputs(inputs),
    parseConfiguration(machine.yaml ?? '', 'test'),
    buildPorts({ environment, emit }),
  );
  const states = Object.fromEntries(team.map(({ agent, detection }) => [agent.name, detection.outcome]));
  return { team, states, events };
}

const custom =
  'agents: { mine: { command: [cat], family: acme, timeout-minutes: 3 }, gone: { command: [no-such-program] } }';

test('auto is what is on the machine, what is declared, and checks', async () => {
  expect((await assemble({})).states).toEqual({ checks: 'completed' });
  const { states, events } = await assemble({}, { yaml: custom, programs: claudeCode });
  expect(states).toEqual({
    claude: 'unauthenticated',
    checks: 'completed',
    mine: 'completed',
    gone: 'missing',
  });
  expect(events).toMatchObject([
    { type: 'agent-unavailable', agent: 'claude', outcome: 'unauthenticated' },
    { type: 'agent-ready', agent: 'checks' },
    { type: 'agent-ready', agent: 'mine' },
    { type: 'agent-unavailable', agent: 'gone', reason: expect.stringContaining('no-such-program') },
  ]);
});

test('A listed agent stays in the team, ready or not', async () => {
  const { team, states } = await assemble(
    { agents: 'claude, codex' },
    { programs: claudeCode, variables: { ANTHROPIC_API_KEY: 'sk-x' } },
  );
  expect(states).toEqual({ claude: 'completed', codex: 'missing' });
  expect(team.every(({ reviews, rules }) => reviews && rules)).toBe(true);
});

test('who stands in is looked for too, waits, and is told of only where it was needed', async () => {
  const { team, events } = await assemble(
    { agents: 'claude checks' },
    {
      yaml: 'agents: { mine: { command: [cat] } }\nsubstitutes: { claude: [checks, mine], codex: [gemini] }',
      programs: claudeCode,
    },
  );
  expect(team.map(({ agent, reviews, standsInFor }) => [agent.name, reviews, standsInFor])).toEqual([
    ['claude', true, undefined],
    ['checks', true, undefined],
    ['mine', false, 'claude'],
  ]);
  expect(events.map((event) => 'agent' in event && event.agent)).not.toContain('mine');
  expect(teamFacts(team, []).map(({ name }) => name)).toEqual(['claude', 'checks']);
});

test.for([
  [{ agents: 'claud' }, '', /Input "agents" names "claud".*did you mean "claude"/],
  [{ adjudication: 'gemni' }, '', /Input "adjudication" names "gemni".*did you mean "gemini"/],
  [{ adjudication: 'checks' }, '', /"checks", which only reviews/],
  [{}, 'substitutes: { gemini: [qwn] }', /"substitutes" names "qwn".*did you mean "qwen"/],
  [{ models: 'claud=opus' }, '', /Input "models" names "claud"/],
  [{}, 'agents: { codx: { model: x } }', /"agents.codx" has no command.*did you mean "codex"/],
  [
    {},
    'agents: { mine: { command: [x], environment: [GITHUB_TOKEN] } }',
    /GITHUB_TOKEN, which no agent may have/,
  ],
] as const)('A mistake is explained: %j %s', async ([inputs, yaml, message]) => {
  const failure = await assemble(inputs, { yaml }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UserError);
  expect((failure as Error).message).toMatch(message);
});

test('Who rules follows the input', async () => {
  const rulers = async (adjudication: string) => {
    const { team } = await assemble({ agents: 'mine checks', adjudication }, { yaml: custom });
    return team.filter(({ rules }) => rules).map(({ agent, reviews }) => `${agent.name} ${reviews}`);
  };
  expect(await rulers('auto')).toEqual(['mine true']);
  expect(await rulers('off')).toEqual([]);
  expect(await rulers('gone')).toEqual(['gone false']);
});

test('Model, effort and time come from the input, else from the configuration', async () => {
  const yaml = `agents: { mine: { command: [cat], model: small, effort: low, timeout-minutes: 3 }, other: { command: [cat] } }`;
  const { team } = await assemble(
    { agents: 'mine other', models: 'mine=large', 'timeout-minutes': '7' },
    { yaml },
  );
  expect(team).toMatchObject([
    { settings: { model: 'large', effort: 'low' }, timeoutMs: 180_000 },
    { settings: { model: null, effort: null }, timeoutMs: 420_000 },
  ]);
  expect(teamFacts(team, [])).toMatchObject([
    { name: 'mine', family: 'mine', model: 'large', outcome: 'completed' },
    {},
  ]);
});

test('A declared variable that is not set is a warning', async () => {
  const yaml = 'agents: { mine: { command: [cat], environment: [MY_KEY] } }';
  const { team } = await assemble({ agents: 'mine' }, { yaml });
  expect(team[0]?.detection.warnings).toEqual(['MY_KEY, which "agents.mine.environment" names, is not set.']);
});

test('A key that holds a line end is refused before anything is started', async () => {
  const { team } = await assemble(
    { agents: 'claude' },
    { programs: claudeCode, variables: { ANTHROPIC_API_KEY: 'key-1\n' } },
  );
  expect(team[0]?.detection).toMatchObject({
    outcome: 'unauthenticated',
    reason: expect.stringContaining('ANTHROPIC_API_KEY holds a line end'),
  });
});
