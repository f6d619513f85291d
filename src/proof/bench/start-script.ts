import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { removeTree } from '../../agents/processes/remove-tree.ts';
import type { ScriptRun, ScriptRunner } from '../sandbox/run-script.ts';
import type { ScriptLimits } from '../sandbox/script-sandbox.ts';
import { giveAllTo } from '../sandbox/script-user.ts';
import type { SetUp } from '../set-up.ts';

/** Runs a script in the folder of a tree, with the folders and a copy of the home of its set-up. */
export type StartScript = (
  script: string,
  folder: string,
  setUp: SetUp,
  limits: ScriptLimits,
) => Promise<ScriptRun>;

/** @param directory where the homes are made: each run has one of its own, which is gone when it ends. */
export function createStartScript(runner: ScriptRunner, directory: string): StartScript {
  let homes = 0;
  return async (script, tree, { home: original, folders }, limits) => {
    const home = original === null ? null : join(directory, `home-${++homes}`);
    try {
      if (home !== null && original !== null) {
        await cp(original, home, { recursive: true, verbatimSymlinks: true });
        giveAllTo(runner.user, home);
      }
      return await runner.run(script, { tree, home, reused: folders, network: false }, limits);
    } finally {
      if (home !== null) await removeTree(home);
    }
  };
}
