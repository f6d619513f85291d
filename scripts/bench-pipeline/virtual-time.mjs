import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

const { setImmediate } = timers;
const sleepers = [];
let now = 0;

/** A clock that jumps. What is loaded after this module sleeps by it. */
export const clock = { now: () => now };

export const sleep = (ms, value, { signal } = {}) =>
  new Promise((wake, refuse) => {
    const sleeper = { until: now + ms, wake: () => wake(value) };
    sleepers.push(sleeper);
    signal?.addEventListener('abort', () => {
      const index = sleepers.indexOf(sleeper);
      if (index >= 0) sleepers.splice(index, 1);
      refuse(signal.reason);
    });
  });

timers.setTimeout = sleep;
syncBuiltinESMExports();

/** Waits for work, letting time pass whenever everything sleeps. */
export async function pass(work) {
  let isDone = false;
  const mark = () => {
    isDone = true;
  };
  work.then(mark, mark);
  for (;;) {
    await setImmediate();
    await setImmediate();
    if (isDone) {
      sleepers.length = 0;
      return work;
    }
    const next = sleepers.sort((a, b) => a.until - b.until).shift();
    if (next === undefined) throw new Error('Everybody waits for ever.');
    now = next.until;
    next.wake();
  }
}
