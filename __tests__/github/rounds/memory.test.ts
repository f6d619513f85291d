import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { composeMemory, type Memory, packMemory, unpackMemory } from '../../../src/github/rounds/memory.ts';
import { findingOf, reportOf } from '../../helpers/report.ts';

const stateOf = (count: number): Memory =>
  composeMemory(
    {
      pullNumber: 7,
      storedAt: 1,
      runId: null,
      declined: [],
      identity: { head: 'a', mergeBase: 'b', patchId: null, terms: 'c' },
      report: reportOf({
        findings: Array.from({ length: count }, (_, index) =>
          findingOf({
            id: `I${index + 1}`,
            fingerprint: createHash('sha1').update(`${index}`).digest('hex'),
            explanation: createHash('sha512').update(`${index}`).digest('hex').repeat(3),
            blocking: index % 10 === 0,
          }),
        ),
        refuted: [
          findingOf({ id: 'R1', state: 'declined', declinedReason: 'Known.' }),
          findingOf({ id: 'R2' }),
        ],
      }),
    },
    null,
    null,
  );

describe('the memory of a round in a comment', () => {
  test('comes back with what later rounds need, among other text', () => {
    const text = packMemory(stateOf(3), 30_000) ?? '';
    const state = unpackMemory(`<!-- deep-review x -->\n\nThe report.\n\n${text}`);
    expect(state?.report.findings.map(({ id, title, anchor }) => [id, title, anchor.startLine])).toEqual(
      ['I1', 'I2', 'I3'].map((id) => [id, findingOf().title, 12]),
    );
    expect(state?.report.refuted.map(({ id }) => id)).toEqual(['R1']);
  });

  test('gives up words, then what does not block, to fit', () => {
    const whole = packMemory(stateOf(100), Number.POSITIVE_INFINITY)?.length ?? 0;
    const words = unpackMemory(packMemory(stateOf(100), whole - 1) ?? '');
    expect([words?.report.findings.length, words?.report.findings[0]?.explanation]).toEqual([100, '']);
    const blocking = unpackMemory(packMemory(stateOf(100), Math.floor(whole / 6)) ?? '');
    expect(blocking?.report.findings.length).toBe(10);
    expect(packMemory(stateOf(100), 100)).toBeNull();
  });

  test('is nothing where it was cut, changed, unpacks to megabytes or is of another version', () => {
    const text = packMemory(stateOf(1), 30_000) ?? '';
    const forge = (content: string) => {
      const packed = gzipSync(content).toString('base64');
      return `<!-- deep-review-state ${createHash('sha256').update(packed).digest('hex')} ${packed} -->`;
    };
    expect(unpackMemory('')).toBeNull();
    expect(unpackMemory(text.slice(0, -40))).toBeNull();
    const middle = text.length >> 1;
    expect(
      unpackMemory(text.slice(0, middle) + (text[middle] === 'A' ? 'B' : 'A') + text.slice(middle + 1)),
    ).toBeNull();
    expect(unpackMemory(forge(' '.repeat(50_000_000)))).toBeNull();
    expect(unpackMemory(forge('{"pullNumber": 7}'))).toBeNull();
  });
});
