import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concealAtSigns, restoreAtSigns } from '../../src/brief/at-signs.ts';

test('leaves nothing that a CLI takes for a file reference', () => {
  const text = 'see @/etc/passwd, a@b, @"x y", @@ -1,2 +3,4 @@ and @@@';
  expect(concealAtSigns(text)).toBe('see ＠/etc/passwd, a＠b, ＠"x y", ＠＠ -1,2 +3,4 ＠＠ and ＠＠＠');
});

test('is undone in an answer, also where JSON escapes the character', () => {
  expect(restoreAtSigns('{"quote": "＠Override", "patch": "\\uff20\\uFF20 -1 +1"}')).toBe(
    '{"quote": "@Override", "patch": "@@ -1 +1"}',
  );
});

test('gives any text back', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('@', 'a', '\n', '"', ' ') }), (text) => {
      expect(concealAtSigns(text)).not.toContain('@');
      expect(restoreAtSigns(concealAtSigns(text))).toBe(text);
    }),
  );
});
