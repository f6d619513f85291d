import satisfies from 'semver/functions/satisfies.js';
import validRange from 'semver/ranges/valid.js';
import { parse as parseToml } from 'smol-toml';
import { at, escapePattern, hashed, keepLast, type LockFormat, tomlPackages } from './lock-format.ts';

const cargoPackages = keepLast(tomlPackages);

/** `cargo --locked` takes what fits: a version that the lock file has need not be named anew. */
export const cargo: LockFormat = {
  open({ lock, manifest }) {
    const crate = at(parseToml(manifest), 'package', 'name');
    const packages = cargoPackages(lock);
    const entry = packages.find(
      (table) => table.startsWith(`name = "${String(crate)}"\n`) && !/^source = /m.test(table),
    );
    return (name, range) => {
      // The workspace may give a dependency another name.
      if (entry === undefined || /"workspace":true/.test(range)) return null;
      if (!new RegExp(`^ "${escapePattern(name)}[ "]`, 'm').test(entry)) return false;
      const wanted = requirementOf(range);
      const versions = packages.flatMap((table) =>
        table.startsWith(`name = "${name}"\n`) ? (/^version = "(.*)"/m.exec(table)?.[1] ?? []) : [],
      );
      return (
        wanted === null || versions.length === 0 || versions.some((version) => satisfies(version, wanted))
      );
    };
  },
};

/** Cargo's requirements as ranges of npm, whose bare version is an exact one; null for what has none or another form. */
function requirementOf(request: string): string | null {
  const parsed: unknown = JSON.parse(request);
  const version = typeof parsed === 'string' ? parsed : at(parsed, 'version');
  if (typeof version !== 'string' || /[,-]/.test(version)) return null;
  return validRange(/^\d/.test(version.trim()) ? `^${version.trim()}` : version);
}

export const uv: LockFormat = {
  open({ lock, directory }) {
    // A package of the same name may come from an index; the project's own table names its directory.
    const own = new RegExp(
      `^source = \\{ (?:virtual|editable|directory) = "${escapePattern(directory || '.')}" \\}`,
      'm',
    );
    const entry = tomlPackages(lock).find((table) => own.test(table));
    return (name) => (entry === undefined ? null : entry.includes(`name = "${normalise(name)}"`));
  },
};

/** A Python package's name as indexes compare it: https://packaging.python.org/specifications/name-normalization. */
const normalise = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

/** Composer warns where the hash has not followed; what PHP itself brings is no package. */
export const composer: LockFormat = {
  open(locked) {
    const isCurrent = hashed(/"content-hash": ".*"/).open(locked);
    return (name, range, before) => (name.includes('/') ? isCurrent(name, range, before) : null);
  },
};

export const bundler: LockFormat = {
  open:
    ({ lock, directory, manifest }) =>
    (name) => {
      // What stands under a condition may be left out.
      const isConditional = /^\s*(?:if|unless|case|eval_gemfile|\w+\.each)\b/m.test(manifest);
      if (directory !== '' || isConditional) return null;
      return new RegExp(`^ {2}${escapePattern(name)}(?:[ !]|$)`, 'm').test(lock);
    },
};

export const goSum: LockFormat = {
  // https://go.dev/ref/mod#go-sum-files: the go.mod file of every module in the build list is there.
  open:
    ({ lock, directory, manifest }) =>
    (name, version) =>
      directory !== '' ||
      new RegExp(`^(?:replace\\s+|\\s+)${escapePattern(name)}(?:\\s+v\\S+)?\\s+=>`, 'm').test(manifest)
        ? null
        : lock.includes(`${name} ${version}/go.mod `),
};

export const poetry = hashed(/^content-hash = .*/gm);
export const pdm = hashed(/^content_hash = .*/gm);
export const pipenv = hashed(/"sha256": "\w+"\n/);
