import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { registry } from '../../../src/checks/registry.ts';
import { runChecks } from '../../../src/checks/run-checks.ts';
import { buildChange, buildReadText } from '../../helpers/change.ts';
import { base62, token } from '../../helpers/secrets.ts';

test.each(['docs/api.md', 'dist/index.js'])('a token with its check sum is found in %s', async (path) => {
  expect(await reportsOf(path, `curl -H 'Authorization: ${issued('ghp_')}'\n`)).toEqual([
    'suggestion: GitHub token committed',
  ]);
  expect(await reportsOf(path, `TOKEN=${issued('npm_')}\n`)).toEqual([
    'suggestion: npm access token committed',
  ]);
  expect(await reportsOf(path, `curl -H 'Authorization: ${token('ghp_', 36)}'\n`)).toEqual([]);
});

test('what looks like a token hides none that begins in it', async () => {
  const decoy = `ghp_${'a1'.repeat(16)}9`;
  expect(await reportsOf('docs/api.md', `TOKEN=${decoy}${issued('ghp_')}\n`)).toEqual([
    'suggestion: GitHub token committed',
  ]);
});

async function reportsOf(path: string, text: string): Promise<string[]> {
  const sample = { [path]: text };
  const made = buildChange(sample);
  const files = made.files.map((file) =>
    path.startsWith('dist/') ? { ...file, class: 'generated' as const } : file,
  );
  const { findings } = await runChecks(registry, { ...made, files }, buildReadText(sample));
  return findings.map(({ severity, title }) => `${severity}: ${title}`);
}

/** As GitHub and npm make them: the last six characters are a check sum of the thirty before. */
function issued(prefix: string): string {
  const body = base62(30, 11);
  return prefix + body + inBase62(crc32(body)).padStart(6, '0');
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const inBase62 = (number: number): string =>
  (number < 62 ? '' : inBase62(Math.floor(number / 62))) + (digits[number % 62] ?? '');
