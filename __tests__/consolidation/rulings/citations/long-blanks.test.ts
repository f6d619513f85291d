import { expect, test } from 'vitest';
import { activeLines } from '../../../../src/consolidation/rulings/citations/idle-code.ts';
import {
  modulesImportedBy,
  namesUsedIn,
} from '../../../../src/consolidation/rulings/citations/linked-names.ts';

// None of these ends within a minute if it looks at its text again from each character.
const many = 100_000;

test('a cited line of very many blanks is read once', () => {
  const line = `using a =${' '.repeat(many)}!`;
  expect(
    activeLines({ path: 'a.cs', lines: [line], shown: [0], quote: line }, [], { lines: () => null }),
  ).toEqual([0]);
});

const braces = '{'.repeat(many);
const blanks = ' '.repeat(many);

test.each([
  `import ${braces}}`,
  `use ${braces};`,
  `from x ${'import('.repeat(many)})`,
  `const ${blanks}x`,
  `module x${blanks}y`,
  `require${blanks}x`,
  `if${blanks}x`,
  `while${blanks}x`,
])('so is a line that could be an import or a branch and is none: %.12s', (line) => {
  const shown = { path: 'a.cs', lines: [line, '  pay();'], shown: [1], quote: 'pay();' };
  expect(activeLines(shown, [], { lines: () => null })).toEqual([1]);
});

test('so are the names of files with very many blank lines, blanks or letters', () => {
  const blank = Array<string>(many).fill('');
  expect([...namesUsedIn([...blank, 'class  Warehouse {'])]).toEqual(['warehouse']);
  expect([...namesUsedIn([`${' '.repeat(many)}ledger = 1`])]).toEqual(['ledger']);
  expect(namesUsedIn([`${'a'.repeat(many)}!`]).size).toBe(0);
  expect(modulesImportedBy([`import ${'a'.repeat(many)}!`]).size).toBe(0);
});

test('names are found where they are called, defined, set, imported and asked for more', () => {
  const code = [
    'import { depot } from "./cellar.ts";',
    'export const enum Colours {}',
    '  - "max-weight": loadTruck(crate)',
    'Harbour::open(ship.anchorage)',
  ];
  expect([...namesUsedIn(code)].sort()).toEqual(
    ['anchorage', 'cellar', 'colours', 'depot', 'harbour', 'loadtruck', 'max-weight', 'maxweight'].sort(),
  );
});
