import type { Arm, ArmRun } from '../../model/proof.ts';
import { isOwnTree } from '../../model/report/proof-terms.ts';
import type { ProofSettings } from '../proof-settings.ts';
import { readRepro, readTests } from '../repro-outcome.ts';
import type { ScriptRunner } from '../sandbox/run-script.ts';
import type { ScriptLimits } from '../sandbox/script-sandbox.ts';
import { lastLine, type SetUp, type SetUps, unplaced, withPatience } from '../set-up.ts';
import type { TreeDifference, TreeStore } from '../trees/tree-store.ts';
import type { WorkingTree } from '../trees/working-tree.ts';
import { type BenchTree, createBuiltTrees, createSharedTrees } from './ready-trees.ts';
import { createStartScript } from './start-script.ts';

/** What came of one run: how it ended and what it opened, or why there was nothing to run on. */
export type BenchRun =
  | { readonly run: ArmRun; readonly opened: readonly string[] | null }
  | { readonly trouble: string };

/** A place where one script runs at a time, on one tree after another; what it has made goes with its prover's folder. */
export interface ProofBench {
  run(script: string, tree: BenchTree, kind: Arm['script']): Promise<BenchRun>;
}

/** What a bench works with, in a folder of its own. */
export interface BenchRequest {
  readonly store: TreeStore;
  readonly setUps: SetUps;
  readonly head: string;
  readonly settings: ProofSettings;
  readonly runner: ScriptRunner;
  readonly limits: ScriptLimits;
  readonly directory: string;
}

/** Makes a bench; nothing is written before its first run. */
export function createProofBench(request: BenchRequest): ProofBench {
  const { setUps, settings, limits, directory } = request;
  const start = createStartScript(request.runner, directory);
  const longer = withPatience(limits);
  const workshop = { ...request, user: request.runner.user };
  const trees =
    settings.build === null
      ? createSharedTrees(workshop)
      : createBuiltTrees(workshop, { command: settings.build, start, limits: longer });
  const checked = new Map<TreeDifference, string | null>();

  /** A tree that cannot run by itself tells nothing of the code. */
  const check = async (tree: BenchTree, place: WorkingTree, setUp: SetUp): Promise<string | null> => {
    if (settings.check === null || !isOwnTree(tree.name)) return null;
    const known = checked.get(tree.difference);
    if (known !== undefined) return known;
    const { end, output } = await start(settings.check, place.directory, setUp, longer);
    const isSound = readTests(end).outcome === 'passes';
    const trouble = isSound ? null : `The check of ${tree.name} failed: ${lastLine(output)}`;
    checked.set(tree.difference, trouble);
    await trees.of(tree, setUp);
    return trouble;
  };

  return {
    async run(script, tree, kind) {
      const setUp = await setUps.of(tree.tree);
      if ('trouble' in setUp) return setUp;
      const place = await trees.of(tree, setUp);
      if ('trouble' in place) return place;
      const trouble = unplaced(place.directory, setUp) ?? (await check(tree, place, setUp));
      if (trouble !== null) return { trouble };
      const within = kind === 'tests' ? longer : limits;
      const { end, stdout, output, durationMs } = await start(script, place.directory, setUp, within);
      const outcome = kind === 'tests' ? readTests(end) : readRepro(end, stdout);
      return {
        run: { ...outcome, output, durationMs },
        opened: place.readOf(tree.difference.keys()),
      };
    },
  };
}
