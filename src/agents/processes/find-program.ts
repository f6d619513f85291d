import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';

/** The program's path as the system would find it in `searchPath`, or null; relative folders are not searched. */
export async function findProgram(name: string, searchPath: string | undefined): Promise<string | null> {
  const candidates = isAbsolute(name)
    ? [name]
    : (searchPath ?? '')
        .split(':')
        .filter(isAbsolute)
        .map((folder) => join(folder, name));
  for (const candidate of candidates) {
    if (await isExecutable(candidate)) return candidate;
  }
  return null;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
