import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(`${root}/ARCHITECTURE.md`, 'utf8');

interface Room {
  readonly name: string;
  readonly mayImport: readonly string[] | 'every room';
  readonly isPure: boolean;
  readonly impureFiles: readonly string[];
}

const codes = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');

/** The rows of the table under "Rooms". */
const rooms: Room[] = page
  .split('\n## ')
  .filter((section) => section.startsWith('Rooms'))
  .join('')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => {
    const [, name = '', , imports = '', pure = ''] = line.split('|').map((cell) => cell.trim());
    return {
      name: codes(name)[0] ?? '',
      mayImport: imports === 'every room' ? ('every room' as const) : codes(imports),
      isPure: pure !== 'no',
      impureFiles: codes(pure),
    };
  });

const files = readdirSync(`${root}/src`, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => `src/${path}`);
const roomOf = (path: string) => /^src\/([^/]+)\//.exec(path)?.[1] ?? null;

/** Modules whose values a file imports; `import type` and imports of types only do not count. */
function valueImports(path: string): string[] {
  const text = readFileSync(`${root}/${path}`, 'utf8');
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?([^;]*?)\s*from\s+'([^']+)'/gm);
  const dynamic = [...text.matchAll(/\bimport\('([^']+)'\)/g)].map((match) => match[1] ?? '');
  const named = [...statements]
    .filter(([, type, names = '']) => !type && !/^\{(\s*type [^,}]+,?)+\s*\}$/.test(names))
    .map((match) => match[3] ?? '');
  return [...named, ...dynamic];
}

/** Modules that reach outside. */
const outside =
  /^(node:(fs|child_process|http|https|net|os|process|worker_threads|stream|timers)|@actions\/)/;

describe('the rooms of ARCHITECTURE.md', () => {
  test('are the folders of src', () => {
    const folders = [...new Set(files.map(roomOf).filter((room) => room !== null))];
    expect(rooms.map((room) => room.name).sort()).toEqual(folders.sort());
  });

  test.each(rooms)('$name imports only from where it may', ({ name, mayImport }) => {
    if (mayImport === 'every room') return;
    const forbidden = files
      .filter((path) => roomOf(path) === name)
      .flatMap((path) =>
        valueImports(path).map((module) => ({ path, target: posix.join(posix.dirname(path), module) })),
      )
      .filter(({ target }) => {
        const room = target.startsWith('src/') ? roomOf(target) : null;
        if (room === null || room === name) return false;
        return !mayImport.includes(room) && !mayImport.includes(target.slice('src/'.length));
      })
      .map(({ path, target }) => `${path} imports ${target}`);
    expect(forbidden).toEqual([]);
  });

  test.each(rooms.filter((room) => room.isPure))('$name is pure', ({ name, impureFiles }) => {
    const reaching = files
      .filter((path) => roomOf(path) === name && !impureFiles.includes(posix.basename(path)))
      .filter((path) => {
        const text = readFileSync(`${root}/${path}`, 'utf8');
        return (
          valueImports(path).some((module) => outside.test(module)) ||
          /\b(process\.|Date\.now\(|new Date\(\)|Math\.random\(|fetch\()/.test(text)
        );
      });
    expect(reaching).toEqual([]);
  });

  test('git runs in change/run-git.ts only, other programs in agents/process.ts only', () => {
    const importing = (module: string) => files.filter((path) => valueImports(path).includes(module));
    expect(importing('@actions/exec')).toEqual(['src/change/run-git.ts']);
    expect(importing('node:child_process').sort()).toEqual([
      'src/agents/process.ts',
      'src/change/run-git.ts',
    ]);
  });
});

test('no file of src is longer than 300 lines', () => {
  const long = files.filter((path) => readFileSync(`${root}/${path}`, 'utf8').split('\n').length > 301);
  expect(long).toEqual([]);
});
