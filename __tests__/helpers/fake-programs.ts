import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from './repository.ts';

/** A directory for PATH with programs that are shell scripts, name → script. */
export function fakePrograms(scripts: Readonly<Record<string, string>>): string {
  const directory = temporaryDirectory();
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(directory, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  return directory;
}
