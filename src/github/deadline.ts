/** A signal that is aborted with another one, or when so many milliseconds have passed. */
export const withDeadline = (signal: AbortSignal, milliseconds: number): AbortSignal =>
  AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);

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
