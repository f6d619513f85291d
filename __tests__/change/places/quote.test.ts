import { describe, expect, test } from 'vitest';
import { findQuote, isDistinctive, nearestMatch } from '../../../src/change/places/quote.ts';

const file = [
  'function check(user) {',
  '  if (user.isAdmin) {',
  '    return allow(user);',
  '  }',
  '',
  '  return deny(user);',
  '}',
  'function other(user) {',
  '  return deny(user);',
  '}',
];

describe('finds', () => {
  test.each([
    ['a line', '  if (user.isAdmin) {', [[2, 2]]],
    ['a part of a line', 'user.isAdmin', [[2, 2]]],
    ['other white space', 'if(user.isAdmin)\t{', [[2, 2]]],
    ['lines, the empty one left out', '  }\n  return deny(user);\n}', [[4, 7]]],
    ['two lines written as one', 'if (user.isAdmin) { return allow(user);', [[2, 3]]],
    [
      'every place',
      'return deny(user);',
      [
        [6, 6],
        [9, 9],
      ],
    ],
    ['a fenced block', '```js\nreturn allow(user);\n```', [[3, 3]]],
    ['a numbered listing', '2:  if (user.isAdmin) {\n3:    return allow(user);', [[2, 3]]],
    ['a listing with marked numbers', 'L2:  if (user.isAdmin) {\nL3:    return allow(user);', [[2, 3]]],
    ['what a search prints', 'src/check.js:2:  if (user.isAdmin) {', [[2, 2]]],
    ['a code span', '`if (user.isAdmin) {`', [[2, 2]]],
    ['lines of a diff', '+  if (user.isAdmin) {\n+    return allow(user);', [[2, 3]]],
    ['what an ellipsis leaves out', 'function check(user) {\n  ...\n  return deny(user);', [[1, 6]]],
    ['nothing that is not there', 'return allow(admin);', []],
    ['nothing for white space', ' \n ', []],
  ])('%s', (_, quote, expected) => {
    expect(findQuote(file, quote).map(({ startLine, endLine }) => [startLine, endLine])).toEqual(expected);
  });

  test('a spread that only looks like an ellipsis', () => {
    expect(findQuote(['call(...rest)', 'call(first)', 'rest)'], 'call(...rest)')).toEqual([
      { startLine: 1, endLine: 1 },
    ]);
  });
});

test('chooses the nearest match', () => {
  const matches = [
    { startLine: 1, endLine: 3 },
    { startLine: 20, endLine: 20 },
  ];
  expect(nearestMatch(matches, 15)).toBe(matches[1]);
  expect(nearestMatch(matches, 2)).toBe(matches[0]);
  expect(nearestMatch(matches, null)).toBe(matches[0]);
  expect(nearestMatch([], 1)).toBeNull();
});

test('stays fast on hostile quotes', () => {
  const long = Array.from({ length: 20_000 }, () => 'aaaaaaaaaaaaaaaaaaaa');
  const startedAt = performance.now();
  findQuote(long, `${'a'.repeat(50)}...b`);
  findQuote(long, 'a');
  expect(performance.now() - startedAt).toBeLessThan(3000);
});

test('tells distinctive quotes from fragments', () => {
  expect(isDistinctive('return nil')).toBe(false);
  expect(isDistinctive('} ) ; { } ( ) ; } ) ; {')).toBe(false);
  expect(isDistinctive('return session.expire()')).toBe(true);
});
