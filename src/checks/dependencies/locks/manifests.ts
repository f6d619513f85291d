import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { refuseDeepYaml } from '../../../safety/nested-yaml.ts';
import { bundler, cargo, composer, goSum, pdm, pipenv, poetry, uv } from './further-locks.ts';
import { at, keysOf, type LockFormat } from './lock-format.ts';
import { bun, bunCatalogs, deno, npm } from './npm-locks.ts';
import { pnpm, pnpmCatalogs } from './pnpm-locks.ts';
import { yarn } from './yarn-lock.ts';

/** What a manifest asks for: package → range as written. */
export type Requests = ReadonlyMap<string, string>;

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
    file: 'pnpm-workspace.yaml',
    locks: { 'pnpm-lock.yaml': pnpmCatalogs },
    readRequests(text) {
      const manifest: unknown = parseYaml(refuseDeepYaml(text), { maxAliasCount: 0 });
      return catalogRequests(at(manifest, 'catalog'), at(manifest, 'catalogs'));
    },
  },
  {
    file: 'Cargo.toml',
    locks: { 'Cargo.lock': cargo },
    readRequests(text) {
      const manifest = parseToml(text);
      const found = new Map<string, string>();
      for (const [name, request] of tables(
        manifest,
        ['dependencies', 'dev-dependencies', 'build-dependencies'],
        (value) => value,
      )) {
        const real = at(request, 'package');
        found.set(typeof real === 'string' ? real : name, JSON.stringify(request));
      }
      return found;
    },
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
      return new Map([
        ...lists.flatMap(requirementList),
        ...tables({ poetry: at(poetry, 'dependencies'), ...groups }, ['poetry', ...Object.keys(groups)]),
      ]);
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
    readRequests: (text) => lines(text, /^(?:require\s+|\t)([\w.~/-]+) (v[\w.+-]+)/gm),
  },
];

function tables<Value = string>(
  manifest: unknown,
  keys: readonly string[],
  read: (value: unknown) => Value = asText as (value: unknown) => Value,
): Map<string, Value> {
  return new Map(
    keys.flatMap((key) =>
      Object.entries((at(manifest, key) ?? {}) as object).map(
        ([name, value]) => [name, read(value)] as const,
      ),
    ),
  );
}

/** Requests named `catalog package`. */
function catalogRequests(unnamed: unknown, named: unknown): Map<string, string> {
  const catalogs = [['default', unnamed], ...keysOf(named).map((name) => [name, at(named, name)])] as const;
  return new Map(
    catalogs.flatMap(([catalog, ranges]) =>
      keysOf(ranges).map((name) => [`${catalog} ${name}`, asText(at(ranges, name))] as const),
    ),
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

const lines = (text: string, pattern: RegExp): Map<string, string> =>
  new Map(Array.from(text.matchAll(pattern), ([, name = '', range = '']) => [name, range.trim()]));
