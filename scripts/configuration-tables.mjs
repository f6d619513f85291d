// The tables of docs/configuration.md that are generated from the configuration's schema. A test compares them;
// `npm run compile && node scripts/configuration-tables.mjs` writes them.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { replaceBlock, table } from './generated-blocks.mjs';

const page = fileURLToPath(new URL('../docs/configuration.md', import.meta.url));

/** The page's text with every generated table made anew, from the configuration's JSON Schema. */
export function withTables(text, schema) {
  const { agents, paths, declined, ...others } = schema.properties;
  const nested = {
    agents: agents.additionalProperties,
    paths: paths.items,
    declined: declined.items,
    'rework-at': others['rework-at'],
    limits: others.limits,
  };
  const whole = replaceBlock(text, 'keys', keyTable(schema));
  return Object.entries(nested).reduce(
    (document, [name, object]) => replaceBlock(document, name, keyTable(object)),
    whole,
  );
}

function keyTable({ properties, required = [] }) {
  const rows = Object.entries(properties).map(([name, property]) => [
    `\`${name}\``,
    typeOf(property),
    required.includes(name) ? 'required' : defaultOf(property),
    property.description,
  ]);
  return table(['key', 'value', 'default', 'meaning'], rows);
}

function typeOf({ type, enum: choices, format, items, minimum, maximum, properties }) {
  if (choices) return choices.map((choice) => `\`${choice}\``).join(' or ');
  if (format === 'date') return 'date';
  if (type === 'array') return items.type === 'object' ? 'list, see below' : 'list of texts';
  if (type === 'object') return properties ? 'keys, see below' : 'names, see below';
  if (type === 'string') return 'text';
  const range = [minimum && `${minimum} or more`, maximum < 1e6 && `at most ${maximum}`].filter(Boolean);
  return [type === 'integer' ? 'whole number' : type, ...range].join(', ');
}

function defaultOf({ type, default: value }) {
  const isPlain = value !== undefined && type !== 'object' && value !== '' && value.length !== 0;
  return isPlain ? `\`${value}\`` : '';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { jsonSchemaOf } = await import('../lib/brief/json-schema.js');
  const { configurationSchema } = await import('../lib/config/configuration.js');
  writeFileSync(page, withTables(readFileSync(page, 'utf8'), jsonSchemaOf(configurationSchema)));
}
