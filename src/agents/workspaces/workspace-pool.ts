import { join } from 'node:path';
import type { Revisions } from '../../change/ends/revisions.ts';
import { briefFolder } from '../../model/brief.ts';
import { removeTree } from '../processes/remove-tree.ts';
import { createWorkspace, prepareTemplate, type Workspace, workspaceChanges } from './workspace.ts';

/** Workspaces of one revision; one that its agent left as it was serves again. */
export interface WorkspacePool {
  take(): Promise<Workspace>;
  /** Gives one back. @returns the paths that the agent changed; then it is discarded. */
  giveBack(workspace: Workspace): Promise<string[]>;
  /** Files that no workspace of it holds, since the user's repository lacks their text. */
  unread(): readonly string[];
}

/** Makes a pool; nothing is built before the first {@link WorkspacePool.take}. */
export function createWorkspacePool(
  revisions: Revisions,
  revision: string,
  directory: string,
): WorkspacePool {
  const free: Workspace[] = [];
  let template: ReturnType<typeof prepareTemplate> | null = null;
  let made = 0;
  let unread: readonly string[] = [];
  return {
    async take() {
      const ready = free.pop();
      if (ready) return ready;
      template ??= prepareTemplate(revisions, revision, join(directory, 'template'));
      const workspace = await createWorkspace(await template, join(directory, `workspace-${++made}`));
      unread = workspace.unread;
      return workspace;
    },
    unread: () => unread,
    async giveBack(workspace) {
      await removeTree(join(workspace.directory, briefFolder));
      const changes = await workspaceChanges(workspace);
      if (changes.length === 0) free.push(workspace);
      else await removeTree(workspace.directory);
      return changes;
    },
  };
}
