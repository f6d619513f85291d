import { posix } from 'node:path';
import { note, noteOfList } from '../../model/answers/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';
import { isTest } from '../view/paths.ts';
import { inspectLock } from './changed-lock.ts';
import { inspectRewritten } from './rewritten-lock.ts';
import { inspectManifest } from './stale-manifest.ts';

/** Whether a file could be a manifest or a lock file, by its name: only where there is one, their parsers are loaded. */
export const tellsDependencies = (path: string): boolean =>
  /\.(?:json|ya?ml|toml|lock|mod|sum)$|(?:^|\/)(?:Pipfile|Gemfile)$/.test(path);

/** Reports what a manifest newly asks for and its lock file does not record, and what a lock file loses. */
export const lockFiles: Check = {
  scope: 'change',
  name: 'lock-files',
  about: 'Dependencies that a manifest newly asks for and its lock file does not record, and the reverse.',
  async *inspect(change) {
    const stale = new Map<string, CheckFinding[]>();
    const files = change.files.filter(
      ({ class: fileClass, status, path }) =>
        fileClass !== 'vendored' && status !== 'deleted' && tellsDependencies(path) && !isTest(path),
    );
    if (files.length === 0) return;
    const { manifests } = await import('./locks/manifests.ts');
    for (const file of files) {
      const name = posix.basename(file.path);
      const rewritten = await inspectRewritten(change, file);
      if (rewritten) {
        yield rewritten;
        continue;
      }
      for (const manifest of manifests) {
        if (manifest.file === name) {
          const found = await inspectManifest(change, file, manifest);
          if (found) stale.set(found.lock, [...(stale.get(found.lock) ?? []), found.finding]);
        } else if (Object.hasOwn(manifest.locks, name)) {
          const finding = await inspectLock(change, file, manifest);
          if (finding) yield finding;
        }
      }
    }
    for (const [lock, findings] of stale) yield joinManifests(lock, findings);
  },
  examples: {
    reports: [
      {
        change: {
          'package.json': ['{"dependencies": {"a": "^1.0.0"}}', '{"dependencies": {\n"a": "^2.0.0"}}'],
          'yarn.lock': ['a@^1.0.0:\n', 'a@^1.0.0:\n'],
        },
        at: ['package.json:2'],
        severity: 'important',
      },
      {
        change: {
          'package.json': ['{"devDependencies": {}}', '{"devDependencies": {"a": "^2.0.0"}}'],
          'package-lock.json': ['{"packages": {"": {}}}', '{"packages": {"": {"version": "2"}}}'],
        },
        at: ['package.json:1'],
        severity: 'important',
      },
      {
        change: {
          'web/package.json': ['{"dependencies": {}}', '{"dependencies": {"a": "1.0.0"}}'],
          'pnpm-lock.yaml': ['', 'importers:\n  web:\n    dependencies:\n      b: {specifier: 1.0.0}\n'],
        },
        at: ['web/package.json:1'],
        severity: 'important',
      },
      {
        change: {
          'Cargo.toml': ['[workspace]\n', '[workspace]\n'],
          'Cargo.lock': ['', '[[package]]\nname = "x"\ndependencies = [\n "a",\n]\n'],
          'crates/x/Cargo.toml': [
            '[package]\nname = "x"\n[dependencies]\na = "1"\n',
            '[package]\nname = "x"\n[dependencies]\na = "1"\nb = "1"\n',
          ],
        },
        at: ['crates/x/Cargo.toml:5'],
        severity: 'important',
      },
      {
        change: {
          'go.mod': ['module m\n', 'module m\n\nrequire example.com/a v1.2.0\n'],
          'go.sum': ['', 'example.com/a v1.1.0/go.mod h1:x=\n'],
        },
        at: ['go.mod:3'],
        severity: 'important',
      },
      {
        change: {
          '.yarnrc.yml': ['nodeLinker: pnp\n', 'nodeLinker: pnp\n'],
          'package.json': ['{"dependencies": {}}', '{"dependencies": {"a": "1.0.0"}}'],
          'yarn.lock': [
            '__metadata:\n  version: 10\n',
            '# yarn lockfile v1\n\na@1.0.0:\n  version "1.0.0"\n',
          ],
        },
        at: ['yarn.lock'],
        severity: 'important',
      },
      {
        change: {
          'composer.json': ['{"require": {}}', '{"require": {"a/b": "^1"}}'],
          'composer.lock': ['"content-hash": "1"', '"content-hash": "1"'],
        },
        at: ['composer.json:1'],
        severity: 'important',
      },
      {
        change: {
          'package.json': ['{"name": "x"}', '{"name": "x"}'],
          'package-lock.json': [
            '{"packages": {"": {"dependencies": {}}}}',
            '{"packages": {"": {"dependencies": {"a": "1"}}}}',
          ],
        },
        at: ['package-lock.json:1'],
        severity: 'suggestion',
      },
    ],
    ignores: [
      {
        'package.json': [
          '{"dependencies": {"a": "1"}}',
          '{"scripts": {"b": "c"}, "dependencies": {"a": "1"}}',
        ],
        'package-lock.json': ['{}', '{}'],
      },
      { 'package.json': ['{"dependencies": {"a": "1"}}', '{"dependencies": {"a": "2"}}'] },
      {
        'package.json': ['{"dependencies": {"a": "1"}}', '{"dependencies": {"a": "2"}}'],
        'package-lock.json': ['{"packages": {"": {}}}', '{"packages": {"": {"dependencies": {"a": "2"}}}}'],
      },
      {
        'package.json': ['{"dependencies": {}}', '{"dependencies": {"a": "1.0.0"}}'],
        'pnpm-lock.yaml': [
          '',
          '---\nimporters:\n  .:\n    configDependencies: {}\npackages: {}\n---\nimporters:\n  .:\n    dependencies:\n      a: {specifier: 1.0.0}\n',
        ],
      },
      {
        'crates/x/Cargo.toml': '[package]\nname = "x"\n[dependencies]\na = { workspace = true }\n',
        'Cargo.lock': ['', '[[package]]\nname = "x"\ndependencies = [\n "renamed-a",\n]\n'],
      },
      {
        'playground/package.json': '{"dependencies": {"a": "1"}}',
        'pnpm-lock.yaml': 'importers:\n  web:\n    dependencies: {}\n',
      },
      {
        'package-lock.json': [
          '{"packages": {"": {"dependencies": {"a": "1"}}, "node_modules/a": {"version": "1.0.0"}}}',
          '{"packages": {"": {"dependencies": {"a": "1"}}, "node_modules/a": {"version": "1.0.1"}}}',
        ],
      },
      {
        'Cargo.toml': [
          '[package]\nname = "x"\n[dependencies]\na = "1.0"\n',
          '[package]\nname = "x"\n[dependencies]\na = "1.2"\n',
        ],
        'Cargo.lock': ['', '[[package]]\nname = "x"\ndependencies = [\n "a",\n]\n'],
      },
      // No override reaches what a package brings along with a lock file of its own.
      {
        'package.json': ['{}', '{"overrides": {"a": "2.0.1"}}'],
        'package-lock.json':
          '{"packages": {"node_modules/a": {"version": "2.0.1"}, "node_modules/b": {"version": "1.0.0", "hasShrinkwrap": true}, "node_modules/b/node_modules/a": {"version": "2.0.0"}}}',
      },
      // An override of one place goes before that of all.
      {
        'package.json': ['{}', '{"overrides": {"a": "2.0.1", "b": {"a": "1.0.0"}}}'],
        'package-lock.json':
          '{"packages": {"node_modules/a": {"version": "2.0.1"}, "node_modules/b/node_modules/a": {"version": "1.0.0"}}}',
      },
      // Another package under this name.
      {
        'package.json': ['{}', '{"overrides": {"a": "2.0.1"}}'],
        'package-lock.json':
          '{"packages": {"node_modules/a": {"version": "2.0.1"}, "node_modules/b/node_modules/a": {"name": "c", "version": "1.0.0"}}}',
      },
      // Yarn 1 drops the key of a resolution when another command writes its lock file anew.
      {
        'package.json': ['{"resolutions": {"a": "2.0.1"}}', '{"resolutions": {"a": "2.0.1"}}'],
        'yarn.lock': ['a@2.0.1, a@^2.0.0:\n  version "2.0.1"\n', 'a@^2.0.0:\n  version "2.0.1"\n'],
      },
      // Versions that are known only where the manifest runs.
      {
        Gemfile: ['gem "a", "1.0"\n', 'wanted = "1.0"\ngem "a", wanted\n'],
        'Gemfile.lock': 'DEPENDENCIES\n  a (= 1.0)\n',
      },
      // What replaces another version of a module than the required one is not in use.
      {
        'go.mod': [
          'require a.example/b v1.2.0\n',
          'require a.example/b v1.2.0\n\nreplace a.example/b v1.0.0 => c.example/b v1.0.1\n',
        ],
        'go.sum': 'a.example/b v1.2.0/go.mod h1:x=\n',
      },
    ],
  },
};

/** One lock file that is out of date is one thing to do, however many manifests it serves. */
function joinManifests(lock: string, findings: readonly CheckFinding[]): CheckFinding {
  const [first, ...others] = findings as [CheckFinding, ...CheckFinding[]];
  if (others.length === 0) return first;
  const paths = [...new Set(findings.map(({ path }) => path))];
  if (paths.length === 1) return { ...first, evidence: others.map(({ title }) => note(`${title}.`)) };
  return {
    ...first,
    title: `${posix.basename(lock)} does not record what ${paths.length} manifests ask for`,
    evidence: [noteOfList('Manifests', paths)],
  };
}
