/** Answers that are remembered at a time: more than the runs of an ordinary review. */
const mostRemembered = 100;

/**
 * The same pure reading, done once for each of the last texts: several steps of a review read every answer, and the reading of a long
 * one takes a third of a second. What it returns is shared, so it must be read-only.
 */
export function rememberByText<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (known.has(text)) return known.get(text) as T;
    const reading = read(text);
    for (const oldest of known.keys()) {
      if (known.size < mostRemembered) break;
      known.delete(oldest);
    }
    known.set(text, reading);
    return reading;
  };
}
