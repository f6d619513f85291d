import { expect, test } from 'vitest';
import { diagnose, renderDiagnosis } from '../../../src/agents/team/doctor.ts';
import { parseConfiguration } from '../../../src/config/parse-configuration.ts';
import { fakePrograms } from '../../helpers/fake-programs.ts';
import { buildPorts } from '../../helpers/ports.ts';

/** Diagnoses a machine with these programs and variables. */
const examine = (
  programs: Record<string, string>,
  options: { variables?: Record<string, string>; probe?: boolean; yaml?: string; names?: string[] } = {},
) =>
  diagnose({
    names: options.names ?? 'auto',
    configuration: parseConfiguration(options.yaml ?? '', 'test'),
    probe: options.probe ?? false,
    ports: buildPorts({
      environment: { PATH: `${fakePrograms(programs)}:/usr/bin:/bin`, ...options.variables },
    }),
  });

test('A bare machine has checks alone, and is told what to install', async () => {
  const diagnoses = await examine({});
  expect(diagnoses.find(({ name }) => name === 'checks')).toMatchObject({
    outcome: 'completed',
    reason: null,
  });
  for (const { outcome, reason } of diagnoses.filter(({ name }) => name !== 'checks')) {
    expect(outcome).toBe('missing');
    expect(reason).toContain('npm install');
  }
  expect(renderDiagnosis(diagnoses)).toMatch(/^claude +missing\n +Claude Code is not installed: run /);
});

test('Installed without a key, and with one', async () => {
  const programs = { claude: 'echo "2.1.332 (Claude Code)"' };
  const [without] = await examine(programs, { names: ['claude'] });
  expect(without).toMatchObject({ outcome: 'unauthenticated', version: '2.1.332' });
  expect(without?.reason).toContain('ANTHROPIC_API_KEY');
  const ready = await examine(programs, { names: ['claude'], variables: { ANTHROPIC_API_KEY: 'k' } });
  expect(renderDiagnosis(ready)).toMatch(/^claude {2}ready {2}2\.1\.332\n {8}(?! ).*(sandboxed|confined)/);
});

test('An agent that hangs at its version costs less than five seconds', async () => {
  const startedAt = performance.now();
  const [diagnosis] = await examine({ claude: 'exec sleep 60' }, { names: ['claude'] });
  expect(diagnosis?.outcome).toBe('crashed');
  expect(performance.now() - startedAt).toBeLessThan(5_500);
});

test('A probe asks for one word', async () => {
  const yaml = 'agents: { good: { command: [echo, ready] }, bad: { command: ["false"] } }';
  const [good, bad] = await examine({}, { names: ['good', 'bad'], probe: true, yaml });
  expect(good?.answer).toMatchObject({ outcome: 'completed', reason: null });
  expect(bad?.answer).toMatchObject({ outcome: 'crashed' });
  expect(renderDiagnosis([good, bad].filter((each) => each !== undefined))).toMatch(
    /^good {2}ready, answers \(\d+ ms\)\n {6}\S.*\nbad {3}ready, crashed\n {6}It printed nothing; exit code 1\.\n {6}\S.*\n$/,
  );
});
