import { lstatSync, readdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { installation } from './subjects.ts';

const home = homedir();
/** Where programs keep what they know, when nobody gives them a HOME and a temporary folder of their own. */
const places = [
  ...['', '.config', '.cache', '.local/share', '.local/state'].map((folder) => join(home, folder)),
  ...[tmpdir(), '/var/tmp', '/dev/shm'],
];

/** What a CLI makes at a fixed place whatever its HOME and TMPDIR are; docs/agents-enforced.md says so, too. */
const known: Readonly<Record<string, RegExp>> = { codex: /^\/tmp\/codex-daemon-\d+$/ };

/** Whether a path is one that a CLI is known to make. */
export const isKnownFootprint = (program: string, path: string): boolean =>
  known[program]?.test(path) ?? false;

/** Everything outside a run's own folders that carries a CLI's name, and the CLIs' installation: path → size and time of change. */
export function footprintsOf(program: string): ReadonlyMap<string, string> {
  const name = new RegExp(`(?:^|[^a-z])${program}(?:[^a-z]|$)`);
  const isOwn = (path: string) =>
    name.test(basename(path).toLowerCase()) && !isOfATest(path) && !isKnownFootprint(program, path);
  const own = places.flatMap((place) => pathsIn(place).filter(isOwn));
  const paths = [installation, ...own].flatMap((root) => [root, ...pathsIn(root, true)]);
  return new Map(paths.map((path) => [path, stampOf(path)]));
}

/** Paths that are there, gone or others. */
export function changedFootprints(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path),
  );
}

/** Temporary folders of other tests, which run at the same time; a random name may hold that of a CLI. */
const isOfATest = (path: string): boolean => basename(path).startsWith('deep-review-test-');

/** What lies in a folder; nothing of a file, or where something vanishes meanwhile. */
export function pathsIn(folder: string, recursive = false): string[] {
  try {
    return readdirSync(folder, { recursive, encoding: 'utf8' }).map((entry) => join(folder, entry));
  } catch {
    return [];
  }
}

/** Not the time of change of its inode, which a hard link or a backup of the installation moves. */
function stampOf(path: string): string {
  const { size, mtimeMs } = lstatSync(path, { throwIfNoEntry: false }) ?? {};
  return `${size} ${mtimeMs}`;
}
