import { chmodSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

const options = { recursive: true, force: true };

/**
 * Removes a directory and all in it, also where an agent took our permission to look into a folder. Never throws: what cannot
 * be removed stays.
 */
export async function removeTree(directory: string): Promise<void> {
  await rm(directory, options).catch(() => removeTreeNow(directory));
}

/** {@link removeTree}, synchronously: for the exit of our own process. */
export function removeTreeNow(directory: string): void {
  try {
    rmSync(directory, options);
  } catch {
    permit(directory);
    try {
      rmSync(directory, options);
    } catch {
      // Another user's, or busy.
    }
  }
}

function permit(path: string): void {
  try {
    if (!lstatSync(path).isDirectory()) return;
    chmodSync(path, 0o700);
    for (const name of readdirSync(path)) permit(join(path, name));
  } catch {
    // Gone, or another user's.
  }
}
