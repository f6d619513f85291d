import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
// @ts-expect-error a script without types
import { countRounds, measureInTurns } from '../../scripts/bench/measuring/in-turns.mjs';
// @ts-expect-error a script without types
import { writeDocuments } from '../../scripts/bench/plot/write-documents.mjs';
import { temporaryDirectory } from '../helpers/repository.ts';

/** Measures figures that take ten seconds a round and build. */
async function measure(rounds: number, limitMs: number, builds: Record<string, string>) {
  let ms = 0;
  const turns: string[] = [];
  async function* figures(build: string) {
    turns.push(build);
    ms += 10_000;
    yield { name: 'time', value: ms, unit: 'ms' };
  }
  const { rows, rounds: count } = await measureInTurns(figures, builds, { rounds, limitMs, now: () => ms });
  return { rows, count, turns };
}

test('both builds are measured in turns, and each figure is the median of its rounds', async () => {
  const { rows, count, turns } = await measure(3, Number.POSITIVE_INFINITY, { old: 'before', own: 'now' });
  expect(turns).toEqual(['before', 'now', 'before', 'now', 'before', 'now']);
  expect([count, rows]).toEqual([3, [{ name: 'time', unit: 'ms', value: 40_000, old: 30_000, repeats: 0 }]]);
});

test('a noisy figure with a target is measured again, alone, until it is quiet, and three times at most', async () => {
  const asked: (readonly string[] | null)[] = [];
  async function* figures(_: string, names: readonly string[] | null) {
    asked.push(names);
    const round = asked.length;
    yield { name: 'quiet', value: 100 + round, most: 1 };
    yield { name: 'settles', value: [10, 20, 30, 20, 20][round - 1] ?? 20, most: 1 };
    yield { name: 'wild', value: round % 2 === 0 ? 1000 : 10, mostOfOld: 1 };
    yield { name: 'wild without a target', value: 3 ** round };
  }
  const { rows, rounds } = await measureInTurns(figures, { own: 'now' }, { rounds: 3, limitMs: 1e9 });
  expect(rounds).toBe(3);
  expect(asked).toEqual([null, null, null, ['settles', 'wild'], ['wild'], ['wild']]);
  expect(rows.map(({ name, value, repeats }: Record<string, unknown>) => [name, value, repeats])).toEqual([
    ['quiet', 102, 0],
    ['settles', 20, 1],
    ['wild', 1000, 3],
    ['wild without a target', 9, 0],
  ]);
});

test.each([
  [0, 1],
  [29_000, 2],
  [30_000, 3],
  [1_000_000, 5],
])(
  'within %d ms as many rounds are measured as end in them, one at least and five at most: %d',
  async (limitMs, rounds) => {
    expect(await measure(5, limitMs, { own: 'now' })).toMatchObject({ count: rounds, rows: [{ old: null }] });
  },
);

test('the page says of how many rounds its figures are', async () => {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'docs'));
  const page = fileURLToPath(new URL('../../docs/how-fast.md', import.meta.url));
  cpSync(page, join(directory, 'docs/how-fast.md'));
  const point = { unit: 'ms', old: null, target: '', growth: { of: 'lines' } };
  const curves = [
    {
      of: 'lines',
      unit: 'ms',
      points: [
        { size: 10, value: 1 },
        { size: 100, value: 10 },
      ],
    },
  ];
  const rounds = countRounds([5, 3, 4]);
  await writeDocuments(
    { figures: [{ name: 'a', value: 1, ...point }], curves, rounds, hasOld: true },
    directory,
  );
  const written = readFileSync(join(directory, 'docs/how-fast.md'), 'utf8');
  expect(written).toContain('medians of 3 to 5 rounds, of this build and the one before in turns,');
  expect(written).toContain('| lines | 1.00 |');
  expect(readFileSync(join(directory, 'docs/growth.svg'), 'utf8')).toContain('lines: size to the 1.00');
});
