#!/usr/bin/env node
// Measures what the design promises of speed and size, and exits with 1 where a target is missed:
//   node scripts/bench.mjs [MODULE …] [--old DIRECTORY] [--rounds 5] [--sizes 1000,10000] [--repo DIRECTORY --range A..B] [--write]
// --old: another build, compiled and bundled; both are measured in turns, and each figure is the median of all rounds.
// --write: brings docs/how-fast.md and docs/growth.svg up to date, from all modules.
// Each module in scripts/bench/ exports `measure(options, build)`, an async generator of figures of one build, which is a directory:
// { name, value, unit?, most?, mostOfOld?, growth? }: `most` is the target, `mostOfOld` one for the ratio to the old build; figures without
// either are for information. `growth: { of, size }` is a point of a curve, whose exponent may be at most 1.05.
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { collectCurves, exponentOf, mostExponent } from './bench/plot/curves.mjs';
import { writeDocuments } from './bench/plot/write-documents.mjs';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    old: { type: 'string', default: process.env.DEEP_REVIEW_OLD_BUILD ?? '' },
    rounds: { type: 'string', default: '5' },
    repo: { type: 'string' },
    range: { type: 'string' },
    sizes: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});

const own = fileURLToPath(new URL('..', import.meta.url));
const hasOld = values.old !== '' && existsSync(join(values.old, 'lib/cli.js'));
if (values.old !== '' && !hasOld)
  console.log(`${values.old} holds no compiled build: only this one is measured.`);
const builds = hasOld ? [resolve(values.old), own] : [own];

const folder = new URL('./bench/', import.meta.url);
const modules = readdirSync(folder)
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => file.replace('.mjs', ''))
  .filter((name) => positionals.length === 0 || positionals.includes(name));

const figures = [];
let missed = 0;
for (const name of modules) {
  console.log(`\n${name}`);
  for (const figure of await measureInTurns(name)) {
    figures.push({ module: name, ...figure });
    if (figure.isMet === false) missed++;
    console.log(lineOf(figure));
  }
}
const curves = collectCurves(figures);
if (curves.length > 0) console.log('\ngrowth: exponent between the two largest sizes');
for (const curve of curves) {
  const exponent = exponentOf(curve);
  if (exponent > mostExponent) missed++;
  console.log(
    lineOf({
      name: curve.of,
      value: exponent,
      target: `at most ${mostExponent}`,
      isMet: exponent <= mostExponent,
    }),
  );
}
if (values.write) await writeDocuments(figures, curves, own);
process.exitCode = missed === 0 ? 0 : 1;

/** Every figure of a module: the medians of both builds, and whether the targets are met. */
async function measureInTurns(name) {
  const { measure } = await import(new URL(`${name}.mjs`, folder));
  const rows = new Map();
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const build of builds) {
      for await (const { value, ...row } of measure(values, build)) {
        const known = rows.get(row.name) ?? { ...row, own: [], old: [] };
        rows.set(row.name, known);
        if (value !== null) (build === own ? known.own : known.old).push(value);
      }
    }
  }
  return [...rows.values()].map(({ own: values, old, ...row }) =>
    judge({ ...row, value: median(values), old: median(old) }),
  );
}

function judge(figure) {
  const { value, old, most, mostOfOld } = figure;
  const ratio = value === null || !old ? null : value / old;
  const isTargeted = most !== undefined || (mostOfOld !== undefined && ratio !== null);
  const isMet =
    (most === undefined || value <= most) &&
    (mostOfOld === undefined || ratio === null || ratio <= mostOfOld);
  const target = [
    ...(most === undefined ? [] : [`at most ${most}`]),
    ...(mostOfOld === undefined ? [] : [`at most ${mostOfOld} of the old`]),
  ].join(', ');
  return { ...figure, ratio, target, ...(isTargeted && { isMet }) };
}

function median(list) {
  const sorted = list.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

function lineOf({ name, value, old = null, ratio = null, unit = '', target, isMet }) {
  const cells = [name.padEnd(58), format(value).padStart(9), unit.padEnd(3)];
  if (hasOld) cells.push(`old ${format(old).padStart(9)}`, `÷ ${format(ratio).padStart(6)}`);
  const verdict = isMet === undefined ? '' : isMet ? '  met' : '  MISSED';
  return `  ${cells.join(' ')} ${target}${verdict}`.trimEnd();
}

function format(value) {
  if (value === null || value === undefined) return '–';
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
