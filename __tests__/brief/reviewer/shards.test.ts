import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partsOf, planShards, type ShardPlan } from '../../../src/brief/reviewer/shards.ts';
import type { ChangedFile, Hunk } from '../../../src/model/change/change.ts';
import { buildFile } from '../../helpers/change.ts';

const hunkOf = (start: number, bytes: number): Hunk => ({
  oldStart: start,
  oldCount: 0,
  newStart: start,
  newCount: 1,
  heading: '',
  body: `+${'x'.repeat(Math.max(0, bytes - 1))}`,
});

/** A file whose hunks have these sizes. */
const fileOf = (
  path: string,
  hunkBytes: readonly number[],
  overrides: Partial<ChangedFile> = {},
): ChangedFile =>
  buildFile(path, ['', ''], {
    hunks: hunkBytes.map((bytes, index) => hunkOf(index * 10 + 1, bytes)),
    ...overrides,
  });

const pathsOf = (plan: ShardPlan) => plan.shards.map((shard) => shard.map((part) => part.file.path));
const bytesOf = (shard: ShardPlan['shards'][number]) => shard.reduce((sum, part) => sum + part.bytes, 0);

describe('planShards', () => {
  test('keeps a change that fits in one shard, the riskiest first', () => {
    const files = [fileOf('b/risky.ts', [50]), fileOf('a/calm.ts', [50]), fileOf('b/last.ts', [])];
    expect(planShards(files, { bytes: 5000, count: 9 })).toMatchObject({ leftOut: [] });
    expect(pathsOf(planShards(files, { bytes: 5000, count: 9 }))).toEqual([
      ['b/risky.ts', 'a/calm.ts', 'b/last.ts'],
    ]);
  });

  test('has one empty shard for nothing', () => {
    expect(planShards([], { bytes: 5000, count: 9 })).toEqual({ shards: [[]], leftOut: [] });
  });

  test('keeps directories together', () => {
    const files = ['a/x/1', 'b/1', 'a/x/2', 'b/2', 'a/y/1', 'b/3'].map((path) => fileOf(path, [1000]));
    expect(pathsOf(planShards(files, { bytes: 4000, count: 9 }))).toEqual([
      ['a/x/1', 'a/x/2', 'a/y/1'],
      ['b/1', 'b/2', 'b/3'],
    ]);
  });

  test('fills shards evenly', () => {
    const files = Array.from({ length: 11 }, (_, index) => fileOf(`f${index}`, [900]));
    const sizes = planShards(files, { bytes: 10_000, count: 9 }).shards.map((shard) => shard.length);
    expect(sizes).toEqual([6, 5]);
  });

  test('splits a file between hunks only when it is larger than a shard', () => {
    const plan = planShards([fileOf('large', [900, 900, 900]), fileOf('small', [10])], {
      bytes: 2200,
      count: 9,
    });
    expect(plan.shards.map((shard) => shard.map((part) => [part.file.path, part.hunks.length]))).toEqual([
      [['large', 2]],
      [
        ['large', 1],
        ['small', 1],
      ],
    ]);
  });

  test('gives a hunk larger than a shard one for itself', () => {
    const plan = planShards([fileOf('huge', [5000]), fileOf('small', [10])], { bytes: 2000, count: 9 });
    expect(pathsOf(plan)).toEqual([['huge'], ['small']]);
  });

  test('leaves the least risky files out where shards are few', () => {
    const files = ['first', 'second', 'third', 'fourth', 'fifth'].map((path) => fileOf(path, [800]));
    const plan = planShards(files, { bytes: 1200, count: 3 });
    expect(pathsOf(plan).flat()).toEqual(['first', 'second', 'third']);
    expect(plan.leftOut.map((file) => file.path)).toEqual(['fourth', 'fifth']);
  });

  test('leaves a file out whole, and takes smaller ones behind it', () => {
    const files = [
      fileOf(
        'giant',
        Array.from({ length: 20 }, () => 900),
      ),
      fileOf('small', [10]),
    ];
    const plan = planShards(files, { bytes: 1500, count: 2 });
    expect(pathsOf(plan)).toEqual([['small']]);
    expect(plan.leftOut.map((file) => file.path)).toEqual(['giant']);
  });

  test('takes files that one name contains as a directory', () => {
    const files = [fileOf('a', [600], { status: 'deleted' }), fileOf('a/b', [600]), fileOf('c', [600])];
    expect(
      pathsOf(planShards(files, { bytes: 2000, count: 9 }))
        .flat()
        .toSorted(),
    ).toEqual(['a', 'a/b', 'c']);
  });

  const paths = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 });
  const files = fc
    .uniqueArray(
      fc.record({ path: paths, sizes: fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 6 }) }),
      {
        selector: ({ path }) => path.join('/'),
        maxLength: 25,
      },
    )
    .map((records) => records.map(({ path, sizes }) => fileOf(`${path.join('/')}.ts`, sizes)));
  const limits = fc.record({
    bytes: fc.integer({ min: 400, max: 6000 }),
    count: fc.integer({ min: 1, max: 8 }),
  });

  test('gives every file whole or leaves it out whole, and never cuts a hunk', () => {
    fc.assert(
      fc.property(files, limits, (all, limit) => {
        const plan = planShards(all, limit);
        const parts = plan.shards.flat();
        for (const file of all) {
          const own = parts.filter((part) => part.file === file);
          const hunks = own.flatMap((part) => part.hunks).toSorted((a, b) => a.newStart - b.newStart);
          expect(plan.leftOut.includes(file)).toBe(own.length === 0);
          expect(own.length === 0 ? [] : hunks).toEqual(own.length === 0 ? [] : file.hunks);
        }
      }),
    );
  });

  test('keeps to its limits, but for a hunk that is larger than a shard', () => {
    fc.assert(
      fc.property(files, limits, (all, limit) => {
        const { shards } = planShards(all, limit);
        expect(shards.length).toBeLessThanOrEqual(limit.count);
        for (const shard of shards) {
          const isOneHunk = shard.length === 1 && (shard[0]?.hunks.length ?? 0) === 1;
          if (!isOneHunk) expect(bytesOf(shard)).toBeLessThanOrEqual(limit.bytes);
        }
      }),
    );
  });

  test('leaves nothing out while there are shards enough, and needs no more than twice the least', () => {
    fc.assert(
      fc.property(files, fc.integer({ min: 400, max: 6000 }), (all, bytes) => {
        const { shards, leftOut } = planShards(all, { bytes, count: 1000 });
        const total = shards.reduce((sum, shard) => sum + bytesOf(shard), 0);
        const isSplit = shards.flat().some((part) => part.bytes > bytes);
        expect(leftOut).toEqual([]);
        if (!isSplit) expect(shards.length).toBeLessThanOrEqual(Math.max(1, Math.ceil((2 * total) / bytes)));
      }),
    );
  });

  test('always takes the riskiest file that one shard could hold', () => {
    fc.assert(
      fc.property(files, limits, (all, limit) => {
        const [first] = all;
        fc.pre(first !== undefined && partsOf(first, limit.bytes).length === 1);
        expect(planShards(all, limit).leftOut).not.toContain(first);
      }),
    );
  });
});
