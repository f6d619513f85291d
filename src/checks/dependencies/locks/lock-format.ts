/** A lock file and the manifest it is held against. */
export interface LockedManifest {
  readonly lock: string;
  /** The lock file's text before the change; null where it was absent. */
  readonly lockBefore: string | null;
  /** The manifest's directory relative to the lock file's; empty for the same. */
  readonly directory: string;
  readonly manifest: string;
  /** The manifest of the same name beside the lock file; null where there is none. */
  readonly rootManifest: string | null;
  /** Names that the change's own packages have: a release moves them together. */
  readonly ownNames: ReadonlySet<string>;
  /** Of the packages newly asked for, those of the workspace itself; see {@link LockFormat.leavesOutMembers}. */
  readonly members: ReadonlySet<string>;
}

/** Whether a lock file knows of a request; null where it cannot be told. `before` is the range asked for until now. */
export type Records = (name: string, range: string, before: string | null) => boolean | null;

/** A lock file format. Its functions may throw for a text that does not parse. */
export interface LockFormat {
  /** What the lock file holds, as a question; called for manifests in its directory and below. */
  open(locked: LockedManifest): Records;
  /** Names that the lock file repeats of the manifest beside it; null where it repeats none. */
  readRoot?(lock: string): ReadonlySet<string> | null;
  /** An installation that may not write the lock file refuses one that records what is asked for no more. */
  readonly refusesMore?: true;
  /** Packages of the workspace itself may not be in it. */
  readonly leavesOutMembers?: true;
}

/** Formats that hold a hash of what the manifest asks for: it must change with it. */
export const hashed = (hash: RegExp): LockFormat => ({
  open:
    ({ lock, lockBefore, directory }) =>
    () =>
      lockBefore === null || directory !== '' || matches(lock, hash) === ''
        ? null
        : matches(lock, hash) !== matches(lockBefore, hash),
});

/** A property of something parsed, or undefined. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce(
    (part: unknown, key) =>
      typeof part === 'object' && part !== null && Object.hasOwn(part, key)
        ? (part as Record<string, unknown>)[key]
        : undefined,
    value,
  );
}

/** The names of something parsed that has properties. */
export const keysOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value) : [];

/** Keeps the last result: a monorepo holds hundreds of manifests against one lock file. */
export function keepLast<Result>(parse: (text: string) => Result): (text: string) => Result {
  let last: { readonly text: string; readonly result: Result } | null = null;
  return (text) => {
    if (last?.text !== text) last = { text, result: parse(text) };
    return last.result;
  };
}

/** All matches of a pattern, joined; empty where there is none. */
const matches = (text: string, pattern: RegExp): string =>
  (text.replaceAll('\r', '').match(pattern) ?? []).join('\n');

/** A text as a pattern that matches it alone. */
export const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** The tables of all packages in a lock file of TOML, as text. */
export const tomlPackages = (lock: string): string[] =>
  lock.replaceAll('\r', '').split(/^\[\[package\]\]\n/m);
