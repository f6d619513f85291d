import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { removeTree } from '../agents/processes/remove-tree.ts';
import type { GitRepository } from '../change/git/git.ts';
import type { Ports } from '../model/ports.ts';
import type { Proof } from '../model/proof.ts';
import { createProofBench, type ProofBench } from './proof-bench.ts';
import type { ProofSettings } from './proof-settings.ts';
import { type ProofRequest, prove } from './prove.ts';
import { createScriptRunner } from './sandbox/run-script.ts';
import type { ScriptLimits } from './sandbox/script-sandbox.ts';
import { findToolchain } from './sandbox/toolchain.ts';
import { trySandbox } from './sandbox/try-sandbox.ts';
import { createSetUps, lastLine } from './set-up.ts';
import { openTreeStore, type TreeStore } from './trees/tree-store.ts';

/** Proves findings of one change, several at a time. */
export interface Prover {
  /** Never throws: what could not be done is `not-run` with a reason. */
  prove(request: ProofRequest): Promise<Proof>;
  /** Runs a script at the head alone, a few times: what it shows now. */
  rerun(script: string): Promise<Rerun>;
  /** Ends what runs, and removes everything. */
  close(): Promise<void>;
}

/** What a script shows at the head. */
export interface Rerun {
  /** `fixed`: it passes; `open`: it fails; `unknown`: it could not run, or not the same each time. */
  readonly state: 'fixed' | 'open' | 'unknown';
  /** What it printed behind `REPRO:`, or why nothing is known. */
  readonly said: string | null;
}

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

/** Of one script, whatever the configuration says. */
const fixedLimits = {
  processes: 256,
  // Compilers start a program a core, each of many threads.
  tasks: 1024 + 64 * availableParallelism(),
  outputBytes: 1024 * 1024,
  diskMb: 512,
};

/** Everything is made when the first script comes, so that a review without scripts pays nothing. */
export function createProver({ git, head, base, checkout, settings, ports: given }: ProverRequest): Prover {
  const ending = new AbortController();
  const ports = { ...given, signal: AbortSignal.any([given.signal, ending.signal]) };
  const directory = join(ports.temporaryDirectory, 'proofs');
  const free: ProofBench[] = [];
  const waiting: ((bench: ProofBench) => void)[] = [];
  const going = new Set<Promise<unknown>>();
  let opened: Promise<Opened> | null = null;
  let benches = 0;

  const open = async (): Promise<Opened> => {
    const toolchain = await findToolchain(ports);
    const sandbox =
      settings.sandbox === 'none'
        ? { bubblewrap: null, user: null }
        : await trySandbox(toolchain, join(directory, 'user'), ports);
    if ('trouble' in sandbox) throw new ProofTrouble(sandbox.trouble);
    const runner = createScriptRunner(sandbox.bubblewrap, toolchain, sandbox.user, ports);
    const store = await openTreeStore(git, head === null ? [base] : [head, base], join(directory, 'store'));
    const limits: ScriptLimits = {
      ...fixedLimits,
      timeoutMs: settings.timeoutMs,
      memoryMb: settings.memoryMb,
    };
    const headTree = head ?? (await store.treeOfFiles(git.directory));
    const setUps = createSetUps({ store, settings, runner, limits, directory, checkout });
    const makeBench = (number: number) =>
      createProofBench({
        store,
        setUps,
        head: headTree,
        settings,
        runner,
        limits,
        directory: join(directory, `bench-${number}`),
      });
    return { store, headTree, makeBench };
  };

  const take = async (all: Opened): Promise<ProofBench> => {
    const idle = free.pop();
    if (idle !== undefined) return idle;
    // Half of the cores: the other half is the reviewers'.
    if (benches < Math.max(1, Math.floor(availableParallelism() / 2))) {
      benches += 1;
      return all.makeBench(benches);
    }
    return new Promise((resolve) => waiting.push(resolve));
  };
  const giveBack = (bench: ProofBench) => {
    const next = waiting.shift();
    if (next === undefined) free.push(bench);
    else next(bench);
  };

  const proveOne = async (request: ProofRequest): Promise<Proof> => {
    try {
      opened ??= open();
      const all = await opened;
      const bench = await take(all);
      try {
        return await prove(request, { store: all.store, bench, head: all.headTree, base, settings, ports });
      } finally {
        giveBack(bench);
      }
    } catch (error) {
      return notRun(request, error instanceof Error ? error.message : String(error));
    }
  };

  const rerunOnce = async (script: string): Promise<Rerun> => {
    try {
      opened ??= open();
      const all = await opened;
      const bench = await take(all);
      try {
        return await rerun(script, bench, all.headTree);
      } finally {
        giveBack(bench);
      }
    } catch (error) {
      return { state: 'unknown', said: error instanceof Error ? error.message : String(error) };
    }
  };

  return {
    rerun(script) {
      const one = rerunOnce(script);
      going.add(one);
      return one.finally(() => going.delete(one));
    },
    prove(request) {
      const one = proveOne(request);
      going.add(one);
      return one.finally(() => going.delete(one));
    },
    async close() {
      ending.abort();
      await Promise.allSettled(going);
      await removeTree(directory);
    },
  };
}

interface Opened {
  readonly store: TreeStore;
  readonly headTree: string;
  readonly makeBench: (number: number) => ProofBench;
}

/** Why no script can run here, in words for the report. */
class ProofTrouble extends Error {}

/** A proof of which nothing ran. */
export function notRun(request: ProofRequest, reason: string): Proof {
  return { ...request, status: 'not-run', fix: null, reason, arms: [], opened: null, durationMs: 0 };
}

const rerunTimes = 3;

async function rerun(script: string, bench: ProofBench, head: string): Promise<Rerun> {
  const tree = { name: 'head', tree: head, difference: new Map(), originals: new Map() } as const;
  const outcomes = new Set<string>();
  let said: string | null = null;
  for (let time = 0; time < rerunTimes; time++) {
    const done = await bench.run(script, tree, 'repro');
    if ('trouble' in done) return { state: 'unknown', said: done.trouble };
    outcomes.add(done.run.outcome);
    said = done.run.shown ?? (done.run.outcome === 'passes' ? said : lastLine(done.run.output));
    if (done.run.limit !== null) break;
  }
  const [outcome] = outcomes;
  if (outcomes.size > 1) return { state: 'unknown', said: 'It did not end the same way each time.' };
  return {
    state: outcome === 'fails' ? 'open' : outcome === 'passes' ? 'fixed' : 'unknown',
    said: said || null,
  };
}
