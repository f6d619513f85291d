import { expect, test } from 'vitest';
import { openSources } from '../../../../src/change/places/sources.ts';
import { excerptAt } from '../../../../src/consolidation/composing/code/excerpt.ts';
import { buildChange } from '../../../helpers/change.ts';

const change = buildChange({});
const anchor = (startLine: number, endLine = startLine) => ({
  path: 'a.ts',
  startLine,
  endLine,
  side: 'new' as const,
  status: 'exact' as const,
  inDiff: 'outside' as const,
});
const excerptOf = (text: string, startLine: number, endLine?: number, most?: number) =>
  excerptAt(
    anchor(startLine, endLine),
    { change, sources: openSources({ resolved: {}, texts: { 'new:a.ts': text } }, change) },
    most,
  );

const functions = [
  'function one() {',
  '  if (a) {',
  '    b();',
  '  }',
  '}',
  '',
  'function two() {',
  '  c();',
  '}',
];

test('a line is shown within its function', () => {
  expect(excerptOf(functions.join('\n'), 3)).toMatchObject({
    startLine: 1,
    text: functions.slice(0, 5).join('\n'),
  });
});

test('a function without brackets ends with its indentation', () => {
  const python = ['def one():', '    a()', '    b()', '', 'def two():', '    c()'];
  expect(excerptOf(python.join('\n'), 2)?.text).toBe(python.slice(0, 4).join('\n'));
});

test('where the function is long, five lines around are shown', () => {
  const long = ['function f() {', ...Array.from({ length: 60 }, (_, index) => `  call(${index});`), '}'];
  expect(excerptOf(long.join('\n'), 30)).toMatchObject({
    startLine: 25,
    text: long.slice(24, 35).join('\n'),
  });
});

test('no more lines are shown than asked for, and the place is among them', () => {
  const excerpt = excerptOf(functions.join('\n'), 8, 8, 2);
  expect(excerpt?.text.split('\n')).toHaveLength(2);
  expect(excerpt?.text).toContain('c();');
});

test('a file that ends before the place has nothing to show', () => {
  expect(excerptOf('one line', 2)).toBeNull();
});

test('of a long line it is told where the quote stands', () => {
  const text = `${'a('.repeat(400)}debugger;${')'.repeat(400)}`;
  const basis = { change, sources: openSources({ resolved: {}, texts: { 'new:a.ts': text } }, change) };
  expect(excerptAt(anchor(1), basis, undefined, ['elsewhere', 'debugger;'])?.hit).toEqual({
    line: 1,
    column: 800,
  });
  expect(excerptOf('short', 1)).not.toHaveProperty('hit');
});
