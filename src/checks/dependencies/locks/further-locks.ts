import satisfies from 'semver/functions/satisfies.js';
import validRange from 'semver/ranges/valid.js';
import { parse as parseToml } from 'smol-toml';
import { at, escapePattern, hashed, keepLast, type LockFormat, tomlPackages } from './lock-format.ts';
import { fits } from './npm-locks.ts';

const cargoPackages = keepLast(tomlPackages);

/** `cargo --locked` takes what fits: a version that the lock file has need not be named anew. */
export const cargo: LockFormat = {
  open({ lock, manifest, rootManifest }) {
    const crate = at(parseToml(manifest), 'package', 'name');
    const shared = at(parseToml(rootManifest ?? ''), 'workspace', 'dependencies');
    const packages = cargoPackages(lock);
    const entry = packages.find(
      (table) => table.startsWith(`name = "${String(crate)}"\n`) && !/^source = /m.test(table),
    );
    return (asked, request) => {
      const isShared = at(JSON.parse(request), 'workspace') === true;
      const wantedOfAll = isShared ? at(shared, asked) : JSON.parse(request);
      if (entry === undefined || wantedOfAll === undefined) return null;
      const [name, range] = [packageOf(asked, wantedOfAll), JSON.stringify(wantedOfAll)];
      if (!new RegExp(`^ "${escapePattern(name)}[ "]`, 'm').test(entry)) return false;
      const wanted = requirementOf(range);
      const versions = versionsOf(packages, name);
      return (
        wanted === null || versions.length === 0 || versions.some((version) => satisfies(version, wanted))
      );
    };
  },
};

/** The package that a request of Cargo is for, whose key may be another name. */
export const packageOf = (key: string, request: unknown): string => {
  const real = at(request, 'package');
  return typeof real === 'string' ? real : key;
};

/** Cargo's requirements as ranges of npm, whose bare version is an exact one; null for what has none or another form. */
function requirementOf(request: string): string | null {
  const parsed: unknown = JSON.parse(request);
  const version = typeof parsed === 'string' ? parsed : at(parsed, 'version');
  if (typeof version !== 'string' || /[,-]/.test(version)) return null;
  return validRange(/^\d/.test(version.trim()) ? `^${version.trim()}` : version);
}

/**
 * What a workspace asks for on behalf of its members counts where one of them takes it. The lock file tells only that one uses the
 * package, perhaps at a version of its own: it takes this one where what it uses is what the workspace asked for until now.
 */
export const cargoWorkspace: LockFormat = {
  open({ lock }) {
    const packages = cargoPackages(lock);
    const members = packages.filter((table) => /^name = /.test(table) && !/^source = /m.test(table));
    return (name, range, before) => {
      const wanted = requirementOf(range);
      const known = before === null ? null : requirementOf(before);
      if (wanted === null || known === null) return null;
      const uses = new RegExp(`^ "${escapePattern(name)}(?: ([^" ]+))?(?: [^"]*)?"`, 'm');
      const used = members.flatMap((table) => {
        const use = uses.exec(table);
        if (!use) return [];
        return use[1] ?? versionsOf(packages, name);
      });
      const taken = used.filter((version) => satisfies(version, known) || satisfies(version, wanted));
      return taken.length === 0 ? null : taken.some((version) => satisfies(version, wanted));
    };
  },
};

const versionsOf = (packages: readonly string[], name: string): string[] =>
  packages.flatMap((table) =>
    table.startsWith(`name = "${name}"\n`) ? (/^version = "(.*)"/m.exec(table)?.[1] ?? []) : [],
  );

export const uv: LockFormat = {
  open({ lock, directory }) {
    // A package of the same name may come from an index; the project's own table names its directory.
    const own = new RegExp(
      `^source = \\{ (?:virtual|editable|directory) = "${escapePattern(directory || '.')}" \\}`,
      'm',
    );
    const entry = tomlPackages(lock).find((table) => own.test(table));
    return (name, range, before) => {
      if (entry === undefined) return null;
      const known = `name = "${normalise(name)}"`;
      if (!entry.includes(known)) return false;
      const repeats = (entry.split('[package.metadata]')[1] ?? '').matchAll(
        new RegExp(`\\{ ${escapePattern(known)}(?<rest>[^{}]*)\\}`, 'g'),
      );
      return repeatsRange(
        Array.from(repeats, ({ groups }) => repeatedRange(groups?.rest ?? '')),
        specifierOf(range),
        before === null ? null : specifierOf(before),
      );
    };
  },
};

/** The range in an entry of uv's `requires-dist`, empty for any version; null where it names an address. */
const repeatedRange = (entry: string): string | null =>
  /\b(?:git|url|path|directory|editable|virtual) = /.test(entry)
    ? null
    : conditions(/\bspecifier = "([^"]*)"/.exec(entry)?.[1] ?? '');

/** The versions that a requirement of Python allows, empty for any; null where it names an address. */
function specifierOf(requirement: string): string | null {
  const specifier = requirement
    .replace(/^\s*\[[^\]]*\]/, '')
    .replace(/;.*$/s, '')
    .replace(/[()]/g, '')
    .trim();
  return specifier.startsWith('@') ? null : conditions(specifier);
}

/** Whether a lock file that repeats ranges has a new one. Where it did not repeat the old one as we read it, it is not told. */
const repeatsRange = (
  repeated: readonly (string | null)[],
  range: string | null,
  before: string | null,
): boolean => range === null || before === null || !repeated.includes(before) || repeated.includes(range);

/** Conditions between commas, whose order and spaces say nothing. */
const conditions = (text: string): string =>
  text
    .split(',')
    .map((condition) => condition.replace(/\s/g, ''))
    .sort()
    .join();

/** A Python package's name as indexes compare it: https://packaging.python.org/specifications/name-normalization. */
const normalise = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

/**
 * Composer warns where the hash has not followed, and refuses where what is locked does not fit; what PHP itself brings is no
 * package.
 */
export const composer: LockFormat = {
  open(locked) {
    const isCurrent = hashed(/"content-hash": ".*"/).open(locked);
    const isLocked = (name: string, range: string) => {
      const entry = new RegExp(`"name": "${escapePattern(name)}",\\s*"version": "v?([^"]*)"`);
      return fits(entry.exec(locked.lock)?.[1], range) === true;
    };
    return (name, range, before) => {
      if (!name.includes('/')) return null;
      return isLocked(name, range) || isCurrent(name, range, before);
    };
  },
};

export const bundler: LockFormat = {
  open:
    ({ lock, directory, manifest }) =>
    (name, range, before) => {
      // What stands under a condition may be left out.
      const isConditional = /^\s*(?:if|unless|case|eval_gemfile|\w+\.each)\b/m.test(manifest);
      if (directory !== '' || isConditional || /\s(?:if|unless)\s/.test(range)) return null;
      const repeats = lock.matchAll(new RegExp(`^ {2}${escapePattern(name)}(?: \\((.*)\\))?!?$`, 'gm'));
      const repeated = Array.from(repeats, ([, wanted = '']) => conditions(wanted));
      return (
        repeated.length > 0 &&
        repeatsRange(repeated, gemRange(range), before === null ? null : gemRange(before))
      );
    },
};

/** The versions that a line of a Gemfile asks for behind the name, as Bundler repeats them; null where they are no literals. */
function gemRange(rest: string): string | null {
  const [leading = ''] = /^(?:\s*,\s*['"][^'"]*['"](?!\s*=>))*/.exec(rest) ?? [];
  const isLiteral = /^\s*(?:$|#|if\b|unless\b|,\s*(?:\w+:|:\w+\s*=>|['"]))/.test(rest.slice(leading.length));
  if (!isLiteral) return null;
  const wanted = Array.from(leading.matchAll(/['"]([^'"]*)['"]/g), ([, version = '']) => version.trim());
  return conditions(wanted.map((version) => (/^\d/.test(version) ? `= ${version}` : version)).join());
}

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
