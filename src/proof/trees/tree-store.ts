import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchMissingBlobs } from '../../agents/workspaces/workspace.ts';
import { parseRawEntries } from '../../change/diff/raw-entry.ts';
import type { GitRepository } from '../../change/git/git.ts';
import { createStoreGit, type StoreGit } from './store-git.ts';

/** One path of a tree: a file, an executable (`100755`), a symbolic link (`120000`); null where it is absent. */
export type TreeEntry = { readonly mode: string; readonly content: Buffer } | null;

/** What makes one tree of another: path → what is there. */
export type TreeDifference = ReadonlyMap<string, TreeEntry>;

/** A private store of trees: reads the objects of the user's repository, writes its own. */
export interface TreeStore {
  /** Writes a tree's files into an empty folder, exactly as they are stored, without `.git`. */
  checkOut(tree: string, directory: string): Promise<void>;
  /** What differs in `to`; submodules are left as they are. */
  difference(from: string, to: string): Promise<TreeDifference>;
  /** The tree that a patch makes of another, or why it does not apply. */
  applyPatch(tree: string, patch: string): Promise<{ tree: string } | { trouble: string }>;
  /** A word that is the same for trees whose chosen files are the same. */
  fingerprint(tree: string, isChosen: (path: string) => boolean): Promise<string>;
  /** The tree of a work tree as it is on disk, ignored files left out. */
  treeOfFiles(workTree: string): Promise<string>;
}

/** How strictly a patch is read, one after the other: agents miscount hunks, and leave the prefixes out. */
const readings = [['--recount'], ['--recount', '-p0'], ['--recount', '--unidiff-zero'], ['--recount', '-C1']];

/**
 * Opens a store in a folder that does not exist yet.
 * @param heads what will be asked for: a partial clone fetches its files now.
 */
export async function openTreeStore(
  git: GitRepository,
  heads: readonly string[],
  directory: string,
): Promise<TreeStore> {
  for (const head of heads) await fetchMissingBlobs({ git }, head);
  await mkdir(directory, { recursive: true });
  const store = await createStoreGit(git, directory);
  return {
    checkOut: (tree, folder) => checkOut(store, tree, folder),
    difference: (from, to) => difference(store, from, to),
    applyPatch: (tree, patch) => applyPatch(store, tree, patch),
    fingerprint: (tree, isChosen) => fingerprint(store, tree, isChosen),
    treeOfFiles: (workTree) => treeOfFiles(store, workTree),
  };
}

async function checkOut(store: StoreGit, tree: string, folder: string): Promise<void> {
  const environment = { ...(await indexOf(store, tree)), GIT_WORK_TREE: folder };
  await mkdir(folder, { recursive: true });
  // What a partial clone lacks is absent from every tree alike.
  await store.attempt(['checkout-index', '--all', '--force', '--quiet'], { environment });
}

async function difference(store: StoreGit, from: string, to: string): Promise<TreeDifference> {
  const printed = await store.run([
    'diff-tree',
    '-r',
    '-z',
    '--raw',
    '--no-renames',
    '--no-abbrev',
    from,
    to,
  ]);
  const entries = parseRawEntries(printed.toString('utf8')).filter(
    ({ oldMode, newMode }) => oldMode !== '160000' && newMode !== '160000',
  );
  const found = new Map<string, TreeEntry>();
  for (const { path, newMode, newOid } of entries) {
    const isAbsent = /^0+$/.test(newOid);
    const read = () => store.run(['cat-file', 'blob', newOid]);
    found.set(path, isAbsent ? null : { mode: newMode, content: await read() });
  }
  return found;
}

async function applyPatch(
  store: StoreGit,
  tree: string,
  patch: string,
): Promise<{ tree: string } | { trouble: string }> {
  const input = patch.endsWith('\n') ? patch : `${patch}\n`;
  let trouble = '';
  for (const reading of readings) {
    const environment = await indexOf(store, tree);
    const parameters = ['apply', '--cached', '--whitespace=nowarn', ...reading, '-'];
    const applied = await store.attempt(parameters, { environment, input });
    if (applied.exitCode === 0) {
      const made = await nameFrom(store, ['write-tree'], environment);
      const before = await nameFrom(store, ['rev-parse', `${tree}^{tree}`]);
      return made === before ? { trouble: 'The patch changes nothing.' } : { tree: made };
    }
    trouble ||= applied.stderr.trim().split('\n', 1)[0] ?? '';
  }
  return { trouble: `The patch does not apply to the head: ${trouble.replace(/^error: /, '')}.` };
}

async function fingerprint(
  store: StoreGit,
  tree: string,
  isChosen: (path: string) => boolean,
): Promise<string> {
  const printed = (await store.run(['ls-tree', '-r', '-z', '--full-tree', tree])).toString('utf8');
  const chosen = printed.split('\0').filter((entry) => isChosen(entry.slice(entry.indexOf('\t') + 1)));
  return createHash('sha256').update(chosen.join('\0')).digest('hex');
}

async function treeOfFiles(store: StoreGit, workTree: string): Promise<string> {
  const environment = { ...store.freshIndex(), GIT_WORK_TREE: workTree };
  const exclude = await readFile(join(workTree, '.git/info/exclude'), 'utf8').catch(() => '');
  await writeFile(join(store.directory, 'info/exclude'), exclude);
  await store.run(['-C', workTree, 'add', '--all'], { environment });
  return nameFrom(store, ['write-tree'], environment);
}

/** A fresh index that holds a tree. */
async function indexOf(store: StoreGit, tree: string): Promise<Record<string, string>> {
  const environment = store.freshIndex();
  await store.run(['read-tree', tree], { environment });
  return environment;
}

/** Git's name of an object, which a command prints. */
const nameFrom = async (
  store: StoreGit,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<string> => (await store.run(parameters, { environment })).toString('utf8').trim();
