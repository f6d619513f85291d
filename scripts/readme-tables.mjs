// The tables of README.md that are generated from action.yml. `node scripts/readme-tables.mjs` writes them; a test compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { replaceBlock, table } from './generated-blocks.mjs';

const readme = fileURLToPath(new URL('../README.md', import.meta.url));
const manifest = fileURLToPath(new URL('../action.yml', import.meta.url));

/** README.md's text with every generated table made anew. */
export function withTables(text) {
  const { inputs, outputs } = parse(readFileSync(manifest, 'utf8'));
  const inputRows = Object.entries(inputs).map(([name, { default: value, description }]) => [
    `\`${name}\``,
    value === '' ? '' : `\`${value}\``,
    description,
  ]);
  const outputRows = Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, description]);
  return replaceBlock(
    replaceBlock(text, 'inputs', table(['input', 'default', 'meaning'], inputRows)),
    'outputs',
    table(['output', 'meaning'], outputRows),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(readme, withTables(readFileSync(readme, 'utf8')));
