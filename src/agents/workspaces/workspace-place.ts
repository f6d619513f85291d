import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { briefFolder } from '../../model/brief.ts';
import { removeTree } from '../processes/remove-tree.ts';
import type { SharedTree } from '../sandbox/confinement.ts';
import { stampTree } from './tree-stamp.ts';
import { type PrivateWorkspace, workspaceChanges } from './workspace.ts';

/** Where one run sees its tree, from before there is one until it is given back. */
export interface WorkspacePlace {
  readonly directory: string;
  /** What must be readable beside it: the object store that every tree borrows. */
  readonly objects: string;
  /** The tree that several runs see, as a sandbox may show it here. */
  shareable(isWritable: boolean): SharedTree;
  /**
   * Makes the tree that the run is about to see, with its brief: the shared one, for who is shown that by a sandbox, or one of its own.
   * What it has written stays from one attempt to the next.
   */
  fill(tree: 'shared' | 'private'): Promise<void>;
  /** Ends the use. @returns the paths that the run changed. */
  giveBack(): Promise<string[]>;
}

/** What a place needs of the pool that it belongs to. */
export interface TreeSource {
  readonly objects: string;
  readonly shared: string;
  readonly makeSharedTree: () => Promise<void>;
  readonly makePrivateTree: (directory: string) => Promise<PrivateWorkspace>;
  /** Takes a tree that is as it was made. */
  readonly keep: (workspace: PrivateWorkspace) => void;
}

/** Makes a place that is empty but for a folder for the brief. */
export async function createWorkspacePlace(
  directory: string,
  briefFiles: Readonly<Record<string, string>>,
  { objects, shared, makeSharedTree, makePrivateTree, keep }: TreeSource,
): Promise<WorkspacePlace> {
  const brief = join(directory, briefFolder);
  const scratch = `${directory}-scratch`;
  let own: PrivateWorkspace | null = null;
  let isShared = false;
  let earlier: readonly string[] = [];

  async function writeBrief(): Promise<void> {
    await mkdir(brief, { recursive: true });
    await Promise.all(Object.entries(briefFiles).map(([name, text]) => writeFile(join(brief, name), text)));
  }

  /** What a run that was shown the shared tree wrote over it. */
  async function writtenOver(): Promise<string[]> {
    // A folder is there for what was written inside, unless it is new, or stands empty for one that was removed.
    const isBetween = (path: string) => existsSync(join(shared, path)) && !isEmpty(join(directory, path));
    const left = [...(await stampTree(directory))];
    const written = left.filter(([path, stamp]) => stamp !== 'directory' || !isBetween(path));
    return written.map(([path]) => path).sort();
  }

  await Promise.all([mkdir(brief, { recursive: true }), mkdir(scratch, { recursive: true })]);
  return {
    directory,
    objects,
    shareable: (isWritable) => ({
      source: shared,
      place: directory,
      own: briefFolder,
      scratch: isWritable ? scratch : null,
    }),
    async fill(tree) {
      if (tree === 'shared') await makeSharedTree();
      if (own !== null || (isShared && tree === 'shared')) return;
      if (isShared) earlier = await writtenOver();
      isShared = tree === 'shared';
      if (!isShared) {
        await removeTree(directory);
        own = await makePrivateTree(directory);
      }
      await writeBrief();
    },
    async giveBack() {
      await Promise.all([removeTree(brief), removeTree(scratch)]);
      const changes = own === null ? await writtenOver() : await workspaceChanges(own);
      if (own !== null && changes.length === 0) keep(own);
      else await removeTree(directory);
      return [...new Set([...earlier, ...changes])].sort();
    },
  };
}

/** Also where the run took our permission to look: it has changed that. */
function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch {
    return true;
  }
}
