import { join } from 'node:path';
import { removeTree } from '../agents/processes/remove-tree.ts';
import type { Proof } from '../model/proof.ts';
import { type Benches, openBenches, type ProverRequest } from './bench/open-benches.ts';
import type { ProofBench } from './bench/proof-bench.ts';
import { notRun } from './not-run.ts';
import { type ProofRequest, prove } from './prove.ts';
import { type Rerun, rerun } from './rerun.ts';

/** Proves findings of one change, several at a time. */
export interface Prover {
  /** Never throws: what could not be done is `not-run` with a reason. */
  prove(request: ProofRequest): Promise<Proof>;
  /** Runs a script at the head alone, a few times: what it shows now. */
  rerun(script: string): Promise<Rerun>;
  /** Ends what runs, and removes everything. */
  close(): Promise<void>;
}

/** Everything is made when the first script comes, so that a review without scripts pays nothing. */
export function createProver(request: ProverRequest): Prover {
  const { base, settings } = request;
  const ending = new AbortController();
  const ports = { ...request.ports, signal: AbortSignal.any([request.ports.signal, ending.signal]) };
  const directory = join(ports.temporaryDirectory, 'proofs');
  const going = new Set<Promise<unknown>>();
  let opened: Promise<Benches> | null = null;

  const onBench = async <T>(
    use: (bench: ProofBench, benches: Benches) => Promise<T>,
    failed: (reason: string) => T,
  ): Promise<T> => {
    try {
      opened ??= openBenches(request, directory, ports);
      const benches = await opened;
      return await benches.pool.lend((bench) => use(bench, benches));
    } catch (error) {
      return failed(error instanceof Error ? error.message : String(error));
    }
  };
  const untilClosed = <T>(one: Promise<T>): Promise<T> => {
    going.add(one);
    return one.finally(() => going.delete(one));
  };

  return {
    prove: (asked) =>
      untilClosed(
        onBench(
          (bench, { store, head }) => prove(asked, { store, bench, head, base, settings, ports }),
          (reason) => notRun(asked, reason),
        ),
      ),
    rerun: (script) =>
      untilClosed(
        onBench<Rerun>(
          (bench, { head }) => rerun(script, bench, head),
          (said) => ({ state: 'unknown', said }),
        ),
      ),
    async close() {
      ending.abort();
      await Promise.allSettled(going);
      await removeTree(directory);
    },
  };
}
