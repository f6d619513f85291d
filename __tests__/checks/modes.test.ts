import { describe, expect, test } from 'vitest';
import { fileModes } from '../../src/checks/files/file-modes.ts';
import { symbolicLinks } from '../../src/checks/files/symbolic-links.ts';
import { runChecks } from '../../src/checks/run-checks.ts';
import { buildChange, buildFile, buildReadText } from '../helpers/change.ts';

describe('file-modes', () => {
  const inspect = async (path: string, text: string) => {
    const file = buildFile(path, [text, text], { newMode: '100755' });
    const read = buildReadText({ [path]: [text, text] });
    return (await runChecks([fileModes], buildChange({}, { files: [file] }), read)).findings;
  };

  test('reports a text that is no program', async () => {
    expect(await inspect('docs/a.md', '# A\n')).toMatchObject([
      { path: 'docs/a.md', severity: 'suggestion' },
    ]);
  });

  test.each([
    ['run', '#!/bin/sh\n'],
    ['run.sh', 'echo\n'],
    ['bin/tool', 'x\n'],
    ['.husky/pre-commit', 'npm test\n'],
    ['empty', ''],
  ])('ignores %s', async (path, text) => {
    expect(await inspect(path, text)).toEqual([]);
  });
});

describe('symbolic-links', () => {
  const inspect = async (path: string, target: string) => {
    const file = buildFile(path, [null, target], { newMode: '120000' });
    return (await runChecks([symbolicLinks], buildChange({}, { files: [file] }), buildReadText({}))).findings;
  };

  test.each([
    ['a', '/etc/passwd'],
    ['a/b', '../../x'],
    ['a', '..'],
    ['a', 'C:\\x'],
    ['a', '.git/config'],
  ])('reports %s -> %s', async (path, target) => {
    expect(await inspect(path, target)).toMatchObject([
      { path, line: 1, quote: target, severity: 'important' },
    ]);
  });

  test.each([
    ['a/b', '../x'],
    ['CLAUDE.md', 'AGENTS.md'],
    ['a', './..data'],
  ])('ignores %s -> %s', async (path, target) => {
    expect(await inspect(path, target)).toEqual([]);
  });
});
