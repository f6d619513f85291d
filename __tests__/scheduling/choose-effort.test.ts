import { expect, test } from 'vitest';
import type { Brief } from '../../src/model/brief.ts';
import { withEffort } from '../../src/scheduling/choose-effort.ts';
import { buildFile } from '../helpers/change.ts';
import { buildMember } from '../helpers/run-fixture.ts';

const files = [
  buildFile('auth.ts', [null, 'a'], { risk: 50 }),
  buildFile('menu.ts', [null, 'b'], { risk: 25 }),
  buildFile('notes.md', [null, 'c'], { risk: 24 }),
];
const effortOf = (brief: Pick<Brief, 'role' | 'assigned'>, effort: string | null = 'auto') =>
  withEffort({ ...buildMember('one'), settings: { model: null, effort } }, brief, { files }).settings.effort;

test.each([
  ['reviewer', ['auth.ts', 'notes.md'], 'high'],
  ['reviewer', ['menu.ts', 'notes.md'], 'medium'],
  ['reviewer', ['notes.md'], 'low'],
  ['reviewer', [], 'low'],
  ['adjudicator', [], 'high'],
  ['editor', [], 'low'],
] as const)('%s of %j has effort %s', (role, assigned, effort) => {
  expect(effortOf({ role, assigned })).toBe(effort);
});

test('an effort that was named, or none, stays', () => {
  expect(effortOf({ role: 'reviewer', assigned: ['auth.ts'] }, 'minimal')).toBe('minimal');
  expect(effortOf({ role: 'reviewer', assigned: ['auth.ts'] }, null)).toBeNull();
});

test('a change of any number of files has an effort', () => {
  const many = Array.from({ length: 400_000 }, () => files[0]).flatMap((file) => file ?? []);
  const member = { ...buildMember('one'), settings: { model: null, effort: 'auto' } };
  const brief = { role: 'reviewer', assigned: ['auth.ts'] } as const;
  expect(withEffort(member, brief, { files: many }).settings.effort).toBe('high');
});
