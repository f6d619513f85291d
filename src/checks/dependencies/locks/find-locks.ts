import { posix } from 'node:path';
import type { ChangedFile } from '../../../model/change/change.ts';
import type { ChangeView } from '../../view/change-view.ts';
import { directoriesAbove } from '../../view/paths.ts';
import type { Records } from './lock-format.ts';
import type { Manifest } from './manifests.ts';
import { findMembers } from './workspace-members.ts';

/** A lock file that a manifest may be locked by. */
export interface Lock {
  readonly path: string;
  readonly directory: string;
  readonly text: string;
  readonly manifest: Manifest;
  /** The manifest's directory relative to the lock file's. */
  readonly relative: string;
}

/**
 * The lock files of a manifest, the likeliest first: those that the change touches, then by nearness; where Cargo or the
 * `packageManager` of package.json says which counts, that one alone.
 */
export async function findLocks(
  change: ChangeView,
  file: ChangedFile,
  manifest: Manifest,
): Promise<readonly Lock[]> {
  if (manifest.file === 'go.mod' && (await isGoWorkspace(change, file.path))) return [];
  const locks: Lock[] = [];
  for (const directory of await placesOf(change, file.path, manifest)) {
    for (const name of Object.keys(manifest.locks)) {
      const path = directory + name;
      const text = await change.readHead(path);
      const relative = posix.dirname(file.path.slice(directory.length)).replace(/^\.$/, '');
      if (text !== null) locks.push({ path, directory, text, manifest, relative });
    }
  }
  const named = await namedManager(change, file.path);
  const isTouched = ({ path }: Lock) => change.changed(path) !== null;
  if (named === null && (await usesBinaryLock(change, file.path, locks.some(isTouched)))) return [];
  const used = named === null ? [] : locks.filter(({ path }) => named.includes(posix.basename(path)));
  const root = await findWorkspaceRoot(change, locks);
  const kept = (used.length > 0 ? used : locks).filter(
    (lock) => root === null || isTouched(lock) || lock.directory.length <= root.length,
  );
  return [...kept.filter(isTouched), ...kept.filter((lock) => !isTouched(lock))];
}

/**
 * What a lock file records for the text of a manifest; nothing is known where it does not parse.
 * @param wanted what is newly asked for: package and range.
 */
export async function openLock(
  change: ChangeView,
  lock: Lock,
  text: string,
  wanted: readonly (readonly [name: string, range: string, ...unknown[]])[],
): Promise<Records> {
  const changed = change.changed(lock.path);
  const lockBefore = changed ? await change.view(changed).read('old') : lock.text;
  const rootManifest = await change.readHead(lock.directory + lock.manifest.file);
  const format = lock.manifest.locks[posix.basename(lock.path)];
  const ownNames = await readOwnNames(change);
  const lacking = format?.leavesOutMembers
    ? wanted.filter(([name, range]) => !lock.text.includes(`${name}@${range}`)).map(([name]) => name)
    : [];
  const members = await findMembers(change, lock.directory, rootManifest, lacking);
  let records: Records | undefined;
  return (...request) => {
    records ??= format?.open({
      lock: lock.text,
      lockBefore,
      directory: lock.relative,
      manifest: text,
      rootManifest,
      ownNames,
      members,
    });
    return records?.(...request) ?? null;
  };
}

/** Names of the packages of npm that the change touches. */
async function readOwnNames(change: ChangeView): Promise<ReadonlySet<string>> {
  const paths = change.files.map(({ path }) => path).filter((path) => /(^|\/)package\.json$/.test(path));
  const texts = await Promise.all(paths.map((path) => change.readHead(path)));
  return new Set(texts.flatMap((text) => /^\s*"name":\s*"([^"]+)"/m.exec(text ?? '')?.[1] ?? []));
}

/** The outermost directory with a lock file whose packages are a workspace: locks of its members are not read. */
async function findWorkspaceRoot(change: ChangeView, locks: readonly Lock[]): Promise<string | null> {
  const directories = new Set(locks.map(({ directory }) => directory));
  if (directories.size < 2 || !/\.json$/.test(locks[0]?.manifest.file ?? '')) return null;
  const root = [...directories].at(-1) ?? '';
  const manifest = await change.readHead(`${root}package.json`);
  const isOne =
    /"workspaces"\s*:/.test(manifest ?? '') ||
    (await change.readHead(`${root}pnpm-workspace.yaml`)) !== null ||
    (await change.readHead(`${root}lerna.json`)) !== null;
  return isOne ? root : null;
}

/** Whether Bun's binary lock file, which cannot be read, may be the one in use beside others. */
async function usesBinaryLock(change: ChangeView, path: string, isOtherTouched: boolean): Promise<boolean> {
  if (posix.basename(path) !== 'package.json') return false;
  const directories = directoriesAbove(path);
  if (directories.some((directory) => change.changed(`${directory}bun.lockb`) !== null)) return true;
  if (isOtherTouched) return false;
  const isText = await Promise.all(directories.map((directory) => change.readHead(`${directory}bun.lock`)));
  if (isText.some((text) => text !== null)) return false;
  const texts = await Promise.all(
    directories
      .flatMap((directory) => [`${directory}package.json`, `${directory}bunfig.toml`])
      .map(change.readHead),
  );
  return texts.some(
    (text, index) =>
      text !== null &&
      (index % 2 === 1 || /"(?:@types\/bun|bun-types)"|\bbunx\b|\bbun (?:run|test|install|x)\b/.test(text)),
  );
}

/** Cargo reads the lock file of the workspace's root and no other. */
async function placesOf(change: ChangeView, path: string, manifest: Manifest): Promise<readonly string[]> {
  const directories = directoriesAbove(path);
  if (manifest.file !== 'Cargo.toml') return directories;
  for (const directory of directories) {
    const text = await change.readHead(`${directory}Cargo.toml`);
    if (text !== null && /^\s*\[workspace\]/m.test(text)) return [directory];
  }
  return directories.slice(0, 1);
}

/** With a workspace or vendored modules go.sum is not all that counts. */
async function isGoWorkspace(change: ChangeView, path: string): Promise<boolean> {
  for (const directory of directoriesAbove(path)) {
    if ((await change.readHead(`${directory}go.work`)) !== null) return true;
  }
  return (await change.readHead(posix.join(posix.dirname(path), 'vendor/modules.txt'))) !== null;
}

const lockNames: Readonly<Record<string, readonly string[]>> = {
  npm: ['package-lock.json', 'npm-shrinkwrap.json'],
  pnpm: ['pnpm-lock.yaml'],
  yarn: ['yarn.lock'],
  bun: ['bun.lock'],
};

/** Names of lock files of the manager that `packageManager` names (https://nodejs.org/api/packages.html#packagemanager). */
async function namedManager(change: ChangeView, path: string): Promise<readonly string[] | null> {
  if (posix.basename(path) !== 'package.json') return null;
  for (const directory of directoriesAbove(path)) {
    const text = await change.readHead(`${directory}package.json`);
    const named = text === null ? null : /"packageManager"\s*:\s*"(\w+)@/.exec(text)?.[1];
    if (named) return lockNames[named] ?? null;
  }
  return null;
}
