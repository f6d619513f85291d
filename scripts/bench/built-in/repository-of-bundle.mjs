// Changes of 3 MB of code in one file: in a single line, as bundlers write it, and in lines.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const bytes = 3_000_000;
const made = new Map();

/**
 * A repository whose branch `head` adds the file to `base`, made once for all rounds and builds; it goes when we end.
 * @param isOneLine else the same statements have a line each.
 */
export function repositoryOfBundle(isOneLine) {
  const known = made.get(isOneLine);
  if (known !== undefined) return known;
  const directory = mkdtempSync(join(tmpdir(), 'deep-review-bench-'));
  process.once('exit', () => rmSync(directory, { recursive: true }));
  const person = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  const git = (...args) => execFileSync('git', ['-C', directory, ...person, ...args]);
  git('init', '--quiet', '--initial-branch=base');
  git('commit', '--quiet', '--allow-empty', '--message=Step');
  git('checkout', '--quiet', '-b', 'head');
  writeFileSync(join(directory, 'app.js'), statements().join(isOneLine ? '' : '\n'));
  git('add', 'app.js');
  git('commit', '--quiet', '--message=Step');
  made.set(isOneLine, directory);
  return directory;
}

function statements() {
  const all = [];
  for (let size = 0; size < bytes; size += all.at(-1).length) {
    const word = ((all.length * 2654435761) >>> 0).toString(36);
    all.push(`const value${word}=compute(${all.length},'${word.repeat(3)}');`);
  }
  return all;
}
