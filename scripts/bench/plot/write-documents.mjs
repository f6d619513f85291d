// Brings the page on speed up to date: its table of figures, and the picture of growth.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceBlock, table } from '../../generated-blocks.mjs';
import { exponentOf } from './curves.mjs';
import { drawGrowth } from './draw-growth.mjs';

/** Writes `docs/how-fast.md` and `docs/growth.svg` below a directory. */
export async function writeDocuments(figures, curves, directory) {
  const page = join(directory, 'docs/how-fast.md');
  const targeted = figures.filter(({ target }) => target !== '');
  const rows = targeted.map(({ name, value, unit = '', old, target, isMet }) => [
    name,
    `${format(value)} ${unit}`.trim(),
    old === null ? '–' : `${format(old)} ${unit}`.trim(),
    target,
    isMet === undefined ? '–' : isMet ? 'yes' : 'no',
  ]);
  const growth = curves.map((curve) => [curve.of, exponentOf(curve).toFixed(2)]);
  const text = replaceBlock(
    readFileSync(page, 'utf8'),
    'figures',
    table(['figure', 'now', 'before', 'target', 'met'], rows),
  );
  writeFileSync(page, replaceBlock(text, 'growth', table(['figure', 'grows with size to the'], growth)));
  writeFileSync(join(directory, 'docs/growth.svg'), drawGrowth(curves));
}

const format = (value) => (value === null ? '–' : Number.isInteger(value) ? String(value) : value.toFixed(2));
