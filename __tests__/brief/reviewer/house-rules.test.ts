import { expect, test } from 'vitest';
import { writeBriefs } from '../../../src/brief/reviewer/write-briefs.ts';
import { configurationSchema } from '../../../src/config/configuration.ts';
import { buildChange } from '../../helpers/change.ts';

const long = (word: string) =>
  Array.from({ length: 200 }, (_, index) => `${word} ${index} explains the project at length.`).join('\n');
const root = `# About\n\n${long('Background')}\n- Never call eval.\n${long('More')}`;
const rules = [
  { path: 'api/AGENTS.md', folder: 'api', text: 'Handlers must check the session.' },
  { path: 'web/AGENTS.md', folder: 'web', text: 'Do not write inline styles.' },
  { path: 'AGENTS.md', folder: '', text: root },
];
const lines = Array.from({ length: 300 }, (_, index) => `const value${index} = ${index};\n`).join('');
const change = buildChange({ 'api/a.ts': ['one\n', lines] });
const briefWith = (houseRules: typeof rules) =>
  writeBriefs(change, configurationSchema.parse({}), { instructions: '', previous: null, houseRules })[0];

test('A brief has the telling lines of the rules for its files, with their numbers, and the rest in a file', () => {
  const brief = briefWith(rules);
  expect(brief?.text).toContain('api/AGENTS.md (for api/):\n1: Handlers must check the session.');
  expect(brief?.text).toContain('203: - Never call eval.');
  expect(brief?.text).not.toContain('inline styles');
  expect(brief?.files['house-rules.md']).toContain('More 199 explains');
  expect(brief?.files['house-rules.md']).not.toContain('inline styles');
});

test('They add at most a tenth to it, however long they are', () => {
  const [without, withRules] = [[], rules].map((each) => Buffer.byteLength(briefWith(each)?.text ?? ''));
  expect(withRules).toBeGreaterThan((without ?? 0) + 500);
  expect(withRules).toBeLessThanOrEqual((without ?? 0) * 1.1);
});

test('Without any, nothing is said of them', () => {
  expect(briefWith([])?.text).not.toMatch(/House rules|house-rules/);
  expect(briefWith([])?.files).not.toHaveProperty('house-rules.md');
});
