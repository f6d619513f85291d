import { parse as parseToml } from 'smol-toml';
import { at } from './lock-formats.ts';

/** What a manifest asks for: package → range as written. */
export type Requests = ReadonlyMap<string, string>;

/** A file that says what a project depends on. */
export interface Manifest {
  readonly name: RegExp;
  /** Its lock files, beside it or in a directory above. */
  readonly locks: readonly string[];
  /** May throw for a text that does not parse. */
  readRequests(text: string): Requests;
}

/** Every manifest that can be held against a lock file. */
export const manifests: readonly Manifest[] = [
  {
    name: /^package\.json$/,
    locks: ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock'],
    readRequests: (text) =>
      tables(JSON.parse(text), ['dependencies', 'devDependencies', 'optionalDependencies']),
  },
  {
    name: /^Cargo\.toml$/,
    locks: ['Cargo.lock'],
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
    name: /^pyproject\.toml$/,
    locks: ['uv.lock', 'poetry.lock', 'pdm.lock'],
    readRequests(text) {
      const manifest = parseToml(text);
      const project = at(manifest, 'project');
      const poetry = at(at(manifest, 'tool'), 'poetry');
      const lists = [at(project, 'dependencies'), ...values(at(project, 'optional-dependencies'))];
      const groups = values(at(poetry, 'group')).map((group) => at(group, 'dependencies'));
      return new Map([
        ...lists.flatMap(requirementList),
        ...tables({ poetry: at(poetry, 'dependencies'), ...groups }, ['poetry', ...Object.keys(groups)]),
      ]);
    },
  },
  {
    name: /^Pipfile$/,
    locks: ['Pipfile.lock'],
    readRequests: (text) => tables(parseToml(text), ['packages', 'dev-packages']),
  },
  {
    name: /^composer\.json$/,
    locks: ['composer.lock'],
    readRequests: (text) => tables(JSON.parse(text), ['require', 'require-dev']),
  },
  {
    name: /^Gemfile$/,
    locks: ['Gemfile.lock'],
    readRequests: (text) => lines(text, /^[ \t]*gem[ (]+['"]([\w.-]+)['"](.*)$/gm),
  },
  {
    name: /^go\.mod$/,
    locks: ['go.sum'],
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
