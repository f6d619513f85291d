// What the files of src/ import, and what that makes of the rooms: for the test of ARCHITECTURE.md and for its picture.
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every TypeScript file below src/, as `src/…`. */
export const sourceFiles = readdirSync(`${root}/src`, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => `src/${path}`)
  .sort();

/** The room of a file, or null for an entry, which lies in src/ itself. */
export const roomOf = (path) => /^src\/([^/]+)\//.exec(path)?.[1] ?? null;

/** The modules that a file imports, as written; `isType` where only types are, gone when the code runs. */
export function importsOf(path) {
  const text = readFileSync(`${root}/${path}`, 'utf8');
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?([^;]*?)\s*from\s+'([^']+)'/gm);
  const dynamic = text.matchAll(/\bimport\('([^']+)'\)/g);
  return [
    ...[...statements].map(([, type, names, module]) => ({
      module,
      isType: type !== undefined || /^\{(\s*type [^,}]+,?)+\s*\}$/.test(names),
    })),
    ...[...dynamic].map(([, module]) => ({ module, isType: false })),
  ];
}

/** Files of ours that a file imports, types too. */
export const importedFiles = (path) =>
  importsOf(path)
    .filter(({ module }) => module.startsWith('.'))
    .map(({ module }) => posix.join(posix.dirname(path), module));

/** Room (or entry) → the rooms that its files import. */
export function roomImports() {
  const arrows = new Map();
  for (const path of sourceFiles) {
    const from = roomOf(path) ?? posix.basename(path);
    const targets = arrows.get(from) ?? new Set();
    for (const target of importedFiles(path)) targets.add(roomOf(target) ?? posix.basename(target));
    targets.delete(from);
    arrows.set(from, targets);
  }
  return arrows;
}
