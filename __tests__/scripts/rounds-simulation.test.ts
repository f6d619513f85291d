import { expect, test } from 'vitest';
// @ts-expect-error a script without types
import { simulate } from '../../scripts/rounds-simulation.mjs';

const finding = (id: string, path: string, overrides = {}) => ({
  id,
  severity: 'important',
  path,
  agents: ['claude'],
  ...overrides,
});
const report = (...consolidated: object[]) => ({ consolidated });

test('what is new in a file that nobody touched is spared, unless two families raised it', () => {
  const history = [
    report(finding('I1', 'src/a.ts')),
    report(
      finding('I1', 'src/a.ts'),
      finding('I2', 'src/b.ts'),
      finding('I3', 'src/c.ts', { agents: ['claude', 'codex'] }),
    ),
    report(finding('I1', 'src/d.ts')),
  ];
  const { rounds, before, after } = simulate(history);
  expect(rounds.map(({ spared }: { spared: { id: string }[] }) => spared.map(({ id }) => id))).toEqual([
    [],
    ['I2'],
    ['I1'],
  ]);
  expect([before, after]).toEqual([null, 3]);
});

test('a finding that an earlier round had is never late, and a skipped one moves no file', () => {
  const first = {
    ...report(finding('I1', 'src/a.ts')),
    resolution: { items: [{ ref: 'I1', verdict: 'skipped' }] },
  };
  const carried = finding('I1', 'src/b.ts', { carriedFrom: { round: 1, id: 'I1' } });
  const { rounds } = simulate([first, report(carried, finding('I2', 'src/a.ts'))]);
  expect(rounds[1].late.map(({ id }: { id: string }) => id)).toEqual(['I2']);
});
