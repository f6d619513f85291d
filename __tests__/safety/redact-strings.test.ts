import { expect, test } from 'vitest';
import { redactStrings } from '../../src/safety/redact-strings.ts';

const hide = (text: string) => text.replace(/secret\d?/g, '[redacted]');

test('hides what values say, and what the names of properties say', () => {
  expect(redactStrings({ texts: { 'new:secret.js': ['a secret', 1, null] }, count: 2 }, hide)).toEqual({
    texts: { 'new:[redacted].js': ['a [redacted]', 1, null] },
    count: 2,
  });
});

test('loses nothing where two names become one', () => {
  expect(redactStrings({ secret1: 1, secret2: 2 }, hide)).toEqual({ '[redacted]': 1, '[redacted] 2': 2 });
});

test('does not copy what holds no secret', () => {
  const clean = { lines: ['a', { text: 'b' }], count: 1 };
  const both = { clean, other: ['secret'] };
  expect(redactStrings(clean, hide)).toBe(clean);
  expect(redactStrings(both, hide)).toEqual({ clean, other: ['[redacted]'] });
  expect(redactStrings(both, hide).clean).toBe(clean);
});
