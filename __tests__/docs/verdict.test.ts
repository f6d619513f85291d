import { describe, expect, test } from 'vitest';
import { isBlocking } from '../../src/consolidation/verdict/blocking.ts';
import { verdictRules } from '../../src/consolidation/verdict/verdict.ts';
import { severities } from '../../src/model/answers/review-schema.ts';
import type { RulingValue } from '../../src/model/answers/ruling.ts';
import { exitCodes } from '../../src/model/errors.ts';
import { gates } from '../../src/model/report/report-schema.ts';
import { tableRowsIn } from '../helpers/documents.ts';
import { buildSettled } from '../helpers/settled-finding.ts';

const rows = tableRowsIn('docs/verdict.md');
const rowsNamed = (names: readonly string[]) => rows.filter(([name = '']) => names.includes(name));

/** Columns of the table of what blocks. */
const columns: readonly RulingValue[] = ['confirmed', 'plausible', 'unverified', 'refuted'];

describe('docs/verdict.md', () => {
  test('has every rule in its order, with its verdict', () => {
    const names = verdictRules.map(({ name }) => name);
    expect(rowsNamed(names).map(([name, verdict]) => [name, verdict])).toEqual(
      verdictRules.map(({ name, level }) => [name, level]),
    );
  });

  test.each(severities)('says which rulings let a %s one block', (severity) => {
    const [row = []] = rowsNamed([severity]);
    const blocks = (value: RulingValue) =>
      isBlocking(buildSettled({ severity, ruling: { value, isSettled: value !== 'unverified' } }));
    expect(row.slice(1)).toEqual(columns.map((value) => (blocks(value) ? 'blocks' : '–')));
  });

  test('has the exit code of every gate', () => {
    expect(rowsNamed(gates).map(([gate, , code]) => [gate, Number(code)])).toEqual(
      gates.map((gate) => [gate, exitCodes[gate]]),
    );
  });
});
