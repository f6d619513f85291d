import { describe, expect, test } from 'vitest';
// @ts-expect-error a script without types
import { loadInTurn } from '../../scripts/load-in-turn.mjs';

describe('loadInTurn', () => {
  /** Runs what a runtime asks of `import`, and tells in which order it came to that. */
  async function loadAll(code: string, fails: readonly string[] = []) {
    const begun: string[] = [];
    const load = async (path: string) => {
      begun.push(`begin ${path}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      begun.push(`end ${path}`);
      if (fails.includes(path)) throw new Error(path);
      return path;
    };
    const runtime = new Function(
      'load',
      `const i={u:e=>e+'.js'};return e=>${code.replace('import(', 'load(')}`,
    );
    const ask = runtime(load) as (id: string) => Promise<string>;
    const loaded = await Promise.allSettled(['a', 'b', 'c'].map(ask));
    return { begun, loaded: loaded.map(({ status }) => status) };
  }

  test('has each chunk begin when the one before has come', async () => {
    const { begun, loaded } = await loadAll(loadInTurn('import("./"+i.u(e))'));
    const files = ['./a.js', './b.js', './c.js'];
    expect(begun).toEqual(files.flatMap((file) => [`begin ${file}`, `end ${file}`]));
    expect(loaded).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
  });

  test('has one that cannot be loaded stop no other', async () => {
    const { loaded } = await loadAll(loadInTurn('import("./"+i.u(e))'), ['./b.js']);
    expect(loaded).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  test('refuses a runtime that it does not know', () => {
    expect(() => loadInTurn('import("./a.js")')).toThrow('in 0 places');
  });
});
