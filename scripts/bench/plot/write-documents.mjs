// Brings the page on speed up to date: its table of figures, and the picture of growth.
import { readFileSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, platform } from 'node:os';
import { join } from 'node:path';
import { replaceBlock, table } from '../../generated-blocks.mjs';
import { exponentOf } from './curves.mjs';
import { drawGrowth } from './draw-growth.mjs';

/**
 * Writes `docs/how-fast.md` and `docs/growth.svg` below a directory.
 * @param rounds of how many each figure is the median, in words.
 */
export async function writeDocuments({ figures, curves, rounds, hasOld }, directory) {
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
  const machine = `${availableParallelism()} cores (${platform()} ${arch()}, Node ${process.versions.node})`;
  const blocks = {
    rounds: `These are medians of ${rounds}${hasOld ? ', of this build and the one before in turns,' : ''} on ${machine}.`,
    figures: table(['figure', 'now', 'before', 'target', 'met'], rows),
    growth: table(['figure', 'grows with size to the'], growth),
  };
  const text = Object.entries(blocks).reduce(
    (document, [name, block]) => replaceBlock(document, name, block),
    readFileSync(page, 'utf8'),
  );
  writeFileSync(page, text);
  writeFileSync(join(directory, 'docs/growth.svg'), drawGrowth(curves));
}

const format = (value) => (value === null ? '–' : Number.isInteger(value) ? String(value) : value.toFixed(2));
