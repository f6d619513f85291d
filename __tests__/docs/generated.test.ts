import { expect, test } from 'vitest';
import enforced from '../../docs/agents-enforced.json' with { type: 'json' };
// @ts-expect-error a script without types
import * as tables from '../../scripts/docs-tables.mjs';
import { jsonSchemaOf } from '../../src/brief/json-schema.ts';
import { registry } from '../../src/checks/registry.ts';
import { commands } from '../../src/commands/line/command-table.ts';
import { configurationSchema } from '../../src/config/configuration.ts';
import { eventKinds } from '../../src/github/event/event-kinds.ts';
import { readText } from '../helpers/documents.ts';

test('the tables of docs/configuration.md are current', () => {
  const text = readText('docs/configuration.md');
  expect(tables.withConfigurationTables(text, jsonSchemaOf(configurationSchema))).toBe(text);
});

test('the tables of docs/agents-enforced.md are current', () => {
  const text = readText('docs/agents-enforced.md');
  expect(tables.withEnforcedTables(text, enforced)).toBe(text);
});

test('the table of docs/checks.md is current', () => {
  const text = readText('docs/checks.md');
  expect(tables.withChecksTable(text, registry)).toBe(text);
});

test('the table of docs/events.md is current', () => {
  const text = readText('docs/events.md');
  expect(tables.withEventsTable(text, eventKinds)).toBe(text);
});

test('the commands of docs/command-line.md are current', () => {
  const text = readText('docs/command-line.md');
  expect(tables.withCommands(text, commands)).toBe(text);
});
