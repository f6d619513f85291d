import { parse as parseJsonc } from 'jsonc-parser';
import satisfies from 'semver/functions/satisfies.js';
import validRange from 'semver/ranges/valid.js';
import { at, keepLast, keysOf, type LockFormat } from './lock-format.ts';

/** What a package of npm asks for that a lock file must hold; peers are found elsewhere or not at all. */
export const npmKinds = ['dependencies', 'devDependencies', 'optionalDependencies'];
const anyKind = [...npmKinds, 'peerDependencies'];
/** Of a package in several tables, npm and Bun install what the first of these asks for. */
const lastWins = ['devDependencies', 'optionalDependencies', 'dependencies', 'peerDependencies'];

/**
 * The range that a package manager writes down of a package.json that asks for a package in several tables: that of the first
 * of `kinds` which has one.
 */
export const chosenRange = (manifest: string, kinds: readonly string[]): ((name: string) => unknown) =>
  chosenOf(JSON.parse(manifest), kinds);

const chosenOf =
  (tables: unknown, kinds: readonly string[]) =>
  (name: string): unknown =>
    kinds.map((kind) => at(tables, kind, name)).find((range) => range !== undefined);

const parseJson = keepLast((lock): unknown => JSON.parse(lock));
const parseBun = keepLast((lock): unknown => parseJsonc(lock, [], { allowTrailingComma: true }));

/** Names that a package.json puts other versions in the place of, for all or some packages. */
const isReplaced = (manifest: string | null, name: string): boolean =>
  manifest !== null &&
  ['overrides', 'resolutions'].some((key) =>
    JSON.stringify(at(JSON.parse(manifest), key) ?? '').includes(name),
  );

/** Whether a version is what a range of npm means; null for an address, a tag or an alias. */
export function fits(version: unknown, range: string): boolean | null {
  const plain = range.replace(/^npm:(?:@?[^@]+@)/, '');
  if (typeof version !== 'string' || validRange(plain, { loose: true }) === null) return null;
  return satisfies(version, plain, { loose: true, includePrerelease: true });
}

/** `npm ci` refuses what the installed versions do not satisfy, whatever else the lock file repeats of the manifest. */
export const npm: LockFormat = {
  open({ lock, directory, manifest, rootManifest, ownNames }) {
    const packages = at(parseJson(lock), 'packages');
    const entry = at(packages, directory);
    if (packages === undefined || entry === undefined) return () => null;
    const isWorkspace = at(packages, '', 'workspaces') !== undefined;
    const chosen = chosenRange(manifest, lastWins);
    const recorded = chosenOf(entry, lastWins);
    return (name, asked) => {
      const range = String(chosen(name) ?? asked);
      if (recorded(name) === range) return true;
      if (isReplaced(rootManifest, name)) return null;
      const places = [directory === '' ? '' : `${directory}/`, ''].map((at) => `${at}node_modules/${name}`);
      const installed = places.map((place) => at(packages, place)).find((found) => found !== undefined);
      if (at(installed, 'link') === true) return true;
      // Tools such as Lerna link a repository's own packages, whatever the lock file says.
      if (
        (ownNames.has(name) && !isWorkspace) ||
        (installed === undefined && /^(?:file|link|workspace):/.test(range))
      )
        return null;
      return installed === undefined ? false : fits(at(installed, 'version'), range);
    };
  },
  readRoot(lock) {
    const root = at(parseJson(lock), 'packages', '');
    return root === undefined ? null : new Set(anyKind.flatMap((kind) => keysOf(at(root, kind))));
  },
};

/** `bun install --frozen-lockfile` compares the ranges as written. */
export const bun: LockFormat = {
  open({ lock, directory, manifest }) {
    const entry = at(parseBun(lock), 'workspaces', directory);
    const chosen = chosenRange(manifest, lastWins);
    const recorded = chosenOf(entry, lastWins);
    return (name, range) => (entry === undefined ? null : recorded(name) === (chosen(name) ?? range));
  },
  readRoot(lock) {
    const root = at(parseBun(lock), 'workspaces', '');
    return root === undefined ? null : new Set(anyKind.flatMap((kind) => keysOf(at(root, kind))));
  },
  refusesMore: true,
};

/** Catalogs of Bun: requests are named `catalog package`. */
export const bunCatalogs: LockFormat = {
  open({ lock }) {
    const document = parseBun(lock);
    return (name, range) => {
      const [catalog = '', dependency = ''] = name.split(' ');
      const recorded =
        catalog === 'default'
          ? at(document, 'catalog', dependency)
          : at(document, 'catalogs', catalog, dependency);
      return recorded === undefined ? null : recorded === range;
    };
  },
};

/** Deno writes ranges in its own way, so only names are compared. */
export const deno: LockFormat = {
  open({ lock, directory }) {
    const workspace = at(parseJson(lock), 'workspace');
    const list = at(
      directory === '' ? workspace : at(workspace, 'members', directory),
      'packageJson',
      'dependencies',
    );
    return (name, range) =>
      Array.isArray(list) && /^[\^~<>=v]*\d/.test(range)
        ? list.some((request) => typeof request === 'string' && request.startsWith(`npm:${name}@`))
        : null;
  },
};
