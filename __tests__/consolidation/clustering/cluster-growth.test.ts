import { expect, test } from 'vitest';
import { claimOfText } from '../../../src/consolidation/clustering/claim.ts';
import { groupByLinks } from '../../../src/consolidation/clustering/group-by-links.ts';
import { likelyPairs } from '../../../src/consolidation/clustering/likely-pairs.ts';
import { profileClaims } from '../../../src/consolidation/clustering/profile.ts';

const words =
  'cache lock queue worker buffer index socket timeout retry token parser schema cursor batch'.split(' ');

/** Claims of ten agents in a file for each forty; every third one repeats an earlier one. */
function makeClaims(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const subject = index % 3 === 2 ? index - 2 : index;
    const word = (step: number) => words[(subject * step + step) % words.length];
    const text = `The ${word(3)} number ${subject} loses its ${word(5)}\n\nWhen \`${word(7)}${subject}\` is called twice, the ${word(11)} is gone.`;
    const startLine = (subject % 40) * 10 + 1;
    return claimOfText(`${index}`, `agent-${index % 10}`, text, {
      path: `src/file-${Math.floor(subject / 40)}.ts`,
      startLine,
      endLine: startLine + 2,
    });
  });
}

const pairsOf = (count: number) => likelyPairs(profileClaims(makeClaims(count)));

test('the pairs to compare grow with the claims, not with their square', () => {
  const [few, many] = [pairsOf(500).length, pairsOf(4_000).length];
  expect(many / few).toBeLessThan(10);
  expect(many).toBeLessThan((4_000 * 3_999) / 2 / 100);
});

test('the pairs to compare hold every repetition', () => {
  const known = new Set(pairsOf(900).map(([one, other]) => `${one}+${other}`));
  const missing = Array.from({ length: 300 }, (_, index) => [3 * index, 3 * index + 2]).filter(
    ([one, other]) => !known.has(`${one}+${other}`),
  );
  expect(missing).toEqual([]);
});

test('groups join by the average of their links and by their best, never across a tag', () => {
  const link = (one: number, other: number, score: number) => ({ one, other, score, isTwin: false });
  const none = [null, null, null];
  expect(groupByLinks(none, [link(0, 1, 3), link(1, 2, 3), link(0, 2, 3)], 1)).toEqual([[0, 1, 2]]);
  // What was never compared counts as unlike.
  expect(groupByLinks(none, [link(0, 1, 3), link(1, 2, 2)], 1)).toEqual([[0, 1], [2]]);
  expect(groupByLinks(['a', 'b', 'a'], [link(0, 1, 3), link(1, 2, 2), link(0, 2, 3)], 1)).toEqual([
    [0, 1],
    [2],
  ]);
  expect(groupByLinks(['a', 'a'], [{ ...link(0, 1, 3), isTwin: true }], 1)).toEqual([[0, 1]]);
});
