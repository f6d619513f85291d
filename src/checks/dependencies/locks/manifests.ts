import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { refuseDeepYaml } from '../../../safety/nested-yaml.ts';
import {
  bundler,
  cargo,
  cargoWorkspace,
  composer,
  goSum,
  packageOf,
  pdm,
  pipenv,
  poetry,
  uv,
} from './further-locks.ts';
import { at, keysOf, type LockFormat } from './lock-format.ts';
import { bun, bunCatalogs, deno, npm } from './npm-locks.ts';
import {
  anotherManagers,
  bunOverrides,
  npmOverrides,
  pnpmOverrides,
  pnpmOwnOverrides,
  readOverrides,
  yarnResolutions,
} from './override-locks.ts';
import { pnpm, pnpmCatalogs } from './pnpm-locks.ts';
import { yarn } from './yarn-lock.ts';

/** What a manifest asks for: packages and ranges as written; a package may stand in several tables. */
export type Requests = readonly (readonly [name: string, range: string])[];

/** A file that says what a project depends on. */
export interface Manifest {
  /** The file's name. */
  readonly file: string;
  /** Its lock files by name, beside it or in a directory above. */
  readonly locks: Readonly<Record<string, LockFormat>>;
  /** May throw for a text that does not parse. */
  readRequests(text: string): Requests;
}

/** Every manifest that can be held against a lock file. */
export const manifests: readonly Manifest[] = [
  {
    file: 'package.json',
    locks: {
      'npm-shrinkwrap.json': npm,
      'package-lock.json': npm,
      'pnpm-lock.yaml': pnpm,
      'yarn.lock': yarn,
      'bun.lock': bun,
      'deno.lock': deno,
    },
    readRequests: (text) =>
      tables(JSON.parse(text), ['dependencies', 'devDependencies', 'optionalDependencies']),
  },
  {
    file: 'package.json',
    locks: { 'bun.lock': bunCatalogs },
    readRequests(text) {
      const manifest: unknown = JSON.parse(text);
      return catalogRequests(
        at(manifest, 'catalog') ?? at(manifest, 'workspaces', 'catalog'),
        at(manifest, 'catalogs') ?? at(manifest, 'workspaces', 'catalogs'),
      );
    },
  },
  {
    file: 'package.json',
    locks: {
      'npm-shrinkwrap.json': npmOverrides,
      'package-lock.json': npmOverrides,
      'bun.lock': bunOverrides,
      'pnpm-lock.yaml': anotherManagers,
      'yarn.lock': anotherManagers,
    },
    readRequests: (text) => readOverrides([at(JSON.parse(text), 'overrides')]),
  },
  {
    file: 'package.json',
    locks: {
      'yarn.lock': yarnResolutions,
      'package-lock.json': anotherManagers,
      'pnpm-lock.yaml': anotherManagers,
      'bun.lock': anotherManagers,
    },
    readRequests: (text) => readOverrides([at(JSON.parse(text), 'resolutions')]),
  },
  {
    file: 'package.json',
    locks: {
      'pnpm-lock.yaml': pnpmOwnOverrides,
      'package-lock.json': anotherManagers,
      'yarn.lock': anotherManagers,
      'bun.lock': anotherManagers,
    },
    readRequests: (text) => readOverrides([at(JSON.parse(text), 'pnpm', 'overrides')]),
  },
  {
    file: 'pnpm-workspace.yaml',
    locks: { 'pnpm-lock.yaml': pnpmOverrides },
    readRequests: (text) => readOverrides([at(readWorkspace(text), 'overrides')]),
  },
  {
    file: 'pnpm-workspace.yaml',
    locks: { 'pnpm-lock.yaml': pnpmCatalogs },
    readRequests(text) {
      const manifest = readWorkspace(text);
      return catalogRequests(at(manifest, 'catalog'), at(manifest, 'catalogs'));
    },
  },
  {
    file: 'Cargo.toml',
    locks: { 'Cargo.lock': cargo },
    readRequests(text) {
      const manifest = parseToml(text);
      return [manifest, ...values(at(manifest, 'target'))].flatMap((part) =>
        cargoTables(part, ['dependencies', 'dev-dependencies', 'build-dependencies']),
      );
    },
  },
  {
    file: 'Cargo.toml',
    locks: { 'Cargo.lock': cargoWorkspace },
    readRequests: (text) => cargoTables(at(parseToml(text), 'workspace'), ['dependencies']),
  },
  {
    file: 'pyproject.toml',
    locks: { 'uv.lock': uv, 'poetry.lock': poetry, 'pdm.lock': pdm },
    readRequests(text) {
      const manifest = parseToml(text);
      const project = at(manifest, 'project');
      const poetry = at(at(manifest, 'tool'), 'poetry');
      const lists = [
        at(project, 'dependencies'),
        ...values(at(project, 'optional-dependencies')),
        ...values(at(manifest, 'dependency-groups')),
      ];
      const groups = values(at(poetry, 'group')).map((group) => at(group, 'dependencies'));
      return [
        ...lists.flatMap(requirementList),
        ...tables({ poetry: at(poetry, 'dependencies'), ...groups }, ['poetry', ...Object.keys(groups)]),
      ];
    },
  },
  {
    file: 'Pipfile',
    locks: { 'Pipfile.lock': pipenv },
    readRequests: (text) => tables(parseToml(text), ['packages', 'dev-packages']),
  },
  {
    file: 'composer.json',
    locks: { 'composer.lock': composer },
    readRequests: (text) => tables(JSON.parse(text), ['require', 'require-dev']),
  },
  {
    file: 'Gemfile',
    locks: { 'Gemfile.lock': bundler },
    readRequests: (text) => lines(text, /^[ \t]*gem[ (]+['"]([\w.-]+)['"](.*)$/gm),
  },
  {
    file: 'go.mod',
    locks: { 'go.sum': goSum },
    readRequests: goRequests,
  },
];

const readWorkspace = (text: string): unknown => parseYaml(refuseDeepYaml(text), { maxAliasCount: 0 });

function tables<Value = string>(
  manifest: unknown,
  keys: readonly string[],
  read: (value: unknown) => Value = asText as (value: unknown) => Value,
): (readonly [name: string, value: Value])[] {
  return keys.flatMap((key) =>
    Object.entries((at(manifest, key) ?? {}) as object).map(([name, value]) => [name, read(value)] as const),
  );
}

/** Requests of Cargo, whose keys may be other names than the packages'. */
const cargoTables = (part: unknown, keys: readonly string[]): Requests =>
  tables(part, keys, (value) => value).map(([key, request]) => [
    packageOf(key, request),
    JSON.stringify(request),
  ]);

/** Requests named `catalog package`. */
function catalogRequests(unnamed: unknown, named: unknown): Requests {
  const catalogs = [['default', unnamed], ...keysOf(named).map((name) => [name, at(named, name)])] as const;
  return catalogs.flatMap(([catalog, ranges]) =>
    keysOf(ranges).map((name) => [`${catalog} ${name}`, asText(at(ranges, name))] as const),
  );
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
const values = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value) : [];

/** Requirements of Python projects: https://packaging.python.org/specifications/dependency-specifiers. */
function requirementList(list: unknown): [string, string][] {
  return (Array.isArray(list) ? list : []).flatMap((requirement) => {
    const match = typeof requirement === 'string' ? /^\s*([\w.-]+)(.*)$/s.exec(requirement) : null;
    return match?.[1] === undefined ? [] : [[match[1], (match[2] ?? '').trim()]];
  });
}

/** Modules that a go.mod requires, and what it puts in the place of one: https://go.dev/ref/mod#go-mod-file. */
function goRequests(text: string): Requests {
  const required: [string, string][] = [];
  const replaced: { name: string; only: string | undefined; by: string; version: string }[] = [];
  let block: string | null = null;
  for (const raw of text.split('\n')) {
    const words = raw
      .replace(/\/\/.*/, '')
      .trim()
      .split(/\s+/);
    if (words[1] === '(') block = words[0] ?? null;
    else if (words[0] === ')') block = null;
    else {
      const [directive, name = '', ...rest] = block === null ? words : [block, ...words];
      const arrow = rest.indexOf('=>');
      const [by, version] = rest.slice(arrow + 1);
      if (directive === 'require' && rest[0]) required.push([name, rest[0]]);
      else if (directive === 'replace' && by && version)
        replaced.push({ name, only: rest[arrow - 1], by, version });
    }
  }
  const inUse = replaced.filter(({ name, only }) =>
    required.some(([module, version]) => module === name && (only ?? version) === version),
  );
  return [...required, ...inUse.map(({ by, version }): [string, string] => [by, version])];
}

const lines = (text: string, pattern: RegExp): Requests =>
  Array.from(text.matchAll(pattern), ([, name = '', range = '']) => [name, range.trim()]);
