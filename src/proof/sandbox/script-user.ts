import { randomInt } from 'node:crypto';
import { lchownSync, readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Somebody whom scripts run as, who is nobody else on this machine. */
export interface ScriptUser {
  readonly id: number;
  /** The beginning of a command line that becomes this user, for who may. */
  readonly become: readonly string[];
  /** Files that give the user a name inside: file → where it appears. */
  readonly names: readonly (readonly [from: string, to: string])[];
}

/** Above what containers and services are given. */
const ids = { from: 1_900_000_000, to: 2_100_000_000 };

/**
 * A user for the scripts of one review where we are root, since no limit of processes binds root; null where we are not: then the sandbox
 * has users of its own, whose processes are counted apart.
 * @param directory gets the files that name the user.
 */
export async function makeScriptUser(directory: string): Promise<ScriptUser | null> {
  if (process.getuid?.() !== 0) return null;
  const id = randomInt(ids.from, ids.to);
  await mkdir(directory, { recursive: true });
  const lines = {
    passwd: `sandbox:x:${id}:${id}::/tmp/home:/bin/bash\n`,
    group: `sandbox:x:${id}:\n`,
  };
  const names = Object.entries(lines).map(async ([name, line]) => {
    const [known, file] = [join('/etc', name), join(directory, name)];
    const others = await readFile(known, 'utf8').catch(() => '');
    await writeFile(file, others + line, { mode: 0o644 });
    return [file, known] as const;
  });
  return {
    id,
    become: ['setpriv', '--reuid', String(id), '--regid', String(id), '--clear-groups', '--inh-caps=-all'],
    names: await Promise.all(names),
  };
}

/** Gives a file or folder, without what is in it, to the user of scripts. */
export function giveTo(user: ScriptUser | null, path: string): void {
  if (user !== null) lchownSync(path, user.id, user.id);
}

/** Gives a folder and all that is in it. */
export function giveAllTo(user: ScriptUser | null, folder: string): void {
  if (user === null) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const inner = join(folder, entry.name);
    if (entry.isDirectory()) giveAllTo(user, inner);
    else giveTo(user, inner);
  }
  giveTo(user, folder);
}
