// A repository of many files, whose branches `base` and `head` differ in a few of them.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const filesPerFolder = 50;
const changed = 10;
const made = new Map();

/** The repository of so many files, made once for all rounds and builds; it goes when we end. */
export function repositoryOfFiles(count) {
  const known = made.get(count);
  if (known !== undefined) return known;
  const directory = mkdtempSync(join(tmpdir(), 'deep-review-bench-'));
  process.once('exit', () => rmSync(directory, { recursive: true }));
  generate(directory, count);
  made.set(count, directory);
  return directory;
}

function generate(directory, count) {
  const git = (args, options = {}) => execFileSync('git', ['-C', directory, ...args], options);
  git(['init', '--quiet']);
  const stream = join(directory, 'stream');
  const file = openSync(stream, 'w');
  const write = (text) => writeSync(file, text);
  const commit = (ref, more) =>
    write(
      `commit refs/heads/${ref}\n${more[0]}committer Ada <ada@example.com> 1767323045 +0000\ndata 4\nStep\n${more[1]}`,
    );
  const blob = (index, text) =>
    write(`M 644 inline ${pathOf(index)}\ndata ${Buffer.byteLength(text)}\n${text}\n`);
  commit('base', ['mark :1\n', '']);
  for (let index = 0; index < count; index++) blob(index, textOf(index));
  commit('head', ['', 'from :1\n']);
  for (let index = 0; index < changed; index++) blob(index, `${textOf(index)}changed();\n`);
  closeSync(file);
  const input = openSync(stream, 'r');
  git(['fast-import', '--quiet'], { stdio: [input, 'ignore', 'inherit'] });
  closeSync(input);
  rmSync(stream);
}

const pathOf = (index) => {
  const folder = Math.floor(index / filesPerFolder);
  return `src/area-${folder % 40}/part-${folder}/file-${index}.ts`;
};

/** From twenty lines to two hundred: 5 kB on average, as source code is. */
const textOf = (index) =>
  Array.from(
    { length: 20 + ((index * 7919) % 180) },
    (_, line) =>
      `const value${((index * 2654435761 + line * 40503) >>> 0).toString(36)} = compute(${line}, ${index});\n`,
  ).join('');
