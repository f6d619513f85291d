import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readText, root, tableRowsIn } from '../helpers/documents.ts';

const promises = tableRowsIn('SECURITY.md');

test('SECURITY.md promises something', () => {
  expect(promises.length).toBeGreaterThan(10);
});

test.each(promises)('The test of this promise exists: %s', (_, reference = '') => {
  const [, path = '', title = ''] = /^(\S+): (.+)$/.exec(reference) ?? [];
  expect(existsSync(join(root, path)), reference).toBe(true);
  // Sources may write the apostrophe as an escape.
  const source = readText(path).replaceAll('\\u2019', '’');
  const quoted = ["'", '"', '`'].map((quote) => `${quote}${title}${quote}`);
  expect(
    quoted.some((text) => source.includes(text)),
    reference,
  ).toBe(true);
});
