import { mkdtempSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { PrintedOutput } from '../../../src/change/git/printed-output.ts';

const directory = mkdtempSync(join(tmpdir(), 'deep-review-'));
afterAll(() => rmSync(directory, { recursive: true }));

function print(text: string): PrintedOutput {
  const output = new PrintedOutput(directory);
  writeSync(output.writable, text);
  output.keep();
  output.close();
  return output;
}

const numbers = Array.from({ length: 50_000 }, (_, index) => String(index).padStart(7)).join('');
const numberAt = (index: number) => [index * 7, (index + 1) * 7] as const;

test('reads any part again, in whatever order, however long', () => {
  const output = print(numbers);
  const read = (start: number, end: number) => output.slice(start, end).toString('latin1');
  for (const index of [0, 1, 2, 9_361, 9_362, 9_363, 49_999, 3, 30_000])
    expect(Number(read(...numberAt(index)))).toBe(index);
  expect(read(7, 300_000)).toBe(numbers.slice(7, 300_000));
  expect(read(14, 21)).toBe('      2');
  expect(read(5, 5)).toBe('');
});

test('reads what is printed later', () => {
  const output = new PrintedOutput(directory);
  writeSync(output.writable, 'one');
  expect(output.slice(0, 3).toString()).toBe('one');
  writeSync(output.writable, 'two');
  expect(output.slice(1, 6).toString()).toBe('netwo');
  output.close();
});

test('says so where less was printed', () => {
  const output = print('short');
  expect(() => output.slice(2, 6)).toThrow('What git printed is gone.');
  expect(output.slice(2, 5).toString()).toBe('ort');
});
