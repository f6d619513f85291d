import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
// @ts-expect-error a script without types
import { collectCurves, exponentOf } from '../../scripts/bench/plot/curves.mjs';
// @ts-expect-error a script without types
import { drawGrowth } from '../../scripts/bench/plot/draw-growth.mjs';

const point = (of: string, unit: string, size: number, value: number | null) => ({
  name: `${of} at ${size}`,
  unit,
  value,
  growth: { of, size },
});

const figures = [
  point('lines', 'ms', 10_000, 1_000),
  point('lines', 'ms', 1_000, 100),
  point('lines', 'ms', 100, 90),
  point('pairs', 'ms', 10, 1),
  point('pairs', 'ms', 100, 100),
  point('memory', 'MB', 1_000, 70),
  point('memory', 'MB', 10_000, null),
  { name: 'no point of a curve', unit: 'ms', value: 3 },
];

test('an exponent is that of the two largest sizes, in whatever order they were measured', () => {
  const curves = collectCurves(figures);
  expect(curves.map(({ of }: { of: string }) => of)).toEqual(['lines', 'pairs']);
  expect(curves.map(exponentOf)).toEqual([expect.closeTo(1), expect.closeTo(2)]);
});

test('the picture names each curve with its exponent, and is a whole document', () => {
  const drawn = drawGrowth(collectCurves(figures));
  expect(drawn).toContain('lines: size to the 1.00');
  expect(drawn).toContain('pairs: size to the 2.00');
  expect(drawn).not.toContain('NaN');
  expect(() => new SaxesParser().write(drawn).close()).not.toThrow();
});
