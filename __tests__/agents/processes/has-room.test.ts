import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasRoom } from '../../../src/agents/processes/has-room.ts';
import { temporaryDirectory } from '../../helpers/repository.ts';

test('There is room where a file can be written, which is gone afterwards', () => {
  const file = join(temporaryDirectory(), 'room');
  expect(hasRoom(file)).toBe(true);
  expect(existsSync(file)).toBe(false);
});

test('There is none where the device is full', () => {
  const file = join(temporaryDirectory(), 'room');
  symlinkSync('/dev/full', file);
  expect(hasRoom(file)).toBe(false);
  expect(existsSync('/dev/full')).toBe(true);
});
