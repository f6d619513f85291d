import { parse as parseJsonc } from 'jsonc-parser';
import { at, escapePattern, keepLast, keysOf, type LockFormat } from './lock-format.ts';
import { fits } from './npm-locks.ts';
import { parsePnpm } from './pnpm-locks.ts';

const parseJson = keepLast((lock): unknown => JSON.parse(lock));

/** What package.json puts in the place of other versions of a package, wherever it stands: `overrides` and `resolutions` of one name. */
export const readOverrides = (tables: readonly unknown[]): [name: string, range: string][] =>
  tables.flatMap((table) =>
    keysOf(table).flatMap((name): [string, string][] => {
      const range = at(table, name);
      const isPlain = /^(?:@[\w.-]+\/)?[\w.-]+$/.test(name) && typeof range === 'string';
      return isPlain && /^[\^~<>=]*\d/.test(range) ? [[name, range]] : [];
    }),
  );

/**
 * `npm ci` refuses where an installed version is another than the override's. No override reaches what a package brings along,
 * and one of a single place goes before that of all.
 */
export const npmOverrides: LockFormat = {
  open({ lock, directory, manifest }) {
    const packages = at(parseJson(lock), 'packages');
    const own = keysOf(packages).filter((place) => at(packages, place, 'hasShrinkwrap') === true);
    const isOwn = (place: string) => own.some((holder) => place.startsWith(`${holder}/node_modules/`));
    const narrowed = namesBelow(at(JSON.parse(manifest), 'overrides'));
    return (name, range) => {
      const installed = keysOf(packages)
        .filter((place) => place.endsWith(`node_modules/${name}`) && !isOwn(place))
        .map((place) => at(packages, place))
        .filter((found) => at(found, 'inBundle') !== true && at(found, 'link') !== true)
        .filter((found) => (at(found, 'name') ?? name) === name);
      if (directory !== '' || installed.length === 0 || narrowed.has(name)) return null;
      return installed.every((found) => fits(at(found, 'version'), range) !== false);
    };
  },
};

/** Packages that overrides name for some places or versions only. */
function namesBelow(overrides: unknown): ReadonlySet<string> {
  const walk = (table: unknown, depth: number): string[] =>
    keysOf(table).flatMap((key) => {
      const name = key.replace(/(?<=.)@.*$/, '');
      const isNarrow = (depth > 0 || name !== key) && name !== '.';
      return [...(isNarrow ? [name] : []), ...(depth < 20 ? walk(at(table, key), depth + 1) : [])];
    });
  return new Set(walk(overrides, 0));
}

/** Bun and pnpm repeat overrides as written, and compare them where the lock file is frozen. */
const repeated = (parse: (lock: string) => unknown): LockFormat => ({
  open({ lock, directory }) {
    const overrides = at(parse(lock), 'overrides');
    return (name, range) => (directory === '' ? at(overrides, name) === range : null);
  },
});

export const bunOverrides = repeated(
  keepLast((lock): unknown => parseJsonc(lock, [], { allowTrailingComma: true })),
);
export const pnpmOverrides = repeated(parsePnpm);

/** In package.json they count for some versions of pnpm: for the one in use where the lock file repeats any of them. */
export const pnpmOwnOverrides: LockFormat = {
  open(locked) {
    const { lock, lockBefore, manifest } = locked;
    const own = keysOf(at(JSON.parse(manifest), 'pnpm', 'overrides'));
    const isInUse = [lock, lockBefore ?? ''].some((text) => {
      const known = at(parsePnpm(text), 'overrides');
      return own.some((name) => at(known, name) !== undefined);
    });
    return isInUse ? pnpmOverrides.open(locked) : () => null;
  },
};

/**
 * Both versions of yarn name what a resolution asks for among the keys of the package's entries; that of Yarn 1 goes when another
 * command writes the lock file anew, and the version stays.
 */
export const yarnResolutions: LockFormat = {
  open({ lock, directory }) {
    const isClassic = !/^__metadata:/m.test(lock);
    return (name, range) => {
      const named = new RegExp(
        `^(?:"?|.*, "?)${escapePattern(name)}@(?:npm:)?(.*)(?:\\r?\\n  version "(.*)")?`,
        'gm',
      );
      const entries = Array.from(lock.matchAll(named), ([, rest = '', version]) => ({ rest, version }));
      const keys = entries.map(({ rest }) => rest);
      if (directory !== '' || keys.length === 0) return null;
      const wanted = new RegExp(
        `^(?:npm:)?${escapePattern(range)}["',:]|@(?:npm:)?${escapePattern(range)}["',:]`,
      );
      return (
        keys.some((key) => wanted.test(key)) ||
        (isClassic && entries.every(({ version }) => fits(version, range) === true))
      );
    };
  },
};

/** A lock file of another package manager, which may be the one in use: beside it nothing is told of the others. */
export const anotherManagers: LockFormat = { open: () => () => true };
