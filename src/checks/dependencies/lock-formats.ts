import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';

/** A lock file and the manifest it is held against. */
export interface LockedManifest {
  readonly lock: string;
  /** The lock file's text before the change; null where it was absent. */
  readonly lockBefore: string | null;
  /** The manifest's directory relative to the lock file's; empty for the same. */
  readonly directory: string;
  readonly manifest: string;
}

/** Whether a lock file knows of a request; null where it cannot be told. `before` is the range asked for until now. */
export type Records = (name: string, range: string, before: string | null) => boolean | null;

/** A lock file format. Its functions may throw for a text that does not parse. */
export interface LockFormat {
  /** What the lock file holds, as a question; called for manifests in its directory and below. */
  open(locked: LockedManifest): Records;
  /** The lock file's own copy of what manifests ask for, or a hash of it; null where the format has none. */
  readCopy(lock: string): string | null;
}

const npmKinds = ['dependencies', 'devDependencies', 'optionalDependencies'];

const npm: LockFormat = {
  open({ lock, directory }) {
    const entry = at(at(parseJson(lock), 'packages'), directory);
    return (name, range) =>
      entry === undefined ? null : npmKinds.some((kind) => at(at(entry, kind), name) === range);
  },
  readCopy(lock) {
    const root = at(at(parseJson(lock), 'packages'), '');
    return root === undefined ? null : npmKinds.map((kind) => stable(at(root, kind))).join();
  },
};

const pnpm: LockFormat = {
  open({ lock, directory }) {
    const document = parsePnpm(lock);
    const importer = at(at(document, 'importers'), directory === '' ? '.' : directory);
    const overrides = Object.keys((at(document, 'overrides') ?? {}) as object);
    return (name, range) =>
      importer === undefined || overrides.some((override) => override.includes(name))
        ? null
        : npmKinds.some((kind) => at(at(at(importer, kind), name), 'specifier') === range);
  },
  readCopy(lock) {
    const importers = at(parsePnpm(lock), 'importers');
    if (importers === undefined) return null;
    return stable(importers, (key, value) => (key === 'version' ? undefined : value));
  },
};

const yarn: LockFormat = {
  open:
    ({ lock, lockBefore, directory }) =>
    (name, range, before) => {
      const holds = (text: string | null, wanted: string) =>
        text !== null &&
        [`${name}@${wanted}`, `${name}@npm:${wanted}`].some(
          (key) => text.includes(`${key}"`) || text.includes(`${key},`) || text.includes(`${key}:`),
        );
      if (holds(lock, range)) return true;
      // Packages of a workspace itself are not in the lock file: only what was there before, or is asked for at the root, must be.
      const isTracked = before === null ? directory === '' : holds(lockBefore, before);
      return isTracked && /^[\^~<>=]*\d/.test(range) ? false : null;
    },
  readCopy: () => null,
};

const bun: LockFormat = {
  open:
    ({ lock }) =>
    (name, range) =>
      lock.includes(`"${name}": "${range}"`),
  readCopy: () => null,
};

const cargo: LockFormat = {
  open({ lock, manifest }) {
    const crate = at(at(parseToml(manifest), 'package'), 'name');
    const entry = tomlPackages(lock).find(
      (table) => table.startsWith(`name = "${String(crate)}"\n`) && !/^source = /m.test(table),
    );
    // A version that already fits needs no new entry, so only names are compared; the workspace may give one another name.
    return (name, range) =>
      entry === undefined || /"workspace":true/.test(range)
        ? null
        : new RegExp(`^ "${escapePattern(name)}[ "]`, 'm').test(entry);
  },
  readCopy: () => null,
};

const uv: LockFormat = {
  open({ lock, directory }) {
    // A package of the same name may come from an index; the project's own table names its directory.
    const own = new RegExp(
      `^source = \\{ (?:virtual|editable|directory) = "${escapePattern(directory || '.')}" \\}`,
      'm',
    );
    const entry = tomlPackages(lock).find((table) => own.test(table));
    return (name) => (entry === undefined ? null : entry.includes(`name = "${normalise(name)}"`));
  },
  readCopy: (lock) => matches(lock, /^requires-dist = \[[^\]]*\]/gm),
};

/** Formats that hold a hash of what the manifest asks for: it must change with it. */
const hashed = (hash: RegExp): LockFormat => ({
  open:
    ({ lock, lockBefore, directory }) =>
    () =>
      lockBefore === null || directory !== '' || matches(lock, hash) === ''
        ? null
        : matches(lock, hash) !== matches(lockBefore, hash),
  readCopy: (lock) => matches(lock, hash),
});

const bundler: LockFormat = {
  open:
    ({ lock, directory }) =>
    (name) =>
      directory === '' ? new RegExp(`^ {2}${escapePattern(name)}(?:[ !]|$)`, 'm').test(lock) : null,
  readCopy: (lock) => matches(lock, /^DEPENDENCIES\n(?: {2}.*\n)*/gm),
};

const goSum: LockFormat = {
  // https://go.dev/ref/mod#go-sum-files: the go.mod file of every module in the build list is there.
  open:
    ({ lock, directory, manifest }) =>
    (name, version) =>
      directory !== '' ||
      new RegExp(`^(?:replace\\s+|\\s+)${escapePattern(name)}(?:\\s+v\\S+)?\\s+=>`, 'm').test(manifest)
        ? null
        : lock.includes(`${name} ${version}/go.mod `),
  readCopy: () => null,
};

/** Every lock file that can be held against a manifest, by name. */
export const lockFormats: Readonly<Record<string, LockFormat>> = {
  'package-lock.json': npm,
  'npm-shrinkwrap.json': npm,
  'pnpm-lock.yaml': pnpm,
  'yarn.lock': yarn,
  'bun.lock': bun,
  'Cargo.lock': cargo,
  'uv.lock': uv,
  'poetry.lock': hashed(/^content-hash = .*/gm),
  'pdm.lock': hashed(/^content_hash = .*/gm),
  'Pipfile.lock': hashed(/"sha256": "\w+"\n/),
  'composer.lock': hashed(/"content-hash": ".*"/),
  'Gemfile.lock': bundler,
  'go.sum': goSum,
};

/** A property of something parsed, or undefined. */
export function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** A Python package's name as indexes compare it: https://packaging.python.org/specifications/name-normalization. */
const normalise = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

/** The tables of all packages in a lock file of TOML, as text. */
const tomlPackages = (lock: string): string[] => lock.replaceAll('\r', '').split(/^\[\[package\]\]\n/m);

/**
 * What pnpm's lock file repeats of the manifests: the top of its last document (an earlier one is pnpm's own, from version
 * 11 on). The packages below would take seconds to parse.
 */
const parsePnpm = keepLast((lock): unknown => {
  const project =
    lock
      .replaceAll('\r', '')
      .split(/^---\n/m)
      .at(-1) ?? '';
  return parseYaml(project.split(/^(?:packages|snapshots):/m, 1)[0] ?? '', { maxAliasCount: 0 });
});
const parseJson = keepLast((lock): unknown => JSON.parse(lock));

/** A monorepo holds hundreds of manifests against one lock file. */
function keepLast<Result>(parse: (text: string) => Result): (text: string) => Result {
  let last: { readonly text: string; readonly result: Result } | null = null;
  return (text) => {
    if (last?.text !== text) last = { text, result: parse(text) };
    return last.result;
  };
}

/** JSON that does not depend on the order of keys. */
function stable(value: unknown, replace = (_key: string, part: unknown) => part): string {
  return JSON.stringify(value ?? {}, (key, part: unknown) => {
    const kept = replace(key, part);
    return typeof kept === 'object' && kept !== null && !Array.isArray(kept)
      ? Object.fromEntries(Object.entries(kept).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : kept;
  });
}

const matches = (text: string, pattern: RegExp): string =>
  (text.replaceAll('\r', '').match(pattern) ?? []).join('\n');
const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
