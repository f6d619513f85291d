/**
 * The same plain data with every string in it redacted, the names of its properties too: a path may be one. Where two names become one, the
 * later gets a number, so that nothing is lost.
 */
export function redactStrings<T>(value: T, redact: (text: string) => string): T {
  const names = new Map<string, string>();
  const nameOf = (key: string): string => {
    const known = names.get(key) ?? redact(key);
    names.set(key, known);
    return known;
  };
  const walk = (node: unknown): unknown => {
    if (typeof node === 'string') return redact(node);
    if (Array.isArray(node)) return node.map(walk);
    if (node === null || typeof node !== 'object') return node;
    const result = new Map<string, unknown>();
    for (const [key, inner] of Object.entries(node)) {
      const name = nameOf(key);
      let free = name;
      for (let count = 2; result.has(free); count++) free = `${name} ${count}`;
      result.set(free, walk(inner));
    }
    return Object.fromEntries(result);
  };
  return walk(value) as T;
}
