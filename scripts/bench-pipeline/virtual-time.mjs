import { setImmediate } from 'node:timers/promises';

/** A clock that jumps, from `start` milliseconds since the epoch: hours of sleeping pass at once, in the right order. */
export function createVirtualTime(start = 0) {
  const sleepers = [];
  let now = start;

  /** Like `setTimeout` of `node:timers/promises`. */
  function sleep(ms, value, { signal } = {}) {
    return new Promise((wake, refuse) => {
      const sleeper = { until: now + ms, wake: () => wake(value) };
      sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        const index = sleepers.indexOf(sleeper);
        if (index >= 0) sleepers.splice(index, 1);
        refuse(signal.reason);
      });
    });
  }

  function wakeNext() {
    const next = sleepers.sort((a, b) => a.until - b.until).shift();
    if (next === undefined) throw new Error('Everybody waits for ever.');
    now = next.until;
    next.wake();
  }

  /** Waits for work, letting time pass whenever everything sleeps; who sleeps still when it is done never wakes. */
  async function pass(work) {
    let isDone = false;
    const mark = () => {
      isDone = true;
    };
    work.then(mark, mark);
    for (;;) {
      await setImmediate();
      await setImmediate();
      if (isDone) break;
      wakeNext();
    }
    sleepers.length = 0;
    return work;
  }

  return { clock: { now: () => now }, sleep, pass };
}
