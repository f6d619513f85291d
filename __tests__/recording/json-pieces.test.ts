import { expect, test } from 'vitest';
import { jsonPieces } from '../../src/recording/json-pieces.ts';
import { manyFindings } from '../helpers/many-findings.ts';

test('pieces of a large object make the whole', () => {
  const report = { ...manyFindings(1200), feedback: undefined };
  const pieces = [...jsonPieces(report)];
  expect(pieces.length).toBeGreaterThan(20);
  expect(pieces.join('')).toBe(`${JSON.stringify(report, null, 2)}\n`);
});
