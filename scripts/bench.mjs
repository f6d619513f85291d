#!/usr/bin/env node
// Measures what the design promises of speed and size, and exits with 1 where a target is missed:
//   node scripts/bench.mjs [MODULE …] [--repo DIRECTORY --range A..B] [--sizes 1000,10000]
// Each module in scripts/bench/ exports `measure(options)`, an async generator of rows
// { name, value, unit?, most? }: `most` is the target, rows without one are for information.
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { repo: { type: 'string' }, range: { type: 'string' }, sizes: { type: 'string' } },
});

const folder = new URL('./bench/', import.meta.url);
const modules = readdirSync(folder)
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => file.replace('.mjs', ''))
  .filter((name) => positionals.length === 0 || positionals.includes(name));

let missed = 0;
for (const name of modules) {
  const { measure } = await import(new URL(`${name}.mjs`, folder));
  console.log(`\n${name}`);
  for await (const row of measure(values)) {
    const target =
      row.most === undefined ? '' : `at most ${row.most}${row.value > row.most ? '  MISSED' : ''}`;
    if (row.most !== undefined && row.value > row.most) missed++;
    console.log(
      `  ${row.name.padEnd(58)} ${format(row.value).padStart(9)} ${(row.unit ?? '').padEnd(3)} ${target}`,
    );
  }
}
process.exitCode = missed === 0 ? 0 : 1;

function format(value) {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
