import { expect, test } from 'vitest';
import { rememberByText } from '../../src/findings/remember-by-text.ts';

/** A reading that tells how often it was done. */
function counting() {
  let times = 0;
  return rememberByText((text) => ({ text, times: ++times }));
}

test('a text is read once, and what was read of it is shared', () => {
  const read = counting();
  expect(read('one')).toBe(read('one'));
  expect(read('two')).toEqual({ text: 'two', times: 2 });
});

test('what was read longest ago is read again', () => {
  const read = counting();
  for (let text = 0; text <= 100; text++) read(String(text));
  expect(read('100').times).toBe(101);
  expect(read('0').times).toBe(102);
});
