import { cp, lstat, mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { changedPaths, stampTree } from '../agents/workspaces/tree-stamp.ts';
import type { ProofSettings } from './proof-settings.ts';
import { readTests } from './repro-outcome.ts';
import type { ScriptRunner } from './sandbox/run-script.ts';
import type { ScriptLimits } from './sandbox/script-sandbox.ts';
import { giveAllTo } from './sandbox/script-user.ts';
import { isFolderOf, openFolder } from './trees/folders.ts';
import type { TreeStore } from './trees/tree-store.ts';

/** What trees with the same lock files share. */
export interface SetUp {
  /** Folders that appear in a tree, read-only: path → where they are. */
  readonly folders: ReadonlyMap<string, string>;
  /** Single files that appear in it: path → where they are. */
  readonly files: ReadonlyMap<string, string>;
  /** Its HOME; null where none was needed. */
  readonly home: string | null;
}

/** Makes set-ups, each once. */
export interface SetUps {
  /** What a tree needs, or why there is none. */
  of(tree: string): Promise<SetUp | { trouble: string }>;
}

/** Files that say which versions of what are installed. */
const lockFiles =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|package\.json|requirements[^/]*\.txt|pyproject\.toml|setup\.(?:py|cfg)|poetry\.lock|uv\.lock|Pipfile\.lock|go\.(?:mod|sum)|Cargo\.(?:toml|lock)|pom\.xml|build\.gradle(?:\.kts)?|gradle\.lockfile|libs\.versions\.toml|Gemfile(?:\.lock)?|composer\.(?:json|lock)|mix\.lock)$/;

/** How often as long as a script, and as much room, a set-up, a build or the repository's tests may take. */
const patience = 5;

/** What {@link patience} makes of a script's limits. */
export const withPatience = (limits: ScriptLimits): ScriptLimits => ({
  ...limits,
  timeoutMs: limits.timeoutMs * patience,
  diskMb: limits.diskMb * patience,
});

/** @param checkout the user's work tree, which has the folders to be reused; null where there is none. */
export function createSetUps({
  store,
  settings,
  runner,
  limits,
  directory,
  checkout,
}: {
  readonly store: TreeStore;
  readonly settings: ProofSettings;
  readonly runner: ScriptRunner;
  readonly limits: ScriptLimits;
  readonly directory: string;
  readonly checkout: string | null;
}): SetUps {
  const made = new Map<string, Promise<SetUp | { trouble: string }>>();
  const reused = findReused(settings.reuse, checkout);
  const make = async (tree: string, number: number): Promise<SetUp | { trouble: string }> => {
    const folders = await reused;
    if ('trouble' in folders) return folders;
    if (settings.setup === null) return { folders: folders.found, files: new Map(), home: null };
    const [treeDirectory, home] = [
      join(directory, `set-up-${number}`),
      join(directory, `set-up-home-${number}`),
    ];
    await mkdir(home, { recursive: true });
    await store.checkOut(tree, treeDirectory);
    for (const path of folders.found.keys())
      if (!openFolder(treeDirectory, path)) return { trouble: notPlaced(path) };
    for (const folder of [treeDirectory, home]) giveAllTo(runner.user, folder);
    const before = await stampTree(treeDirectory);
    const { end, output } = await runner.run(
      settings.setup,
      { tree: treeDirectory, home, reused: folders.found, network: settings.network === 'setup' },
      withPatience(limits),
    );
    const { outcome, limit, exitCode } = readTests(end);
    if (outcome !== 'passes') {
      const how = limit === null ? `exit code ${exitCode}` : `limit: ${limit}`;
      return { trouble: `The set-up failed (${how}): ${lastLine(output)}` };
    }
    const added = changedPaths(before, await stampTree(treeDirectory)).filter((path) => !before.has(path));
    return {
      ...(await sortAdded(treeDirectory, topmost(added), folders.found)),
      home: (await readdir(home)).length > 0 ? home : null,
    };
  };
  return {
    async of(tree) {
      const key =
        settings.setup === null ? '' : await store.fingerprint(tree, (path) => lockFiles.test(path));
      const known = made.get(key);
      if (known !== undefined) return known;
      const one = make(tree, made.size + 1);
      made.set(key, one);
      return one;
    },
  };
}

/** Folders of the checkout, which must lie in it. */
async function findReused(
  paths: readonly string[],
  checkout: string | null,
): Promise<{ found: Map<string, string> } | { trouble: string }> {
  const found = new Map<string, string>();
  for (const path of paths) {
    const folder = checkout === null ? null : await realpath(join(checkout, path)).catch(() => null);
    const root = checkout === null ? '' : await realpath(checkout);
    if (folder === null || !folder.startsWith(root + sep) || !(await stat(folder)).isDirectory())
      return { trouble: `The checkout has no folder ${path}, which "proof.reuse" names.` };
    found.set(path.replace(/\/+$/, ''), folder);
  }
  return { found };
}

async function sortAdded(
  tree: string,
  added: readonly string[],
  reused: ReadonlyMap<string, string>,
): Promise<Pick<SetUp, 'folders' | 'files'>> {
  const folders = new Map(reused);
  const files = new Map<string, string>();
  for (const path of added) {
    const place = join(tree, path);
    // What a link leads to here is nothing of the tree; inside, it leads to what is there.
    const stats = await lstat(place).catch(() => null);
    if (stats?.isDirectory()) folders.set(path, place);
    else files.set(path, place);
  }
  return { folders, files };
}

/** Those that lie in none of the others. */
function topmost(paths: readonly string[]): string[] {
  const found: string[] = [];
  for (const path of [...paths].sort()) {
    const last = found.at(-1);
    if (last === undefined || !path.startsWith(`${last}/`)) found.push(path);
  }
  return found;
}

/** Puts a set-up's single files, and places for its folders, into a tree. */
export async function furnish(directory: string, { folders, files }: SetUp): Promise<void> {
  for (const path of folders.keys()) openFolder(directory, path);
  for (const [path, file] of files) {
    const place = join(directory, path);
    // What the tree has there itself stays.
    const isFree = openFolder(directory, dirname(path)) && !(await lstat(place).catch(() => null));
    if (isFree) await cp(file, place, { verbatimSymlinks: true }).catch(() => undefined);
  }
}

/** Why nothing can run in a tree; null where each folder of the set-up has a place in it. */
export function unplaced(directory: string, { folders }: SetUp): string | null {
  const path = [...folders.keys()].find((one) => !isFolderOf(directory, one));
  return path === undefined ? null : notPlaced(path);
}

const notPlaced = (path: string): string =>
  `A link or a file of the tree stands where the folder ${path} has to be.`;

export const lastLine = (output: string): string => output.trimEnd().split('\n').at(-1) ?? '';
