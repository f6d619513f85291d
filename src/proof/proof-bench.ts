import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeTree } from '../agents/processes/remove-tree.ts';
import { type Arm, type ArmName, type ArmRun, isOwnTree } from '../model/proof.ts';
import type { ProofSettings } from './proof-settings.ts';
import { readRepro, readTests } from './repro-outcome.ts';
import type { ScriptRunner } from './sandbox/run-script.ts';
import type { ScriptLimits } from './sandbox/script-sandbox.ts';
import { giveAllTo } from './sandbox/script-user.ts';
import { furnish, lastLine, type SetUp, type SetUps, unplaced, withPatience } from './set-up.ts';
import type { TreeDifference, TreeStore } from './trees/tree-store.ts';
import { createWorkingTree, type WorkingTree } from './trees/working-tree.ts';

/** A tree to run on. */
export interface BenchTree {
  readonly name: ArmName;
  /** Git's name of the tree whose lock files it has. */
  readonly tree: string;
  readonly difference: TreeDifference;
  readonly originals: TreeDifference;
}

/** What came of one run: how it ended and what it opened, or why there was nothing to run on. */
export type BenchRun =
  | { readonly run: ArmRun; readonly opened: readonly string[] | null }
  | { readonly trouble: string };

/** A place where one script runs at a time, on one tree after another. */
export interface ProofBench {
  run(script: string, tree: BenchTree, kind: Arm['script']): Promise<BenchRun>;
  close(): Promise<void>;
}

/** Makes a bench in a folder of its own. Trees that need no build share one folder; built ones have one each. */
export function createProofBench({
  store,
  setUps,
  head,
  settings,
  runner,
  limits,
  directory,
}: {
  readonly store: TreeStore;
  readonly setUps: SetUps;
  readonly head: string;
  readonly settings: ProofSettings;
  readonly runner: ScriptRunner;
  readonly limits: ScriptLimits;
  readonly directory: string;
}): ProofBench {
  const shared = new Map<SetUp, WorkingTree>();
  const built = new Map<TreeDifference, WorkingTree>();
  const checked = new Map<TreeDifference, string | null>();
  const longer = withPatience(limits);
  let homes = 0;

  const start = async (script: string, tree: string, setUp: SetUp, within: ScriptLimits) => {
    const home = setUp.home === null ? null : join(directory, `home-${++homes}`);
    try {
      if (home !== null && setUp.home !== null) {
        await cp(setUp.home, home, { recursive: true, verbatimSymlinks: true });
        giveAllTo(runner.user, home);
      }
      return await runner.run(script, { tree, home, reused: setUp.folders, network: false }, within);
    } finally {
      if (home !== null) await removeTree(home);
    }
  };

  const ready = async (
    { name, difference, originals }: BenchTree,
    setUp: SetUp,
  ): Promise<WorkingTree | { trouble: string }> => {
    if (settings.build === null) {
      const known = shared.get(setUp);
      const tree =
        known ??
        (await createWorkingTree(
          join(directory, `shared-${shared.size + 1}`),
          runner.user,
          async (folder) => {
            await store.checkOut(head, folder);
            await furnish(folder, setUp);
          },
        ));
      shared.set(setUp, tree);
      await tree.become(difference, originals);
      return tree;
    }
    const known = built.get(difference);
    if (known !== undefined) {
      await known.become(new Map(), new Map());
      return known;
    }
    let trouble: string | null = null;
    const tree = await createWorkingTree(
      join(directory, `tree-${built.size + 1}`),
      runner.user,
      async (folder) => {
        const plain = await createWorkingTree(folder, runner.user, async (inner) => {
          await store.checkOut(head, inner);
          await furnish(inner, setUp);
        });
        await plain.become(difference, originals);
        trouble = unplaced(folder, setUp);
        if (trouble !== null) return;
        const { end, output } = await start(settings.build ?? '', folder, setUp, longer);
        if (readTests(end).outcome !== 'passes') trouble = `The build of ${name} failed: ${lastLine(output)}`;
      },
    );
    if (trouble !== null) return { trouble };
    built.set(difference, tree);
    return tree;
  };

  /** A tree that cannot run by itself tells nothing of the code. */
  const check = async (
    { name, difference, originals }: BenchTree,
    tree: WorkingTree,
    setUp: SetUp,
  ): Promise<string | null> => {
    if (settings.check === null || !isOwnTree(name)) return null;
    const known = checked.get(difference);
    if (known !== undefined) return known;
    const { end, output } = await start(settings.check, tree.directory, setUp, longer);
    const trouble =
      readTests(end).outcome === 'passes' ? null : `The check of ${name} failed: ${lastLine(output)}`;
    checked.set(difference, trouble);
    if (settings.build === null) await tree.become(difference, originals);
    else await tree.become(new Map(), new Map());
    return trouble;
  };

  return {
    async run(script, tree, kind) {
      const setUp = await setUps.of(tree.tree);
      if ('trouble' in setUp) return setUp;
      const place = await ready(tree, setUp);
      if ('trouble' in place) return place;
      const trouble = unplaced(place.directory, setUp) ?? (await check(tree, place, setUp));
      if (trouble !== null) return { trouble };
      const { end, stdout, output, durationMs } = await start(
        script,
        place.directory,
        setUp,
        kind === 'tests' ? longer : limits,
      );
      const run = { ...(kind === 'tests' ? readTests(end) : readRepro(end, stdout)), output, durationMs };
      return { run, opened: place.readOf(tree.difference.keys()) };
    },
    async close() {
      await rm(directory, { recursive: true, force: true }).catch(() => removeTree(directory));
    },
  };
}
