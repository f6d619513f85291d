import type { ProofBench } from './proof-bench.ts';

/** Benches that are lent to one script's trials each. */
export interface BenchPool {
  /** Waits for a free bench, and takes it back whatever happens. */
  lend<T>(use: (bench: ProofBench) => Promise<T>): Promise<T>;
}

/** @param make makes a bench when none is free and there are fewer than `most`; they are numbered from 1. */
export function createBenchPool(most: number, make: (number: number) => ProofBench): BenchPool {
  const free: ProofBench[] = [];
  const waiting: ((bench: ProofBench) => void)[] = [];
  let made = 0;
  const take = async (): Promise<ProofBench> => {
    const idle = free.pop();
    if (idle !== undefined) return idle;
    if (made < most) return make(++made);
    return new Promise((resolve) => waiting.push(resolve));
  };
  const takeBack = (bench: ProofBench): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(bench);
    else next(bench);
  };
  return {
    async lend(use) {
      const bench = await take();
      try {
        return await use(bench);
      } finally {
        takeBack(bench);
      }
    },
  };
}
