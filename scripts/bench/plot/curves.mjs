// How figures grow with what they are measured on.

/** A little more than in proportion. */
export const mostExponent = 1.05;

/** The figures that are points of a curve, by what they are of: { of, unit, points: [{ size, value }] }, the smallest size first. */
export function collectCurves(figures) {
  const curves = new Map();
  for (const { growth, value, unit } of figures) {
    if (growth === undefined || !(value > 0)) continue;
    const curve = curves.get(growth.of) ?? { of: growth.of, unit, points: [] };
    curves.set(growth.of, curve);
    curve.points.push({ size: growth.size, value });
  }
  const sorted = [...curves.values()].map((curve) => ({
    ...curve,
    points: curve.points.toSorted((a, b) => a.size - b.size),
  }));
  return sorted.filter(({ points }) => points.length > 1);
}

/** The power of the size that a curve grows with, between its two largest sizes: smaller ones show what starting costs. */
export function exponentOf({ points }) {
  const [before, last] = points.slice(-2);
  return Math.log(last.value / before.value) / Math.log(last.size / before.size);
}
