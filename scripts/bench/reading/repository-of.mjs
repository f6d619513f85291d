import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateRepository } from './generate-repository.mjs';

const made = new Map();

/** A generated repository with a change of so many lines, made once for all rounds, builds and modules; it goes when we end. */
export function repositoryOf(size) {
  const known = made.get(size);
  if (known !== undefined) return known;
  const directory = mkdtempSync(join(tmpdir(), 'deep-review-bench-'));
  process.once('exit', () => rmSync(directory, { recursive: true }));
  generateRepository(directory, size);
  made.set(size, directory);
  return directory;
}
