import { expect, test } from 'vitest';
import { askForAttributes } from '../../../../src/change/files/base/attributes.ts';

test('asks of every folder above a path, but of none whose name ends a line', () => {
  const paths = ['a/b/c.ts', 'a/d.ts', 'return\r/e.ts', 'line\n/f.ts'];
  expect(askForAttributes('HEAD', paths, () => {}).map(({ name }) => name)).toEqual([
    'HEAD:.gitattributes',
    'HEAD:a/b/.gitattributes',
    'HEAD:a/.gitattributes',
  ]);
});
