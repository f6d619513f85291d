import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const linesPerFile = 250;

/** Of that many deleted files git compares each with each added one, which takes longer than all else at a million lines. */
const mostDeleted = 5;

/**
 * Makes a repository whose branches `base` and `head` differ by about so many lines: half of them in edited files, more
 * in each the larger the change, the rest in files added, renamed, vendored and deleted.
 */
export function generateRepository(directory, changedLines) {
  const git = (args, options = {}) => execFileSync('git', ['-C', directory, ...args], options);
  git(['init', '--quiet']);
  const whole = Math.max(1, Math.round(changedLines / 2 / linesPerFile / 0.75));
  const edits = changedLines > 10_000 ? 75 : 20;
  const edited = Math.max(2, Math.round(changedLines / 2 / (2 * edits)));
  const stream = join(directory, 'stream');
  const file = openSync(stream, 'w');
  const write = (text) => writeSync(file, text);
  const blob = (path, text) => write(`M 644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`);
  const commit = (ref) =>
    write(
      `commit refs/heads/${ref}\n${ref === 'base' ? 'mark :1\n' : ''}committer Ada <ada@example.com> 1767323045 +0000\ndata 4\nStep\n`,
    );

  commit('base');
  for (let index = 0; index < edited; index++)
    blob(`src/area-${index % 40}/file-${index}.ts`, text(index, 0));
  for (let index = 0; index < whole; index += 4)
    blob(`old/area-${index % 40}/file-${index}.ts`, text(index + 1e6, 0));
  commit('head');
  write('from :1\n');
  for (let index = 0; index < edited; index++)
    blob(`src/area-${index % 40}/file-${index}.ts`, text(index, edits));
  for (let index = 0; index < whole; index++) {
    const path = `old/area-${index % 40}/file-${index}.ts`;
    if (index % 8 === 0 && index < 8 * mostDeleted) write(`D ${path}\n`);
    else if (index % 4 === 0) write(`R ${path} new/area-${index % 40}/file-${index}.ts\n`);
    else blob(`${index % 2 ? 'vendor/' : ''}added/area-${index % 40}/file-${index}.ts`, text(index + 2e6, 0));
  }
  closeSync(file);
  const input = openSync(stream, 'r');
  git(['fast-import', '--quiet'], { stdio: [input, 'ignore', 'inherit'] });
  closeSync(input);
  rmSync(stream);
}

/** Lines of code of natural lengths; so many of them, in five places, differ from the text without edits. */
function text(seed, edits) {
  return Array.from({ length: linesPerFile }, (_, index) => {
    const word = ((seed * 2654435761 + index * 40503) >>> 0).toString(36);
    const changed = index % (linesPerFile / 5) < edits / 5 ? 'changed ' : '';
    return `${' '.repeat((index % 4) * 2)}const ${changed}value${word} = compute(${index}, '${word.repeat(1 + (index % 3))}');\n`;
  }).join('');
}
