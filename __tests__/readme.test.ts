import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
// @ts-expect-error a script without types
import { withTables } from '../scripts/readme-tables.mjs';
import { version } from '../src/model/version.ts';

test('the tables of README.md are current', () => {
  const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  expect(withTables(text)).toBe(text);
});

test('the workflow of README.md is the one of the examples', () => {
  const example = readFileSync(
    new URL('../docs/examples/workflows/pull-request.yml', import.meta.url),
    'utf8',
  );
  const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  expect(text).toContain(`\`\`\`yaml\n${example}\`\`\``);
});

test('the version is the same everywhere', () => {
  expect(version).toBe(packageJson.version);
});
