// Curves of growth as one SVG with logarithmic axes; the dotted line grows in proportion.
import { exponentOf } from './curves.mjs';

const width = 960;
const rowHeight = 190;
const box = { left: 60, right: 560, top: 34, bottom: 150 };
const colours = ['#0969da', '#bc4c00', '#1a7f37', '#8250df', '#cf222e', '#57606a'];

/** One picture for each unit, below one another. */
export function drawGrowth(curves) {
  const units = [...new Set(curves.map(({ unit }) => unit))];
  const pictures = units.map((unit, index) =>
    drawUnit(
      unit,
      curves.filter((curve) => curve.unit === unit),
      index * rowHeight,
    ),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${units.length * rowHeight}" font-family="sans-serif" font-size="12">
<title>Time and memory against size</title>
<rect width="100%" height="100%" fill="#fff"/>
${pictures.join('\n')}
</svg>
`;
}

function drawUnit(unit, curves, top) {
  const points = curves.flatMap((curve) => curve.points);
  const x = scale(
    points.map(({ size }) => size),
    box.left,
    box.right,
  );
  const y = scale(
    points.map(({ value }) => value),
    top + box.bottom,
    top + box.top,
  );
  return [
    `<text x="${box.left}" y="${top + 18}" font-weight="bold">${unit === 'MB' ? 'Memory' : 'Time'} against size (${unit})</text>`,
    ...x.ticks.map(
      (tick) =>
        `<text x="${x.at(tick)}" y="${top + box.bottom + 18}" text-anchor="middle" fill="#57606a">${label(tick)}</text>`,
    ),
    ...y.ticks.flatMap((tick) => [
      `<line x1="${box.left}" x2="${box.right}" y1="${y.at(tick)}" y2="${y.at(tick)}" stroke="#d0d7de"/>`,
      `<text x="${box.left - 6}" y="${y.at(tick) + 4}" text-anchor="end" fill="#57606a">${label(tick)}</text>`,
    ]),
    ...curves.flatMap((curve, index) =>
      drawCurve(curve, x, y, top + box.top + 10 + 18 * index, colours[index % colours.length]),
    ),
  ].join('\n');
}

function drawCurve({ of, points }, x, y, legend, colour) {
  const path = points.map(({ size, value }) => `${x.at(size)},${y.at(value)}`).join(' ');
  const [before, last] = points.slice(-2);
  const proportional = before.value * (last.size / before.size);
  const exponent = exponentOf({ points }).toFixed(2);
  return [
    `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    `<line x1="${x.at(before.size)}" y1="${y.at(before.value)}" x2="${x.at(last.size)}" y2="${y.at(proportional)}" stroke="${colour}" stroke-dasharray="2 4"/>`,
    ...points.map(
      ({ size, value }) => `<circle cx="${x.at(size)}" cy="${y.at(value)}" r="3" fill="${colour}"/>`,
    ),
    `<text x="${box.right + 20}" y="${legend}" fill="${colour}">${of}: size to the ${exponent}</text>`,
  ];
}

/** A logarithmic axis from one power of ten to another. */
function scale(values, from, to) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const at = (value) => Math.round(from + ((Math.log10(value) - low) / (high - low)) * (to - from));
  return { at, ticks: Array.from({ length: high - low + 1 }, (_, step) => 10 ** (low + step)) };
}

const label = (value) => (value < 1 ? String(value) : value.toLocaleString('en-US'));
