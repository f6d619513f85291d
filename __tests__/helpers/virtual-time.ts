import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/model/ports.ts';

/** A clock that jumps: hours of sleeping pass at once, in the right order. */
export interface VirtualTime {
  readonly clock: Clock;
  sleep(ms: number): Promise<void>;
  /** Waits for work, letting time pass whenever everything sleeps. Throws when all wait for ever. */
  pass<T>(work: Promise<T>): Promise<T>;
}

/** Time that begins at `start` milliseconds since the epoch. */
export function virtualTime(start = 1_000_000): VirtualTime {
  let now = start;
  const sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  return {
    clock: { now: () => now },
    sleep: (ms) => new Promise((wake) => sleepers.push({ until: now + ms, wake })),
    async pass(work) {
      let isDone = false;
      const mark = () => {
        isDone = true;
      };
      work.then(mark, mark);
      for (;;) {
        await setImmediate();
        await setImmediate();
        if (isDone) return work;
        sleepers.sort((a, b) => a.until - b.until);
        const next = sleepers.shift();
        if (next === undefined) throw new Error('everybody waits for ever');
        now = next.until;
        next.wake();
      }
    },
  };
}
