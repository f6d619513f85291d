// Reading a change ÷ `git diff` itself, its peak memory, and parsing against four parsers from npm.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateRepository } from './reading/generate-repository.mjs';

const sizes = [1000, 10_000, 100_000, 1_000_000];

/** Rows for generated repositories of each size, or for one range of a real repository. */
export async function* measure({ repo, range = 'HEAD~1..HEAD', sizes: chosen }) {
  if (repo) {
    yield* measureRange(repo, range, range, 5);
    return;
  }
  for (const size of chosen?.split(',').map(Number) ?? sizes) {
    const directory = mkdtempSync(join(tmpdir(), 'deep-review-bench-'));
    try {
      generateRepository(directory, size);
      yield* measureRange(directory, 'base..head', `${size} lines`, size > 10_000 ? 3 : 15);
    } finally {
      rmSync(directory, { recursive: true });
    }
  }
}

function* measureRange(directory, range, label, rounds) {
  const [base, head] = range.split('..');
  const { git, first, read, whole, memory } = runChild(
    'read-repeatedly',
    directory,
    base,
    head,
    String(rounds),
  );
  yield { name: `${label}: git diff`, value: git, unit: 'ms' };
  yield { name: `${label}: reading, the first time in a process`, value: first, unit: 'ms' };
  yield { name: `${label}: reading, with commits and history for the ranking`, value: whole, unit: 'ms' };
  yield { name: `${label}: reading`, value: read, unit: 'ms' };
  yield { name: `${label}: reading ÷ git diff`, value: read / git, most: 2 };
  yield { name: `${label}: peak memory of one reading`, value: memory, unit: 'MB', most: 512 };

  const parsers = runChild('parse-repeatedly', directory, base, head);
  for (const [name, value] of Object.entries(parsers)) {
    yield {
      name: `${label}: parsing, ${name}${value === null ? ' (fails)' : ''}`,
      value: value ?? 0,
      unit: 'ms',
    };
  }
  const { ours, ...others } = parsers;
  const fastest = Math.min(...Object.values(others).filter((value) => value !== null));
  yield { name: `${label}: parsing ÷ the fastest of the others`, value: ours / fastest, most: 1 };
}

function runChild(script, ...args) {
  const path = fileURLToPath(new URL(`./reading/${script}.mjs`, import.meta.url));
  return JSON.parse(execFileSync(process.execPath, ['--max-old-space-size=8192', path, ...args]));
}
