import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
// @ts-expect-error a script without types
import { withPicture } from '../scripts/architecture/picture.mjs';
// @ts-expect-error a script without types
import { importedFiles, importsOf, roomOf, sourceFiles } from '../scripts/architecture/rooms.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(`${root}/ARCHITECTURE.md`, 'utf8');

interface Room {
  readonly name: string;
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
    const [, name = '', , pure = ''] = line.split('|').map((cell) => cell.trim());
    return {
      name: codes(name)[0] ?? '',
      isPure: pure !== 'no',
      impureFiles: codes(pure),
    };
  });

const files: readonly string[] = sourceFiles;

/** Modules whose values a file imports. */
const valueImports = (path: string): string[] =>
  importsOf(path).flatMap(({ module, isType }: { module: string; isType: boolean }) =>
    isType ? [] : [module],
  );

/** Modules that reach outside. */
const outside =
  /^(node:(fs|child_process|http|https|net|os|process|worker_threads|stream|timers)|@actions\/)/;

describe('the rooms of ARCHITECTURE.md', () => {
  test('are the folders of src', () => {
    const folders = [...new Set(files.flatMap((path): string[] => roomOf(path) ?? []))];
    expect(rooms.map((room) => room.name).sort()).toEqual(folders.sort());
  });

  test.each(rooms)('$name imports only from rooms below it', ({ name }) => {
    const place = (room: string) => rooms.findIndex((one) => one.name === room);
    const upward = files
      .filter((path) => roomOf(path) === name)
      .flatMap((path) =>
        importedFiles(path).map((target: string) => ({ path, target, room: roomOf(target) })),
      )
      .filter(({ room }) => room === null || (room !== name && place(room) < place(name)))
      .map(({ path, target }) => `${path} imports ${target}`);
    expect(upward).toEqual([]);
  });

  test('no file imports itself by way of others', () => {
    const done = new Set<string>();
    const circles: string[] = [];
    const follow = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      if (trail.includes(path) || done.has(path)) return;
      for (const target of importedFiles(path)) follow(target, [...trail, path]);
      done.add(path);
    };
    for (const path of files) follow(path, []);
    expect(circles).toEqual([]);
  });

  test('show at most 15 entries in a folder, and src at most 20', () => {
    const entries = (folder: string) => readdirSync(`${root}/${folder}`).length;
    const folders = new Set(files.map((path) => posix.dirname(path)));
    const crowded = [...folders].filter((folder) => entries(folder) > (folder === 'src' ? 20 : 15));
    expect(crowded).toEqual([]);
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

  test('git runs in change/git/run-git.ts only, other programs in agents/processes/process.ts only', () => {
    const importing = (module: string) => files.filter((path) => valueImports(path).includes(module));
    expect(importing('@actions/exec')).toEqual(['src/change/git/run-git.ts']);
    expect(importing('node:child_process').sort()).toEqual([
      'src/agents/processes/process.ts',
      'src/change/git/run-git.ts',
    ]);
  });
});

test('the picture shows the imports', () => {
  expect(withPicture(page)).toBe(page);
});

test('no file of src holds what a merge leaves, which a text may hide from the compiler', () => {
  const marker = /^(?:<{7}|>{7}) /m;
  expect(files.filter((path) => marker.test(readFileSync(`${root}/${path}`, 'utf8')))).toEqual([]);
});

test('no file of src is longer than 300 lines', () => {
  const long = files.filter((path) => readFileSync(`${root}/${path}`, 'utf8').split('\n').length > 301);
  expect(long).toEqual([]);
});
