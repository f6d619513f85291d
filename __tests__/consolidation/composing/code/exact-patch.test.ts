import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSources } from '../../../../src/change/places/sources.ts';
import { exactPatch } from '../../../../src/consolidation/composing/code/exact-patch.ts';
import { buildChange } from '../../../helpers/change.ts';
import { recordTexts } from '../../../helpers/recording.ts';
import { gitEnvironment, makeRepository } from '../../../helpers/repository.ts';

const code = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\n';

const patchOf = (patch: string, files: Record<string, string>, path: string | null, startLine = 1) =>
  exactPatch(
    patch,
    { path, startLine, endLine: startLine, side: 'new', status: 'exact', inDiff: 'changed' },
    openSources({ resolved: {}, texts: recordTexts(files) }, buildChange(files)),
  );

/** The file after `git apply` of a finding's exact patch. */
function apply(patch: string, files: Record<string, string>, path: string): string {
  const { directory, commit } = makeRepository();
  commit('Begin', files);
  const exact = patchOf(patch, files, path) ?? '';
  execFileSync('git', ['apply', '--index', '-'], { cwd: directory, input: exact, env: gitEnvironment });
  return readFileSync(join(directory, path), 'utf8');
}

describe('git takes', () => {
  test.each([
    ['one without any header', '-two\n+2', code, 'a.txt'],
    ['one whose numbers are wrong', '@@ -70,3 +9,1 @@\n one\n-two\n+2\n three', code, 'a.txt'],
    ['one with half a header', '--- a.txt\n+++ a.txt\n-two\n+2', code, 'a.txt'],
    ['one of a file with carriage returns', '-two\n+2', code.replaceAll('\n', '\r\n'), 'a.txt'],
    ['one of the last line, which nothing ends', '-two\n+2', 'one\ntwo', 'a.txt'],
    ['one of a name that git quotes', '-two\n+2', code, 'a "b"\tc.txt'],
    ['one of a name in another script', '-two\n+2', code, 'src/名前 a.txt'],
  ])('%s', (_, patch, text, path) => {
    expect(apply(patch, { [path]: text }, path)).toBe(text.replace('two', '2'));
  });
});

test.each([
  ['whose lines are not there', '-zwei\n+2', 'a.txt'],
  ['that changes nothing', ' one\n two', 'a.txt'],
  ['of a file that nobody knows', '--- a/b.txt\n+++ b/b.txt\n@@ -1 +1 @@\n-two\n+2', 'a.txt'],
  ['that only adds, and says not where', '+eight', 'a.txt'],
  ['that leaves the repository', '--- a/../a.txt\n+++ b/../a.txt\n-two\n+2', 'a.txt'],
  ['of no file', '-two\n+2', null],
  ['beside a secret that was taken out', '-three\n+3', 'secret.txt'],
])('there is none of a patch %s', (_, patch, path) => {
  expect(patchOf(patch, { 'a.txt': code, 'secret.txt': code.replace('two', '[redacted]') }, path)).toBeNull();
});
