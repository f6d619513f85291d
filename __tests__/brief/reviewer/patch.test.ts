import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { patchOf } from '../../../src/brief/reviewer/patch.ts';
import { DiffParser } from '../../../src/change/diff/parse-diff.ts';
import type { ChangedFile } from '../../../src/model/change/change.ts';
import { gitEnvironment, makeChange, makeRepository, type TestRepository } from '../../helpers/repository.ts';

const lines = (count: number, prefix = 'line') =>
  Array.from({ length: count }, (_, index) => `${prefix} ${index}\n`).join('');

function git(repository: TestRepository, ...args: string[]): Buffer {
  return execFileSync('git', ['-C', repository.directory, '-c', 'core.quotePath=off', ...args], {
    env: gitEnvironment,
    maxBuffer: 1 << 28,
  });
}

/** The files between two revisions as they are parsed, and the patch as git itself prints it. */
function diff(
  repository: TestRepository,
  from: string,
  to: string,
): { files: ChangedFile[]; printed: string } {
  const options = ['-r', '-M', '-C', '--find-copies-harder', '--full-index', '--patch', from, to];
  const parser = new DiffParser();
  parser.push(git(repository, 'diff-tree', '--raw', '-z', '--no-abbrev', ...options));
  const judged = { class: 'reviewed', classReason: '', risk: 0, riskReasons: [] } as const;
  const files = parser.end().map((file) => ({ ...file, ...judged }));
  return { files, printed: git(repository, 'diff-tree', ...options).toString() };
}

describe('patchOf prints what git prints', () => {
  test('for every kind of change and of name', () => {
    const repository = makeChange(
      {
        'modified.txt': lines(60),
        'heading.c': `int main(void)\n{\n${lines(30, '\tstep();')}}\n`,
        'deleted.txt': 'gone\n',
        'empty-deleted.txt': '',
        'renamed.txt': lines(20, 'kept'),
        'moved whole.txt': lines(20, 'same'),
        'copied.txt': lines(20, 'twice'),
        'mode.sh': 'echo\n',
        'mode-and-text.sh': 'echo\n',
        'no-newline.txt': 'a\nb',
        'becomes-link.txt': 'text\n',
        'binary.bin': 'a\0b',
        'binary gone.bin': 'b\0c',
        'crlf.txt': 'a\r\nb\r\n',
        'to-empty.txt': 'one\n',
      },
      {
        'modified.txt': lines(60).replace('line 3\n', 'three\n').replace('line 50\n', 'fifty\nfifty-one\n'),
        'heading.c': `int main(void)\n{\n${lines(30, '\tstep();').replace('\tstep(); 25\n', '')}}\n`,
        'deleted.txt': null,
        'empty-deleted.txt': null,
        'renamed.txt': null,
        'sub/renamed to.txt': lines(20, 'kept').replace('kept 7', 'changed 7'),
        'moved whole.txt': null,
        'sub/moved "whole".txt': lines(20, 'same'),
        'copy.txt': lines(20, 'twice'),
        'mode.sh': { executable: 'echo\n' },
        'mode-and-text.sh': { executable: 'echo two\n' },
        'no-newline.txt': 'a\nb\nc',
        'becomes-link.txt': { link: 'modified.txt' },
        'binary.bin': 'a\0c',
        'binary gone.bin': null,
        'binary new.bin': 'x\0y',
        'crlf.txt': 'a\r\nc\r\n',
        'to-empty.txt': '',
        'empty-added.txt': '',
        'added.txt': 'new\n',
        'tab\tnewline\nquote"back\\slash.txt': 'odd\n',
        'bell\x07del\x7f.txt': 'odd\n',
        'ümläut ☃.txt': 'grün\n',
      },
    );
    const { files, printed } = diff(repository, 'main', 'feature');
    expect(new Set(files.map((file) => file.status)).size).toBe(6);
    expect(patchOf(files)).toBe(printed);
  });

  test('for a submodule', () => {
    const repository = makeRepository();
    const link = (oid: string) =>
      repository.git('update-index', '--add', '--cacheinfo', `160000,${oid},module`);
    const commitIndex = (subject: string) => {
      repository.git('commit', '--quiet', '--message', subject);
      return repository.git('rev-parse', 'HEAD');
    };
    link('1'.repeat(40));
    const base = commitIndex('Add module');
    link('2'.repeat(40));
    const head = commitIndex('Update module');
    const { files, printed } = diff(repository, base, head);
    expect(printed).toContain('+Subproject commit 2222');
    expect(patchOf(files)).toBe(printed);
  });
});

test('a patch of nothing is empty', () => {
  expect(patchOf([])).toBe('');
});
