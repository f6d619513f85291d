import { describe, expect, test } from 'vitest';
import { clusterCandidates } from '../../../src/consolidation/clustering/cluster-candidates.ts';
import { UserError } from '../../../src/model/errors.ts';

const candidate = (id: string, text: string, line: number | [number, number] | null = null) => ({
  id,
  tool: id.slice(0, id.indexOf('/')),
  path: line === null ? null : 'src/queue.ts',
  line,
  text,
});
const lost = 'The last job of the queue is lost when the worker stops: `drain` ends its loop one job early.';

describe('foreign findings', () => {
  test('become clusters of ids, each id once', () => {
    const candidates = [
      candidate('a/1', lost, [40, 44]),
      candidate('b/1', `${lost} It should compare with zero.`, 42),
      candidate('c/1', 'Typo in a comment: `recieve`.', [41, 41]),
      candidate('c/2', 'The mutex is never released after a timeout, so every later caller waits for ever.'),
    ];
    expect(clusterCandidates({ candidates }, 'a.json')).toEqual({
      clusters: [['a/1', 'b/1'], ['c/1'], ['c/2']],
    });
    expect(clusterCandidates({ candidates: candidates.toReversed() }, 'a.json')).toEqual(
      clusterCandidates({ candidates }, 'a.json'),
    );
  });

  test('of one tool at the same place with the same words are one', () => {
    const candidates = [candidate('a/1', lost, [40, 44]), candidate('a/2', lost, [40, 44])];
    expect(clusterCandidates({ candidates }, 'a.json').clusters).toEqual([['a/1', 'a/2']]);
  });

  test.each<[unknown, RegExp]>([
    [{}, /a\.json does not hold candidates/],
    [{ candidates: [{ id: 1 }] }, /candidates\[0\]\.id/],
    [{ candidates: [candidate('a/1', lost, 0)] }, /candidates\[0\]\.line/],
    [{ candidates: [candidate('a/1', lost), candidate('a/1', lost)] }, /two candidates with the id "a\/1"/],
  ])('that are none are refused with the place: %j', (foreign, message) => {
    expect(() => clusterCandidates(foreign, 'a.json')).toThrow(UserError);
    expect(() => clusterCandidates(foreign, 'a.json')).toThrow(message);
  });
});
