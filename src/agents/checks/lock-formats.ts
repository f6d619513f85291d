import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';

/** How one package manager writes down what a project asks for and what it got. */
export interface Ecosystem {
  readonly manifest: RegExp;
  /** File names of lock files, beside the manifest or in a directory above it. */
  readonly locks: readonly string[];
  /** The part of a manifest that a lock file depends on, in a form that can be compared; null where it cannot be read. */
  readRequirements(manifest: string): string | null;
  /** The lock file's own copy of that part; null where the format has none. */
  readLocked(lock: string, name: string): string | null;
}

const npm: Ecosystem = {
  manifest: /^package\.json$/,
  locks: ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb'],
  readRequirements: (text) =>
    pick(JSON.parse(text), [
      'dependencies',
      'devDependencies',
      'optionalDependencies',
      'peerDependencies',
      'overrides',
      'resolutions',
      'workspaces',
    ]),
  readLocked(text, name) {
    if (name === 'pnpm-lock.yaml') return pickSpecifiers(parseYaml(text, { maxAliasCount: 0 }));
    if (!name.endsWith('.json')) return null;
    const root = at(at(JSON.parse(text), 'packages'), '');
    return root === undefined
      ? null
      : pick(root, ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']);
  },
};

const cargo: Ecosystem = {
  manifest: /^Cargo\.toml$/,
  locks: ['Cargo.lock'],
  readRequirements: (text) =>
    pick(parseToml(text), ['dependencies', 'dev-dependencies', 'build-dependencies', 'target', 'patch']),
  readLocked: () => null,
};

const python: Ecosystem = {
  manifest: /^pyproject\.toml$/,
  locks: ['uv.lock', 'poetry.lock', 'pdm.lock', 'pixi.lock'],
  readRequirements(text) {
    const manifest = parseToml(text);
    const tool = at(manifest, 'tool');
    return [
      pick(at(manifest, 'project'), ['dependencies', 'optional-dependencies']),
      pick(manifest, ['dependency-groups']),
      pick(at(tool, 'poetry'), ['dependencies', 'dev-dependencies', 'group']),
      pick(at(tool, 'uv'), [
        'dev-dependencies',
        'sources',
        'override-dependencies',
        'constraint-dependencies',
      ]),
    ].join('\n');
  },
  // Poetry and PDM write a hash of the manifest, uv the requirements of the project itself.
  readLocked: (text) => linesOf(text, /^content[-_]hash = .*|^requires-dist = \[[^\]]*\]/gm),
};

const pipenv: Ecosystem = {
  manifest: /^Pipfile$/,
  locks: ['Pipfile.lock'],
  readRequirements: (text) => pick(parseToml(text), ['packages', 'dev-packages']),
  readLocked: (text) => pick(at(JSON.parse(text), '_meta'), ['hash']),
};

const bundler: Ecosystem = {
  manifest: /^Gemfile$/,
  locks: ['Gemfile.lock'],
  readRequirements: (text) => linesOf(text, /^\s*gem\s.*$/gm),
  readLocked: (text) => linesOf(text, /^DEPENDENCIES\n(?: {2}.*\n)*/gm),
};

const composer: Ecosystem = {
  manifest: /^composer\.json$/,
  locks: ['composer.lock'],
  readRequirements: (text) => pick(JSON.parse(text), ['require', 'require-dev']),
  readLocked: (text) => pick(JSON.parse(text), ['content-hash']),
};

const go: Ecosystem = {
  manifest: /^go\.mod$/,
  locks: ['go.sum'],
  // Indirect requirements may leave without a trace in go.sum.
  readRequirements: (text) => linesOf(text, /^(?:require\s+|\t)\S+ v\S+$/gm),
  readLocked: () => null,
};

/** Every package manager whose manifest and lock file can be compared. */
export const ecosystems: readonly Ecosystem[] = [npm, cargo, python, pipenv, bundler, composer, go];

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** Some keys of an object, in a form that does not depend on the order of keys. */
function pick(value: unknown, keys: readonly string[]): string {
  return keys.map((key) => `${key}: ${stable(at(value, key))}`).join('\n');
}

function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return entries.length === 0
    ? ''
    : `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${stable(part)}`).join(',')}}`;
}

/** What pnpm was asked for, by project. */
function pickSpecifiers(lock: unknown): string | null {
  const importers = at(lock, 'importers');
  if (typeof importers !== 'object' || importers === null) return null;
  return stable(
    Object.entries(importers).map(([project, parts]) => [
      project,
      Object.entries((parts ?? {}) as object).map(([part, packages]) => [
        part,
        Object.entries((packages ?? {}) as object).map(([name, got]) => [name, at(got, 'specifier')]),
      ]),
    ]),
  );
}

const linesOf = (text: string, pattern: RegExp): string =>
  (text.replaceAll('\r', '').match(pattern) ?? [])
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .toSorted()
    .join('\n');
