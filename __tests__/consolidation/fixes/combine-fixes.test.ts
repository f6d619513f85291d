import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { combineFixes } from '../../../src/consolidation/fixes/combine-fixes.ts';
import type { ReportFinding } from '../../../src/model/report/report-schema.ts';
import { gitEnvironment, makeRepository } from '../../helpers/repository.ts';

const finding = (id: string, path: string, startLine: number, patch: string) =>
  ({
    ...{ id, title: `About ${id}`, fix: { text: null, patch } },
    anchor: { path, startLine, endLine: startLine, side: 'new', status: 'exact', inDiff: 'changed' },
  }) as unknown as ReportFinding;

/** The files after `git apply` of the patches as one. */
async function apply(files: Record<string, string>, findings: readonly ReportFinding[]) {
  const { directory, commit } = makeRepository();
  commit('Begin', files);
  const combined = combineFixes(findings, (path) => files[path] ?? null);
  if (combined.patch !== '')
    execFileSync('git', ['apply', '--index', '-'], {
      cwd: directory,
      input: combined.patch,
      env: gitEnvironment,
    });
  const read = (path: string) => readFileSync(join(directory, path), 'utf8');
  return { ...combined, read, troubles: combined.outcomes.map(({ trouble }) => trouble) };
}

const lines = (...all: string[]) => all.map((line) => `${line}\n`).join('');
const code = lines('one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten');

describe('patches of findings as one', () => {
  test('several of one file, without headers or with wrong numbers, and of others', async () => {
    const { read, troubles } = await apply({ 'a.txt': code, 'b/c d.txt': code }, [
      finding('C1', 'a.txt', 2, '@@ -70,3 +70,3 @@\n one\n-two\n+2\n three'),
      finding('I1', 'a.txt', 9, ' eight\n-nine\n+9\n+9.5\n ten\n'),
      finding(
        'I2',
        'b/c d.txt',
        1,
        '--- a/b/c d.txt\n+++ b/b/c d.txt\n@@ -1 +1,2 @@\n one\n+one and a half\n',
      ),
    ]);
    expect(troubles).toEqual([null, null, null]);
    expect(read('a.txt')).toBe(code.replace('two', '2').replace('nine', '9\n9.5'));
    expect(read('b/c d.txt')).toBe(code.replace('one\n', 'one\none and a half\n'));
  });

  test('one that does not fit after another is left out, whole', async () => {
    const { read, outcomes } = await apply({ 'a.txt': code }, [
      finding('C1', 'a.txt', 2, '-two\n+2'),
      finding('I1', 'a.txt', 2, '-two\n+zwei\n@@\n-ten\n+10'),
    ]);
    expect(outcomes[1]?.trouble).toMatch(/a\.txt: the lines that it changes are not there: "two"/);
    expect(read('a.txt')).toBe(code.replace('two', '2'));
  });

  test('line ends and an open end stay the file’s own', async () => {
    const windows = code.replaceAll('\n', '\r\n');
    const open = code.slice(0, -1);
    const { read } = await apply({ 'w.txt': windows, 'o.txt': open }, [
      finding('C1', 'w.txt', 2, ' one\n-two\n+2\n+2.5\n three'),
      finding('I1', 'o.txt', 10, ' nine\n-ten\n+10\n+11'),
    ]);
    expect(read('w.txt')).toBe(windows.replace('two', '2\r\n2.5'));
    expect(read('o.txt')).toBe(open.replace('ten', '10\n11'));
  });

  test('of lines that stand at several places the finding’s are meant', async () => {
    const twice = lines('x', 'same', 'y', 'z', 'same', 'end');
    const { read } = await apply({ 'a.txt': twice }, [finding('C1', 'a.txt', 5, '-same\n+other')]);
    expect(read('a.txt')).toBe(lines('x', 'same', 'y', 'z', 'other', 'end'));
  });

  test('a new file is made, and a path that leads out is not', async () => {
    const { read, outcomes, patch } = await apply({ 'a.txt': code }, [
      finding('C1', 'a.txt', 1, '--- /dev/null\n+++ b/new/file.txt\n@@ -0,0 +1 @@\n+hello'),
      finding('I1', 'a.txt', 1, '--- a/../x\n+++ b/../x\n@@ -0,0 +1 @@\n+evil'),
      finding('I2', 'a.txt', 1, '--- a/.git/config\n+++ b/.git/config\n@@ -0,0 +1 @@\n+evil'),
      finding('I3', 'gone.txt', 1, '-a\n+b'),
    ]);
    expect(read('new/file.txt')).toBe('hello\n');
    expect(outcomes.map(({ trouble }) => trouble !== null)).toEqual([false, true, true, true]);
    expect(patch).not.toContain('evil');
  });
});
