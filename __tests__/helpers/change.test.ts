import { expect, test } from 'vitest';
import { numberLines } from '../../src/model/change/number-lines.ts';
import { buildChange, buildFile, buildReadText } from './change.ts';

test('builds the hunks that git would print', () => {
  const [file] = buildChange({ 'a.txt': ['one\ntwo\n', 'one\n2\nthree'] }).files;
  expect(file).toMatchObject({ status: 'modified', additions: 2, deletions: 1 });
  expect(file?.hunks).toEqual([
    {
      oldStart: 1,
      oldCount: 2,
      newStart: 1,
      newCount: 3,
      heading: '',
      body: ' one\n-two\n+2\n+three\n\\ No newline at end of file',
    },
  ]);
  expect(file?.hunks.flatMap(numberLines).at(-1)).toEqual({
    kind: 'added',
    oldLine: null,
    newLine: 3,
    text: 'three',
    noNewline: true,
  });
});

test('names blobs as git does and takes overrides', () => {
  const file = buildFile('run.sh', [null, 'hello\n'], { newMode: '100755' });
  expect(file).toMatchObject({
    newOid: 'ce013625030ba8dba906f756967f9e9ca394464a',
    status: 'added',
    newMode: '100755',
  });
});

test('reads both sides', async () => {
  const read = buildReadText({ 'a.txt': ['old', null], 'b.bin': 'x\0' });
  expect([
    await read('a.txt', 'old'),
    await read('a.txt', 'new'),
    await read('b.bin', 'new'),
    await read('c', 'new'),
  ]).toEqual(['old', null, null, null]);
});
