/**
 * The same plain data with every string in it redacted, the names of its properties too: a path may be one. Where two names become one, the
 * later gets a number, so that nothing is lost. What holds no secret is not copied.
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
    if (Array.isArray(node)) {
      const walked = node.map(walk);
      return walked.every((inner, index) => inner === node[index]) ? node : walked;
    }
    if (node === null || typeof node !== 'object') return node;
    const result = new Map<string, unknown>();
    let isSame = true;
    for (const [key, inner] of Object.entries(node)) {
      const name = nameOf(key);
      const walked = walk(inner);
      isSame &&= name === key && walked === inner;
      let free = name;
      for (let count = 2; result.has(free); count++) free = `${name} ${count}`;
      result.set(free, walked);
    }
    return isSame ? node : Object.fromEntries(result);
  };
  return walk(value) as T;
}
