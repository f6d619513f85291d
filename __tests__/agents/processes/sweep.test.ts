import { mkdirSync, readdirSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sweepAbandoned } from '../../../src/agents/processes/sweep.ts';
import { temporaryDirectory } from '../../helpers/repository.ts';

test('Only directories of reviews that ended long ago are removed', async () => {
  const parent = temporaryDirectory();
  const now = Date.now();
  const make = (name: string, hoursAgo: number) => {
    mkdirSync(join(parent, name, 'runs'), { recursive: true });
    utimesSync(join(parent, name), now / 1000, now / 1000 - hoursAgo * 3600);
  };
  make('deep-review-mine', 0);
  make('deep-review-running', 20);
  make('deep-review-dead', 30);
  make('other-program', 300);
  symlinkSync(join(parent, 'other-program'), join(parent, 'deep-review-link'));
  await sweepAbandoned(join(parent, 'deep-review-mine'), now);
  expect(readdirSync(parent).sort()).toEqual([
    'deep-review-link',
    'deep-review-mine',
    'deep-review-running',
    'other-program',
  ]);
  make('deep-review-dead', 30);
  await sweepAbandoned(join(parent, 'named-by-somebody'), now);
  expect(readdirSync(parent)).toContain('deep-review-dead');
});
