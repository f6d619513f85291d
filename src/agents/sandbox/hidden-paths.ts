import { lstatSync } from 'node:fs';
import type { Hiding } from '../adapter/agent.ts';

/** Only the end of what a child printed tells why it ended. */
const mostCharacters = 20_000;
const absolutePath = /(?<![\w./])(?:\/[\w.@+~-]+)+/g;

/**
 * A path that a child spoke of, that is there for us and that its sandbox hid from it; null where there is none.
 * @param said what it printed.
 */
export function hiddenPathIn(said: string, { hidden, shown }: Hiding): string | null {
  const named = said.slice(-mostCharacters).match(absolutePath) ?? [];
  const isIn = (folder: string) => (path: string) => path === folder || path.startsWith(`${folder}/`);
  const candidates = [...new Set(named)].filter(
    (path) => hidden.some((folder) => isIn(folder)(path)) && !shown.some((folder) => isIn(folder)(path)),
  );
  return candidates.find(isThere) ?? null;
}

function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
