// @ts-expect-error a script without types
import { createVirtualTime } from '../../scripts/bench-pipeline/virtual-time.mjs';
import type { Clock } from '../../src/model/ports.ts';

/** A clock that jumps: hours of sleeping pass at once, in the right order. */
export interface VirtualTime {
  readonly clock: Clock;
  sleep(ms: number): Promise<void>;
  /** Waits for work, letting time pass whenever everything sleeps. Throws when all wait for ever. */
  pass<T>(work: Promise<T>): Promise<T>;
}

/** Time that begins at `start` milliseconds since the epoch. */
export const virtualTime = (start = 1_000_000): VirtualTime => createVirtualTime(start);
