import type { ProofBench } from './bench/proof-bench.ts';
import { lastLine } from './set-up.ts';

/** What a script shows at the head. */
export interface Rerun {
  /** `fixed`: it passes; `open`: it fails; `unknown`: it could not run, or not the same each time. */
  readonly state: 'fixed' | 'open' | 'unknown';
  /** What it printed behind `REPRO:`, or why nothing is known. */
  readonly said: string | null;
}

const times = 3;

/** Runs a script at the head alone, a few times. */
export async function rerun(script: string, bench: ProofBench, head: string): Promise<Rerun> {
  const tree = { name: 'head', tree: head, difference: new Map(), originals: new Map() } as const;
  const outcomes = new Set<string>();
  let said: string | null = null;
  for (let time = 0; time < times; time++) {
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
