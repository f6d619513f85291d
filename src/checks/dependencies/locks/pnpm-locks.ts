import { parse as parseYaml } from 'yaml';
import { refuseDeepYaml } from '../../../safety/nested-yaml.ts';
import { at, keepLast, keysOf, type LockFormat } from './lock-format.ts';
import { chosenRange, npmKinds } from './npm-locks.ts';

/**
 * What pnpm's lock file repeats of the manifests: the top of its last document (an earlier one is pnpm's own, from version
 * 11 on). The packages below would take seconds to parse.
 */
export const parsePnpm = keepLast((lock): unknown => {
  const project =
    lock
      .replaceAll('\r', '')
      .split(/^---\n/m)
      .at(-1) ?? '';
  return parseYaml(refuseDeepYaml(project.split(/^(?:packages|snapshots):/m, 1)[0] ?? ''), {
    maxAliasCount: 0,
  });
});

/** A workspace's packages stand under `importers`; a project alone is the document itself up to version 6. */
function importerOf(document: unknown, directory: string): unknown {
  const importers = at(document, 'importers');
  if (importers !== undefined) return at(importers, directory === '' ? '.' : directory);
  return directory === '' ? document : undefined;
}

/** Version 5 lists ranges under `specifiers`, version 6 and later beside each version. */
const specifierOf = (importer: unknown, name: string): unknown =>
  at(importer, 'specifiers', name) ??
  npmKinds.map((kind) => at(importer, kind, name, 'specifier')).find((found) => found !== undefined);

const knowsSpecifiers = (importer: unknown): boolean =>
  at(importer, 'specifiers') !== undefined ||
  npmKinds.every((kind) =>
    keysOf(at(importer, kind)).every((name) => at(importer, kind, name, 'specifier') !== undefined),
  );

/** `pnpm install --frozen-lockfile` compares the ranges as written, after hooks and overrides; of several it records one. */
export const pnpm: LockFormat = {
  open({ lock, directory, manifest }) {
    const document = parsePnpm(lock);
    const importer = importerOf(document, directory);
    const overrides = keysOf(at(document, 'overrides'));
    const isTold =
      importer !== undefined &&
      importer !== null &&
      /^['"]?(?:5|6|7|9)\b/.test(String(at(document, 'lockfileVersion') ?? '9')) &&
      at(document, 'pnpmfileChecksum') === undefined &&
      knowsSpecifiers(importer);
    const chosen = chosenRange(manifest, ['optionalDependencies', 'dependencies', 'devDependencies']);
    return (name, range) =>
      !isTold || overrides.some((override) => override.includes(name))
        ? null
        : specifierOf(importer, name) === (chosen(name) ?? range);
  },
  readRoot(lock) {
    const importer = importerOf(parsePnpm(lock), '');
    if (importer === undefined || !knowsSpecifiers(importer)) return null;
    return new Set([
      ...keysOf(at(importer, 'specifiers')),
      ...npmKinds.flatMap((kind) => keysOf(at(importer, kind))),
    ]);
  },
  refusesMore: true,
};

/** Catalogs of pnpm, of which only what is used is recorded: requests are named `catalog package`. */
export const pnpmCatalogs: LockFormat = {
  open({ lock }) {
    const catalogs = at(parsePnpm(lock), 'catalogs');
    return (name, range) => {
      const [catalog = '', dependency = ''] = name.split(' ');
      const recorded = at(catalogs, catalog, dependency, 'specifier');
      return recorded === undefined ? null : recorded === range;
    };
  },
};
