import type { Arm, ArmRun } from '../model/proof.ts';
import { type ArmName, armNames } from '../model/report/proof-terms.ts';
import type { ArmTree } from './arms.ts';
import type { ProofBench } from './bench/proof-bench.ts';
import type { TreeDifference } from './trees/tree-store.ts';

/** The runs of one finding's scripts, on one tree after another. */
export interface Trials {
  /** Runs once; null where nothing could run, whose reason is kept. */
  run(arm: ArmName, tree: ArmTree, script?: Arm['script']): Promise<ArmRun | null>;
  /** Notes why nothing runs on a tree. */
  leaveOut(arm: ArmName, script: Arm['script'], trouble: string): void;
  /** All that was run so far, in an order that does not depend on when. */
  arms(): Arm[];
  /** Files of the change that were opened in any run, sorted; null where a file system does not tell. */
  opened(): string[] | null;
}

/** @param originals what the head has wherever one of the trees differs. */
export function createTrials(
  bench: ProofBench,
  scripts: Readonly<Record<Arm['script'], string>>,
  originals: TreeDifference,
): Trials {
  const arms = new Map<string, Arm>();
  const opened = new Set<string>();
  let tellsReading = true;

  const armOf = (arm: ArmName, script: Arm['script']): Arm =>
    arms.get(`${arm} ${script}`) ?? { arm, script, runs: [], trouble: null };
  const keep = (arm: Arm): void => {
    arms.set(`${arm.arm} ${arm.script}`, arm);
  };
  const leaveOut = (arm: ArmName, script: Arm['script'], trouble: string): null => {
    keep({ ...armOf(arm, script), trouble });
    return null;
  };

  return {
    async run(arm, tree, script = 'repro') {
      if (tree.trouble !== null) return leaveOut(arm, script, tree.trouble);
      const done = await bench.run(scripts[script], { ...tree, name: arm, originals }, script);
      if ('trouble' in done) return leaveOut(arm, script, done.trouble);
      if (done.opened === null) tellsReading = false;
      for (const path of done.opened ?? []) opened.add(path);
      const before = armOf(arm, script);
      keep({ ...before, runs: [...before.runs, done.run] });
      return done.run;
    },
    leaveOut,
    arms: () => [...arms.values()].sort((a, b) => placeOf(a) - placeOf(b)),
    opened: () => (tellsReading ? [...opened].sort() : null),
  };
}

/** Finding's scripts stand before the repository's tests. */
const placeOf = ({ arm, script }: Arm): number =>
  armNames.indexOf(arm) + (script === 'tests' ? armNames.length : 0);
