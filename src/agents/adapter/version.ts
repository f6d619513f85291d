/** The first `x.y.z` in what `--version` printed; null where there is none. */
export function parseVersion(printed: string): string | null {
  return /\d+\.\d+\.\d+/.exec(printed)?.[0] ?? null;
}

/** Negative when `a` is older than `b`, 0 when equal; both are `x.y.z`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number)) as [number[], number[]];
  const place = left.findIndex((part, index) => part !== right[index]);
  return place === -1 ? 0 : (left[place] ?? 0) - (right[place] ?? 0);
}
