// The tables of docs/ that are generated: of the configuration's schema, of the events, of the command line, and of what the suite of real agents saw. A test
// compares them; `npm run compile && node scripts/docs-tables.mjs` writes them.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { replaceBlock, table } from './generated-blocks.mjs';

/** docs/configuration.md with its tables made anew, from the configuration's JSON Schema. */
export function withConfigurationTables(text, schema) {
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

/** docs/agents-enforced.md with its tables made anew, from docs/agents-enforced.json. */
export function withEnforcedTables(text, { promises, agents }) {
  const titles = agents.map(({ name, version }) => `${name} ${version}`);
  const kept = Object.entries(promises).map(([promise, { says }]) => [
    says,
    ...agents.map((agent) => (agent.promises[promise].kept ? 'yes' : '**no**')),
  ]);
  const means = agents.map((agent) => {
    const rows = Object.entries(promises)
      .filter(([promise]) => agent.promises[promise].kept)
      .map(([promise, { says }]) => [says, agent.promises[promise].by]);
    return `### ${agent.name}\n\n${table(['promise', 'by'], rows)}`;
  });
  const tests = Object.values(promises).map(({ says, testedBy }) => [says, testedBy]);
  const blocks = {
    promises: table(['promise', ...titles], kept),
    tests: table(['promise', 'tested with'], tests),
    means: means.join('\n\n'),
  };
  return Object.entries(blocks).reduce((whole, [name, block]) => replaceBlock(whole, name, block), text);
}

/** docs/events.md with its table made anew, from the kinds of events. */
export function withEventsTable(text, kinds) {
  const rows = Object.entries(kinds).map(([name, { reviews, trusts }]) => [`\`${name}\``, reviews, trusts]);
  const others = [
    'any other',
    '`base` to `head`, where both are given; refused otherwise, with a sentence',
    'the inputs',
  ];
  return replaceBlock(
    text,
    'events',
    table(['event', 'what is reviewed', 'what is trusted'], [...rows, others]),
  );
}

/** docs/checks.md with its table made anew, from the registry of rules. */
export function withChecksTable(text, registry) {
  const rows = registry.map(({ name, about }) => [`\`${name}\``, about]);
  return replaceBlock(text, 'checks', table(['rule', 'reports'], rows));
}

/** docs/command-line.md with its part made anew, from the table of commands. */
export function withCommands(text, commands) {
  const parts = commands.map(([name, { about, operand, aboutOperand, examples, options }]) => {
    const calls = Object.entries(examples).map(([call, does]) => `- \`${call}\`: ${does}`);
    const rows = [
      ...(operand ? [[`\`${operand}\``, '', aboutOperand]] : []),
      ...Object.entries(options).map(([option, { value, short, about: meaning, default: standard }]) => [
        `${short ? `\`-${short}\`, ` : ''}\`--${option}${value ? ` ${value}` : ''}\``,
        standard ? `\`${standard}\`` : '',
        meaning,
      ]),
    ];
    const tables = rows.length > 0 ? [table(['option', 'default', 'meaning'], rows)] : [];
    return [`### ${name}`, about, calls.join('\n'), ...tables].join('\n\n');
  });
  return replaceBlock(text, 'commands', parts.join('\n\n'));
}

function rewrite(name, withTables, facts) {
  const page = new URL(`../docs/${name}`, import.meta.url);
  writeFileSync(page, withTables(readFileSync(page, 'utf8'), facts));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { jsonSchemaOf } = await import('../lib/brief/json-schema.js');
  const { configurationSchema } = await import('../lib/config/configuration.js');
  const enforced = new URL('../docs/agents-enforced.json', import.meta.url);
  rewrite('configuration.md', withConfigurationTables, jsonSchemaOf(configurationSchema));
  const { eventKinds } = await import('../lib/github/event/event-kinds.js');
  rewrite('events.md', withEventsTable, eventKinds);
  const { registry } = await import('../lib/checks/registry.js');
  rewrite('checks.md', withChecksTable, registry);
  const { commands } = await import('../lib/commands/line/command-table.js');
  rewrite('command-line.md', withCommands, commands);
  rewrite('agents-enforced.md', withEnforcedTables, JSON.parse(readFileSync(enforced, 'utf8')));
}
