import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gitNeutralisers } from '../../agents/processes/environment.ts';
import { fetchMissingBlobs, locateSource } from '../../agents/workspaces/workspace.ts';
import { parseRawEntries } from '../../change/diff/raw-entry.ts';
import type { GitRepository } from '../../change/git/git.ts';
import { runGit } from '../../change/git/run-git.ts';

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

/** Files are what the repository stores: no filter runs, and no line end or encoding is converted. */
const attributes = '* -text -ident -filter !eol !working-tree-encoding !diff !merge\n';

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
  const source = await locateSource({ git });
  for (const head of heads) await fetchMissingBlobs({ git }, head);
  await mkdir(directory, { recursive: true });
  const store = join(directory, 'store');
  let indexes = 0;
  const environment = { PATH: process.env.PATH ?? '', HOME: directory, LC_ALL: 'C', ...gitNeutralisers };
  const attempt = (
    parameters: readonly string[],
    { added = {}, input }: { added?: Record<string, string>; input?: string } = {},
  ) =>
    runGit(parameters, {
      directory,
      environment: { ...environment, GIT_DIR: store, ...added },
      ...(input === undefined ? {} : { input }),
    });
  const run = async (
    parameters: readonly string[],
    options?: { added?: Record<string, string>; input?: string },
  ): Promise<Buffer> => {
    const { exitCode, stdout, stderr } = await attempt(parameters, options);
    if (exitCode !== 0) throw new Error(`git ${parameters[0]} failed in a tree store: ${stderr.trim()}`);
    return stdout;
  };
  const made = await runGit(
    ['init', '--quiet', '--bare', '--template=', `--object-format=${source.objectFormat}`, store],
    { directory, environment },
  );
  if (made.exitCode !== 0) throw new Error(`git init failed in a tree store: ${made.stderr.trim()}`);
  await Promise.all(
    ['objects/info', 'info'].map((folder) => mkdir(join(store, folder), { recursive: true })),
  );
  await Promise.all([
    writeFile(join(store, 'objects/info/alternates'), `${source.objects}\n`),
    writeFile(join(store, 'info/attributes'), attributes),
    cp(source.shallow, join(store, 'shallow')).catch(() => undefined),
  ]);

  /** A fresh index that holds a tree. */
  const indexOf = async (tree: string): Promise<Record<string, string>> => {
    indexes += 1;
    const added = { GIT_INDEX_FILE: join(directory, `index-${indexes}`) };
    await run(['read-tree', tree], { added });
    return added;
  };

  return {
    async checkOut(tree, folder) {
      const added = { ...(await indexOf(tree)), GIT_WORK_TREE: folder };
      await mkdir(folder, { recursive: true });
      // What a partial clone lacks is absent from every tree alike.
      await attempt(['checkout-index', '--all', '--force', '--quiet'], { added });
    },

    async difference(from, to) {
      const printed = await run(['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev', from, to]);
      const entries = parseRawEntries(printed.toString('utf8')).filter(
        ({ oldMode, newMode }) => oldMode !== '160000' && newMode !== '160000',
      );
      const difference = new Map<string, TreeEntry>();
      for (const { path, newMode, newOid } of entries) {
        const isAbsent = /^0+$/.test(newOid);
        difference.set(
          path,
          isAbsent ? null : { mode: newMode, content: await run(['cat-file', 'blob', newOid]) },
        );
      }
      return difference;
    },

    async applyPatch(tree, patch) {
      const text = patch.endsWith('\n') ? patch : `${patch}\n`;
      let trouble = '';
      for (const reading of readings) {
        const added = await indexOf(tree);
        const applied = await attempt(['apply', '--cached', '--whitespace=nowarn', ...reading, '-'], {
          added,
          input: text,
        });
        if (applied.exitCode === 0) {
          const made = (await run(['write-tree'], { added })).toString('utf8').trim();
          const before = (await run(['rev-parse', `${tree}^{tree}`])).toString('utf8').trim();
          return made === before ? { trouble: 'The patch changes nothing.' } : { tree: made };
        }
        trouble ||= applied.stderr.trim().split('\n', 1)[0] ?? '';
      }
      return { trouble: `The patch does not apply to the head: ${trouble.replace(/^error: /, '')}.` };
    },

    async fingerprint(tree, isChosen) {
      const printed = (await run(['ls-tree', '-r', '-z', '--full-tree', tree])).toString('utf8');
      const chosen = printed.split('\0').filter((entry) => isChosen(entry.slice(entry.indexOf('\t') + 1)));
      return createHash('sha256').update(chosen.join('\0')).digest('hex');
    },

    async treeOfFiles(workTree) {
      indexes += 1;
      const added = { GIT_INDEX_FILE: join(directory, `index-${indexes}`), GIT_WORK_TREE: workTree };
      const exclude = await readFile(join(workTree, '.git/info/exclude'), 'utf8').catch(() => '');
      await writeFile(join(store, 'info/exclude'), exclude);
      await run(['-C', workTree, 'add', '--all'], { added });
      return (await run(['write-tree'], { added })).toString('utf8').trim();
    },
  };
}
