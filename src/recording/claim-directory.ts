import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Makes a directory for a report where there is none yet. A new one ignores itself in git; one that was there is somebody's own. */
export function claimDirectory(directory: string): void {
  if (mkdirSync(directory, { recursive: true }) !== undefined)
    writeFileSync(join(directory, '.gitignore'), '*\n');
}
