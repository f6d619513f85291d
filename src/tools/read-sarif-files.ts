import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ToolResults } from '../model/tool-result.ts';
import { parseSarif } from './parse-sarif.ts';

const largestBytes = 32 * 1024 * 1024;

/**
 * Reads the SARIF files that earlier steps wrote; never rejects for what they hold.
 * @param directory the checkout, to which relative names belong.
 */
export async function readSarifFiles(names: readonly string[], directory: string): Promise<ToolResults> {
  const read = await Promise.all(names.map((name) => readSarifFile(name, directory)));
  return {
    results: read.flatMap(({ results }) => results),
    notes: read.flatMap(({ notes }) => notes),
  };
}

async function readSarifFile(name: string, directory: string): Promise<ToolResults> {
  const without = (reason: string) => ({
    results: [],
    notes: [`${name} (configuration "sarif") ${reason}.`],
  });
  const path = resolve(directory, name);
  try {
    const { size } = await statFile(path);
    if (size > largestBytes) return without(`has ${size} bytes, and was left out`);
    return parseSarif(await readFile(path, 'utf8'), name);
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return without(isAbsent ? 'is not there: no earlier step wrote it' : 'could not be read');
  }
}

/** A pipe would be read without end. */
async function statFile(path: string): Promise<{ readonly size: number }> {
  const found = await stat(path);
  if (!found.isFile()) throw new Error('is no file');
  return found;
}
