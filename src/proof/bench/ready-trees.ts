import { join } from 'node:path';
import type { ArmName } from '../../model/report/proof-terms.ts';
import { readTests } from '../repro-outcome.ts';
import type { ScriptLimits } from '../sandbox/script-sandbox.ts';
import type { ScriptUser } from '../sandbox/script-user.ts';
import { furnish, lastLine, type SetUp, unplaced } from '../set-up.ts';
import type { TreeDifference, TreeStore } from '../trees/tree-store.ts';
import { createWorkingTree, type WorkingTree } from '../trees/working-tree.ts';
import type { StartScript } from './start-script.ts';

/** A tree to run on: the head, but for some files. */
export interface BenchTree {
  readonly name: ArmName;
  /** Git's name of the tree whose lock files it has. */
  readonly tree: string;
  readonly difference: TreeDifference;
  /** What the head has at the paths that differ. */
  readonly originals: TreeDifference;
}

/** Folders in which trees are ready to be run on. */
export interface ReadyTrees {
  /** The tree as no script has touched it, or why there is none. */
  of(tree: BenchTree, setUp: SetUp): Promise<WorkingTree | { trouble: string }>;
}

/** Where trees are made, and of what. */
interface Workshop {
  readonly store: TreeStore;
  readonly head: string;
  readonly user: ScriptUser | null;
  readonly directory: string;
}

/** Trees that need no build: one folder for each set-up, in which files are exchanged. */
export function createSharedTrees(workshop: Workshop): ReadyTrees {
  const made = new Map<SetUp, WorkingTree>();
  return {
    async of({ difference, originals }, setUp) {
      const tree = made.get(setUp) ?? (await furnishHead(workshop, `shared-${made.size + 1}`, setUp));
      made.set(setUp, tree);
      await tree.become(difference, originals);
      return tree;
    },
  };
}

/** Trees that are built before anything runs on them: each has a folder of its own, and is built once. */
export function createBuiltTrees(
  workshop: Workshop,
  build: { readonly command: string; readonly start: StartScript; readonly limits: ScriptLimits },
): ReadyTrees {
  const built = new Map<TreeDifference, WorkingTree>();
  return {
    async of({ name, difference, originals }, setUp) {
      const known = built.get(difference);
      if (known !== undefined) {
        await known.become(new Map(), new Map());
        return known;
      }
      let trouble: string | null = null;
      const folder = `tree-${built.size + 1}`;
      const tree = await createWorkingTree(
        join(workshop.directory, folder),
        workshop.user,
        async (directory) => {
          const plain = await furnishHead(workshop, folder, setUp);
          await plain.become(difference, originals);
          trouble = unplaced(directory, setUp);
          if (trouble !== null) return;
          const { end, output } = await build.start(build.command, directory, setUp, build.limits);
          if (readTests(end).outcome !== 'passes')
            trouble = `The build of ${name} failed: ${lastLine(output)}`;
        },
      );
      if (trouble !== null) return { trouble };
      built.set(difference, tree);
      return tree;
    },
  };
}

/** The head's files, and what its set-up left, in a folder. */
const furnishHead = (
  { store, head, user, directory }: Workshop,
  name: string,
  setUp: SetUp,
): Promise<WorkingTree> =>
  createWorkingTree(join(directory, name), user, async (folder) => {
    await store.checkOut(head, folder);
    await furnish(folder, setUp);
  });
