// Reading a change ÷ `git diff` itself, its peak memory, and parsing against four parsers from npm.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateRepository } from './reading/generate-repository.mjs';

const sizes = [1000, 10_000, 100_000, 1_000_000];
const runs = 7;

/** Rows for generated repositories of each size, or for one range of a real repository. */
export async function* measure({ repo, range, sizes: chosen }) {
  if (repo) {
    yield* measureRange(repo, range ?? 'HEAD~1..HEAD', `${range ?? 'HEAD~1..HEAD'}`);
    return;
  }
  for (const size of chosen?.split(',').map(Number) ?? sizes) {
    const directory = mkdtempSync(join(tmpdir(), 'deep-review-bench-'));
    try {
      generateRepository(directory, size);
      yield* measureRange(directory, 'base..head', `${size} changed lines`);
    } finally {
      rmSync(directory, { recursive: true });
    }
  }
}

/** The best of several times each: whatever else runs on the machine only ever adds. */
function* measureRange(directory, range, label) {
  const [base, head] = range.split('..');
  const results = Array.from({ length: runs }, () => runChild('read-once', directory, base, head));
  const best = (key) => Math.min(...results.map((result) => result[key]));
  yield { name: `${label}: git diff`, value: best('git'), unit: 'ms' };
  yield { name: `${label}: with commits, and history for the ranking`, value: best('whole'), unit: 'ms' };
  yield { name: `${label}: reading`, value: best('read'), unit: 'ms' };
  yield { name: `${label}: reading ÷ git diff`, value: best('read') / best('git'), most: 2 };
  yield {
    name: `${label}: peak memory`,
    value: Math.max(...results.map(({ memory }) => memory)),
    unit: 'MB',
    most: 512,
  };

  const parsers = Object.entries(runChild('parse-once', directory, base, head));
  const [, own] = parsers.find(([name]) => name === 'ours');
  const others = parsers.filter(([name, value]) => name !== 'ours' && value !== null);
  for (const [name, value] of parsers) {
    yield {
      name: `${label}: parsing, ${name}${value === null ? ' (failed)' : ''}`,
      value: value ?? 0,
      unit: 'ms',
    };
  }
  const fastest = Math.min(...others.map(([, value]) => value));
  yield { name: `${label}: parsing ÷ the fastest of the others`, value: own / fastest, most: 1 };
}

/** A fresh process, as every review is one: nothing is compiled or cached beforehand. */
function runChild(script, ...args) {
  const path = fileURLToPath(new URL(`./reading/${script}.mjs`, import.meta.url));
  return JSON.parse(
    execFileSync(process.execPath, ['--max-old-space-size=4096', path, ...args], { maxBuffer: 2 ** 26 }),
  );
}
