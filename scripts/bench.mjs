#!/usr/bin/env node
// Measures what the design promises of speed and size, and exits with 1 where a target is missed:
//   node scripts/bench.mjs [MODULE …] [--old DIRECTORY] [--rounds 5] [--minutes 4] [--sizes 1000,10000] [--repo DIRECTORY --range A..B] [--write]
// Each figure is the median of all rounds; a noisy one with a target gets up to three more, and its line tells so.
// --old: another build, compiled and bundled; both are measured in turns.
// --minutes: no module begins a further round that would not end within its part of them; each has one. There is no such end where
// another build is measured too, or the page is written, but for one that is asked for.
// --write: brings docs/how-fast.md and docs/growth.svg up to date, from all modules.
// Each module in scripts/bench/ exports `measure(options, build, names)`, an async generator of figures of one build, which is a directory; where
// it is given names, no others are wanted:
// { name, value, unit?, most?, mostOfOld?, growth? }: `most` is the target, `mostOfOld` one for the ratio to the old build; figures without
// either are for information. `growth: { of, size }` is a point of a curve, whose exponent may be at most 1.05.
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { countRounds, measureInTurns } from './bench/measuring/in-turns.mjs';
import { collectCurves, exponentOf, mostExponent } from './bench/plot/curves.mjs';
import { writeDocuments } from './bench/plot/write-documents.mjs';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    old: { type: 'string', default: process.env.DEEP_REVIEW_OLD_BUILD ?? '' },
    rounds: { type: 'string', default: '5' },
    minutes: { type: 'string' },
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
const builds = { ...(hasOld && { old: resolve(values.old) }), own };

const folder = new URL('./bench/', import.meta.url);
const modules = readdirSync(folder)
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => file.replace('.mjs', ''))
  .filter((name) => positionals.length === 0 || positionals.includes(name));

const minutes = Number(values.minutes ?? (hasOld || values.write ? Number.POSITIVE_INFINITY : 4));
const endsAt = performance.now() + minutes * 60_000;

const figures = [];
const rounds = [];
let missed = 0;
for (const [index, name] of modules.entries()) {
  const left = Math.max(0, endsAt - performance.now());
  const { measure } = await import(new URL(`${name}.mjs`, folder));
  const measured = await measureInTurns((build, names) => measure(values, build, names), builds, {
    rounds: Number(values.rounds),
    limitMs: left / (modules.length - index),
  });
  rounds.push(measured.rounds);
  console.log(`\n${name} (${countRounds([measured.rounds])})`);
  for (const row of measured.rows) {
    const figure = judge(row);
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
if (values.write) await writeDocuments({ figures, curves, rounds: countRounds(rounds), hasOld }, own);
process.exitCode = missed === 0 ? 0 : 1;

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

function lineOf({ name, value, old = null, ratio = null, unit = '', target, isMet, repeats = 0 }) {
  const cells = [name.padEnd(58), format(value).padStart(9), unit.padEnd(3)];
  if (hasOld) cells.push(`old ${format(old).padStart(9)}`, `÷ ${format(ratio).padStart(6)}`);
  const verdict = isMet === undefined ? '' : isMet ? '  met' : '  MISSED';
  const noise = repeats === 0 ? '' : `  (noisy: ${repeats} more round${repeats === 1 ? '' : 's'})`;
  return `  ${cells.join(' ')} ${target}${verdict}${noise}`.trimEnd();
}

function format(value) {
  if (value === null || value === undefined) return '–';
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
