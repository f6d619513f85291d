import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect } from 'vitest';

/** Nothing that we start may take longer, even on a busy machine. */
const patienceMs = 90_000;
let tried = 0;

/** Tries every cell of a table, some at the same time, and fails with the names of all that did not hold. */
export async function tryCells<Cell>(
  cells: Readonly<Record<string, Cell>>,
  hold: (cell: Cell) => Promise<unknown>,
  width = 3,
): Promise<void> {
  const waiting = Object.entries(cells);
  const failures: string[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [name, cell] = next;
      tried++;
      const late = sleep(patienceMs, null, { ref: false }).then(() => Promise.reject(new Error('no end')));
      await Promise.race([hold(cell), late]).catch((error: Error) =>
        failures.push(`${name}: ${error.message}`),
      );
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  expect(failures).toEqual([]);
}

/** Every pair of a name of one table and a name of another. */
export function product<One, Other>(
  ones: Readonly<Record<string, One>>,
  others: Readonly<Record<string, Other>>,
): Record<string, [One, Other]> {
  return Object.fromEntries(
    Object.entries(ones).flatMap(([one, left]) =>
      Object.entries(others).map(([other, right]) => [`${one}, ${other}`, [left, right]]),
    ),
  );
}

/** A table whose cells are their own names. */
export const named = <Name extends string | number>(...names: readonly Name[]): Record<string, Name> =>
  Object.fromEntries(names.map((name) => [String(name), name]));

afterAll(() => console.log(`Faults tried and survived: ${tried}`));
