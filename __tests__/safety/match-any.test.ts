import { expect, test } from 'vitest';
import { matchAny } from '../../src/safety/match-any.ts';

test('matches what any of the patterns matches, each by its own flags', () => {
  const matches = matchAny([/\bone\b/g, /two/i, /(?<=a)three/y, /^four/m]);
  expect(['one', 'TWO', 'athree', 'x\nfour'].filter(matches)).toHaveLength(4);
  expect(['someone', 'ONE', 'three', 'twenty four'].filter(matches)).toEqual([]);
});

test.each<[RegExp, string[], string[]]>([
  [
    /\bgh[pousr]_[a-z]{3}/,
    ['ghp_abc', ' ghs_abc', '_-ghr_abc'],
    ['xghp_abc', '_ghp_abc', 'gha_abc', 'ghp_ab', 'ghp-abc'],
  ],
  [/\bgl(?:pat|dt)-\w/, ['glpat-a', 'x gldt-a'], ['glrt-a', 'aglpat-a', 'glpat_a', 'gl-a']],
  [/SG\./, ['SG.', 'aSG.'], ['SG', 'SGx', 'sg.']],
  [/\b[rs]k_live_[a-z]/, ['rk_live_a', 'pk_live_rk_live_ sk_live_a'], ['pk_live_a', 'rk_test_a', 'rk_live_']],
  [/ab_?c/, ['abc', 'ab_c'], ['ab-c']],
  [/ab?_c/, ['a_c', 'ab_c'], ['b_c']],
  [/a_b|c_d/, ['a_b', 'c_d'], ['a_d', 'c_b']],
  [/\w_(?<=b_)c/, ['b_c'], ['a_c']],
])('finds by its mark what %s matches', (pattern, matching, others) => {
  for (const patterns of [[pattern], [/\bone\b/, pattern, /x{40}/i]]) {
    expect(matching.filter(matchAny(patterns))).toEqual(matching);
    expect(others.filter(matchAny(patterns))).toEqual([]);
  }
});

test('says the same of the same text again', () => {
  const matches = matchAny([/one/g]);
  expect([matches('one'), matches('one')]).toEqual([true, true]);
});

test('matches nothing where there are no patterns', () => {
  expect(matchAny([])('')).toBe(false);
});
