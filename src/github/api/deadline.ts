import { setMaxListeners } from 'node:events';

/**
 * A signal that is aborted with another one, or when so many milliseconds have passed. `AbortSignal.any` of a timeout would do, but Node
 * 20 may collect it as garbage while a request still waits for it.
 */
export function withDeadline(signal: AbortSignal, milliseconds: number): AbortSignal {
  const limit = new AbortController();
  // Each request waits on it, and none is a leak.
  setMaxListeners(0, signal, limit.signal);
  setTimeout(() => limit.abort(new Error(`no answer within ${milliseconds / 1000} s`)), milliseconds).unref();
  signal.addEventListener('abort', () => limit.abort(signal.reason), { once: true });
  if (signal.aborted) limit.abort(signal.reason);
  return limit.signal;
}

/**
 * Settles as `work` does, or rejects as soon as the signal is aborted; the work itself goes on.
 * @param late what is said then.
 */
export async function settleBefore<T>(work: Promise<T>, signal: AbortSignal, late: string): Promise<T> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new Error(late));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
