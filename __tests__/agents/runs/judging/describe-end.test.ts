import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { describeEnd } from '../../../../src/agents/runs/judging/describe-end.ts';

test('an end is told by the last line of standard error', () => {
  const ended = { exitCode: 3, signal: null, stderr: 'Error: slow\nno credit left\n\n' };
  expect(describeEnd(ended)).toBe('exit code 3: no credit left');
  expect(describeEnd({ ...ended, stderr: '' })).toBe('exit code 3.');
});

test.each([
  ['a script that is not there', ['nowhere.mjs'], /^exit code 1: Error: Cannot find module .*nowhere\.mjs/],
  [
    'a module',
    ['--input-type=module', '-e', "import '../nowhere.js'"],
    /ERR_MODULE_NOT_FOUND\]: Cannot find/,
  ],
  ['an error of its own', ['-e', 'throw new TypeError("no key")'], /^exit code 1: TypeError: no key$/],
])('what Node says of %s is its error, not its version', (_, parameters, words) => {
  let stderr = '';
  try {
    execFileSync(process.execPath, parameters, { stdio: 'pipe' });
  } catch (error) {
    stderr = String((error as { stderr: Buffer }).stderr);
  }
  expect(describeEnd({ exitCode: 1, signal: null, stderr })).toMatch(words);
});
