import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deepestYaml, NestedTooDeep, refuseDeepYaml } from '../../src/safety/nested-yaml.ts';

/** A text of so many levels, in each way to nest. */
const forms: readonly (readonly [name: string, text: (levels: number) => string])[] = [
  ['lists in brackets', (levels) => '['.repeat(levels) + ']'.repeat(levels)],
  ['brackets that stay open', (levels) => '['.repeat(levels)],
  ['brackets that are closed in texts', (levels) => '["]", '.repeat(levels)],
  ['maps in braces', (levels) => '{a: '.repeat(levels) + '}'.repeat(levels)],
  ['lists on one line', (levels) => `${'- '.repeat(levels)}a`],
  ['keys that are maps', (levels) => `${'? '.repeat(levels)}a`],
  [
    'indentation',
    (levels) => Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
  ],
];

test.each(forms)('%s: as many levels as anybody writes, and no more', (_, text) => {
  const usual = text(deepestYaml - 2);
  expect(refuseDeepYaml(usual)).toBe(usual);
  expect(() => refuseDeepYaml(text(deepestYaml + 2))).toThrow(NestedTooDeep);
  expect(() => refuseDeepYaml(`a: 1\n---\n${text(deepestYaml + 2)}`)).toThrow(NestedTooDeep);
});

test('long texts that are not deep are no matter', () => {
  const text = 'a: [[{b: [1, 2]}]] # [[[\n'.repeat(5000);
  expect(refuseDeepYaml(text)).toBe(text);
});

test('whoever parses YAML looks at its levels first', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  const parsing = files.filter((path) =>
    /\bparse\w*\b[^;]*\} from 'yaml';/.test(readFileSync(join('src', path), 'utf8')),
  );
  const unguarded = parsing.filter(
    (path) => !readFileSync(join('src', path), 'utf8').includes('refuseDeepYaml('),
  );
  expect(parsing.length).toBeGreaterThan(3);
  expect(unguarded).toEqual([]);
});
