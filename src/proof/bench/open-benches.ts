import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { GitRepository } from '../../change/git/git.ts';
import type { Ports } from '../../model/ports.ts';
import type { ProofSettings } from '../proof-settings.ts';
import { createScriptRunner } from '../sandbox/run-script.ts';
import type { ScriptLimits } from '../sandbox/script-sandbox.ts';
import { findToolchain } from '../sandbox/toolchain.ts';
import { trySandbox } from '../sandbox/try-sandbox.ts';
import { createSetUps } from '../set-up.ts';
import { openTreeStore, type TreeStore } from '../trees/tree-store.ts';
import { type BenchPool, createBenchPool } from './bench-pool.ts';
import { createProofBench } from './proof-bench.ts';

/** What scripts run on. */
export interface ProverRequest {
  readonly git: GitRepository;
  /** Commit or tree of the head; null: the files of the work tree as they are. */
  readonly head: string | null;
  readonly base: string;
  /** The user's work tree, for "proof.reuse"; null where there is none. */
  readonly checkout: string | null;
  readonly settings: ProofSettings;
  readonly ports: Ports;
}

/** All that scripts of one change need. */
export interface Benches {
  readonly store: TreeStore;
  /** Git's name of the head's tree, or of its commit. */
  readonly head: string;
  readonly pool: BenchPool;
}

/** Of one script, whatever the configuration says. */
const fixedLimits = {
  processes: 256,
  // Compilers start a program a core, each of many threads.
  tasks: 1024 + 64 * availableParallelism(),
  outputBytes: 1024 * 1024,
  diskMb: 512,
};

/**
 * Finds the sandbox and the tools, and makes the store of trees, all in one folder.
 * @throws Error saying, in words for the report, why no script can run here.
 */
export async function openBenches(
  { git, head, base, checkout, settings }: ProverRequest,
  directory: string,
  ports: Ports,
): Promise<Benches> {
  const toolchain = await findToolchain(ports);
  const sandbox =
    settings.sandbox === 'none'
      ? { bubblewrap: null, user: null }
      : await trySandbox(toolchain, join(directory, 'user'), ports);
  if ('trouble' in sandbox) throw new Error(sandbox.trouble);
  const runner = createScriptRunner(sandbox.bubblewrap, toolchain, sandbox.user, ports);
  const store = await openTreeStore(git, head === null ? [base] : [head, base], join(directory, 'store'));
  const headTree = head ?? (await store.treeOfFiles(git.directory));
  const { timeoutMs, memoryMb } = settings;
  const limits: ScriptLimits = { ...fixedLimits, timeoutMs, memoryMb };
  const setUps = createSetUps({ store, settings, runner, limits, directory, checkout });
  // Half of the cores: the other half is the reviewers'.
  const most = Math.max(1, Math.floor(availableParallelism() / 2));
  const pool = createBenchPool(most, (number) =>
    createProofBench({
      store,
      setUps,
      head: headTree,
      settings,
      runner,
      limits,
      directory: join(directory, `bench-${number}`),
    }),
  );
  return { store, head: headTree, pool };
}
