import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bashScript } from '../../../src/commands/completion/bash.ts';
import { fishScript } from '../../../src/commands/completion/fish.ts';
import { zshScript } from '../../../src/commands/completion/zsh.ts';
import { commands } from '../../../src/commands/line/command-table.ts';
import { temporaryDirectory } from '../../helpers/repository.ts';

const isInstalled = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;

describe.runIf(isInstalled('bash'))('in bash', () => {
  /** What is offered for the last of the words. */
  function complete(...words: string[]): string[] {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, 'a-folder'));
    writeFileSync(join(directory, 'a-file'), '');
    const script = `${bashScript()}
COMP_WORDS=(deep-review ${words.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=${words.length}
_deep_review
printf '%s\\n' "\${COMPREPLY[@]}"`;
    const printed = execFileSync('bash', ['--norc', '-c', script], { cwd: directory, encoding: 'utf8' });
    return printed.split('\n').filter((word) => word !== '');
  }

  test('the first word is a command, or an option of a review', () => {
    expect(complete('re')).toEqual(expect.arrayContaining(['review', 'replay', 'read']));
    expect(complete('re')).not.toContain('doctor');
    expect(complete('--ba')).toEqual(['--base']);
  });

  test('each command has its own options', () => {
    for (const [name, { options }] of commands)
      expect(complete(name, '--')).toEqual(
        expect.arrayContaining(Object.keys(options).map((option) => `--${option}`)),
      );
    expect(complete('doctor', '--f')).toEqual([]);
  });

  test('behind an option stands what it takes', () => {
    expect(complete('--fail-on', '')).toEqual(['merge-with-fixes', 'rework', 'never']);
    expect(complete('replay', '--from', 'a-')).toEqual(['a-folder']);
    expect(complete('--config', 'a-').sort()).toEqual(['a-file', 'a-folder']);
    expect(complete('--base', '')).toEqual([]);
    expect(complete('schema', 're')).toEqual(['review', 'report']);
  });
});

describe.each([
  ['bash', bashScript],
  ['zsh', zshScript],
  ['fish', fishScript],
] as const)('the script for %s', (shell, script) => {
  test('names every command and option', () => {
    const text = script();
    for (const [name, { options }] of commands) {
      expect(text).toContain(name);
      for (const option of Object.keys(options)) expect(text).toMatch(new RegExp(`(--|-l )${option}\\b`));
    }
  });

  test.runIf(isInstalled(shell))('is sound', () => {
    const file = join(temporaryDirectory(), 'script');
    writeFileSync(file, script());
    expect(spawnSync(shell, ['-n', file], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });
});
