import { expect, test } from 'vitest';
// @ts-expect-error a script without types
import { withTables } from '../../scripts/configuration-tables.mjs';
import { jsonSchemaOf } from '../../src/brief/json-schema.ts';
import { configurationSchema } from '../../src/config/configuration.ts';
import { readText } from '../helpers/documents.ts';

test('the tables of docs/configuration.md are current', () => {
  const text = readText('docs/configuration.md');
  expect(withTables(text, jsonSchemaOf(configurationSchema))).toBe(text);
});
