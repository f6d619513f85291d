import { expect, test } from 'vitest';
import { matchAny } from '../../src/safety/match-any.ts';

test('matches what any of the patterns matches, each by its own flags', () => {
  const matches = matchAny([/\bone\b/g, /two/i, /(?<=a)three/y, /^four/m]);
  expect(['one', 'TWO', 'athree', 'x\nfour'].filter(matches)).toHaveLength(4);
  expect(['someone', 'ONE', 'three', 'twenty four'].filter(matches)).toEqual([]);
});

test('says the same of the same text again', () => {
  const matches = matchAny([/one/g]);
  expect([matches('one'), matches('one')]).toEqual([true, true]);
});

test('matches nothing where there are no patterns', () => {
  expect(matchAny([])('')).toBe(false);
});
