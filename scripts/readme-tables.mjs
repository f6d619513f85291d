// The tables of README.md that are generated: of action.yml, and of what the suite of real agents saw. `node scripts/readme-tables.mjs` writes them; a test compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { replaceBlock, table } from './generated-blocks.mjs';

const readme = fileURLToPath(new URL('../README.md', import.meta.url));
const manifest = fileURLToPath(new URL('../action.yml', import.meta.url));
const enforced = fileURLToPath(new URL('../docs/agents-enforced.json', import.meta.url));

/** README.md's text with every generated table made anew. */
export function withTables(text) {
  const { inputs, outputs } = parse(readFileSync(manifest, 'utf8'));
  const inputRows = Object.entries(inputs).map(([name, { default: value, description }]) => [
    `\`${name}\``,
    value === '' ? '' : `\`${value}\``,
    description,
  ]);
  const outputRows = Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, description]);
  const blocks = {
    inputs: table(['input', 'default', 'meaning'], inputRows),
    outputs: table(['output', 'meaning'], outputRows),
    enforced: enforcedTable(JSON.parse(readFileSync(enforced, 'utf8'))),
  };
  return Object.entries(blocks).reduce((whole, [name, block]) => replaceBlock(whole, name, block), text);
}

/** What is enforced, for which agents, by what, and how that is tested. */
function enforcedTable({ groups, agents }) {
  const rows = groups.map(({ says, promises, by, testedBy }) => {
    const keeping = agents.filter((agent) => promises.every((promise) => agent.promises[promise].kept));
    return [says, keeping.map(({ name }) => name).join(', '), by, testedBy];
  });
  return table(['enforced', 'for', 'by', 'tested with'], rows);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(readme, withTables(readFileSync(readme, 'utf8')));
