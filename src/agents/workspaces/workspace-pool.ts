import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Revisions } from '../../change/ends/revisions.ts';
import { briefFolder } from '../../model/brief.ts';
import {
  createPrivateWorkspace,
  createWorkspace,
  type PrivateWorkspace,
  prepareTemplate,
} from './workspace.ts';
import { createWorkspacePlace, type WorkspacePlace } from './workspace-place.ts';

/**
 * Workspaces of one revision. Runs whose sandbox keeps them from writing it share one tree; each other has its own, and one that was
 * left as it was serves again.
 */
export interface WorkspacePool {
  /**
   * Makes room for a run; its tree is made when it is known who may write it.
   * @param briefFiles what the run finds in its {@link briefFolder}: name → text.
   */
  open(briefFiles: Readonly<Record<string, string>>): Promise<WorkspacePlace>;
  /** Where the shared tree is, for runs that cannot write it there. */
  shared(): Promise<string>;
  /** Files that no workspace of it holds, since the user's repository lacks their text. */
  unread(): readonly string[];
}

/** Makes a pool; nothing is built before the first {@link WorkspacePool.open}. */
export function createWorkspacePool(
  revisions: Revisions,
  revision: string,
  directory: string,
): WorkspacePool {
  const free: PrivateWorkspace[] = [];
  const shared = join(directory, 'shared');
  let opened = 0;
  let unread: readonly string[] = [];

  const template = once(async () => {
    // A sandbox is tried before the tree is there, and shows a run its own brief at this folder.
    await mkdir(join(shared, briefFolder), { recursive: true });
    return prepareTemplate(revisions, revision, join(directory, 'template'));
  });

  const makeSharedTree = once(async () => {
    ({ unread } = await createWorkspace(await template(), shared));
    await mkdir(join(shared, briefFolder), { recursive: true });
  });

  async function makePrivateTree(place: string): Promise<PrivateWorkspace> {
    const ready = free.pop();
    if (ready) {
      await rename(ready.directory, place);
      return { ...ready, directory: place };
    }
    const workspace = await createPrivateWorkspace(await template(), place);
    unread = workspace.unread;
    return workspace;
  }

  const keep = (workspace: PrivateWorkspace) => free.push(workspace);

  return {
    async open(briefFiles) {
      const { objects } = await template();
      const place = join(directory, `workspace-${++opened}`);
      const source = { objects, shared, makeSharedTree, makePrivateTree, keep };
      return createWorkspacePlace(place, briefFiles, source);
    },
    async shared() {
      await makeSharedTree();
      return shared;
    },
    unread: () => unread,
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
