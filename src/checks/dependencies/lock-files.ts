import { posix } from 'node:path';
import type { ChangedFile } from '../../model/change/change.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { ChangeView } from '../view/change-view.ts';
import { directoriesAbove, isTest } from '../view/paths.ts';
import { quoteLine } from '../view/quote.ts';
import { lockFormats } from './lock-formats.ts';
import { type Manifest, manifests, type Requests } from './manifests.ts';

/** Reports what a manifest newly asks for and its lock file does not know of, and the reverse. */
export const lockFiles: Check = {
  scope: 'change',
  name: 'lock-files',
  about: 'Dependencies that a manifest newly asks for and its lock file does not record, and the reverse.',
  async *inspect(change) {
    for (const file of change.files) {
      if (file.class === 'vendored' || file.status === 'deleted' || isTest(file.path)) continue;
      const name = posix.basename(file.path);
      const manifest = manifests.find((candidate) => candidate.name.test(name));
      const finding = manifest
        ? await inspectManifest(change, file, manifest)
        : await inspectLock(change, file);
      if (finding) yield finding;
    }
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
    ],
  },
};

/** New or changed requests of a manifest that the lock file does not record. */
async function inspectManifest(
  change: ChangeView,
  file: ChangedFile,
  manifest: Manifest,
): Promise<CheckFinding | null> {
  const view = change.view(file);
  const [before, after] = [await view.read('old'), await view.read('new')];
  if (after === null) return null;
  const wanted = attempt(() =>
    newRequests(before === null ? new Map() : manifest.readRequests(before), manifest.readRequests(after)),
  );
  if (!wanted || wanted.length === 0) return null;
  for (const directory of directoriesAbove(file.path)) {
    for (const name of manifest.locks) {
      const path = directory + name;
      const lock = await change.readHead(path);
      const format = lockFormats[name];
      if (lock === null || !format) continue;
      const changed = change.changed(path);
      const lockBefore = changed ? await change.view(changed).read('old') : lock;
      const relative = posix.dirname(file.path.slice(directory.length)).replace(/^\.$/, '');
      const unrecorded = attempt(() => {
        const records = format.open({ lock, lockBefore, directory: relative, manifest: after });
        return wanted.filter(([request, range, previous]) => records(request, range, previous) === false);
      });
      if (!unrecorded || unrecorded.length === 0) return null;
      return describeManifest(
        change,
        file,
        path,
        unrecorded.map(([request]) => request),
      );
    }
  }
  return null;
}

function describeManifest(
  change: ChangeView,
  file: ChangedFile,
  lock: string,
  names: readonly string[],
): CheckFinding {
  const view = change.view(file);
  const added = [...view.search(/^.*\S.*$/gm)];
  const place = added.find((line) => names.some((name) => line.text.includes(name))) ?? added[0];
  const list =
    names
      .slice(0, 5)
      .map((name) => `\`${name}\``)
      .join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
  return {
    severity: 'important',
    kind: 'regression',
    title: `${posix.basename(lock)} does not record ${list}`,
    path: file.path,
    line: place?.line ?? null,
    quote: place ? quoteLine(place.text) : null,
    explanation: `What this manifest asks for of ${list} is new, and ${lock} does not have it, so a locked install fails or builds with something else.`,
    fix: `Run the package manager and commit ${lock}.`,
  };
}

/** A lock file whose copy of the manifests' requests changes although no manifest does. */
async function inspectLock(change: ChangeView, file: ChangedFile): Promise<CheckFinding | null> {
  const name = posix.basename(file.path);
  const format = Object.hasOwn(lockFormats, name) ? lockFormats[name] : undefined;
  if (!format || file.status !== 'modified') return null;
  const directory = file.path.slice(0, file.path.lastIndexOf('/') + 1);
  if (change.change.files.some((other) => other.path.startsWith(directory) && sources.test(other.path)))
    return null;
  const view = change.view(file);
  const [before, after] = [await view.read('old'), await view.read('new')];
  if (before === null || after === null) return null;
  const copies = attempt(() => [format.readCopy(before), format.readCopy(after)]);
  if (!copies || copies[0] === null || copies[0] === copies[1]) return null;
  const [first] = view.search(/^.*\S.*$/gm);
  return {
    severity: 'suggestion',
    kind: 'regression',
    title: `${name} records requests that no manifest makes`,
    path: file.path,
    line: first?.line ?? null,
    quote: first ? quoteLine(first.text) : null,
    explanation:
      'The part of the lock file that repeats what the manifest asks for changes, yet no manifest does, so the two disagree.',
    fix: 'Commit the manifest that belongs to it, or restore the lock file.',
  };
}

/** Files that requests come from. */
const sources =
  /(^|\/)(package\.json|package\.yaml|pnpm-workspace\.yaml|\.npmrc|pyproject\.toml|setup\.(py|cfg)|Pipfile|composer\.json|Gemfile|gems\.rb|[^/]+\.gemspec|\.pnpmfile\.c?js)$/;

function newRequests(
  before: Requests,
  after: Requests,
): [name: string, range: string, before: string | null][] {
  return [...after]
    .filter(([name, range]) => before.get(name) !== range)
    .map(([name, range]) => [name, range, before.get(name) ?? null]);
}

/** A file that does not parse is reported elsewhere. */
function attempt<Result>(read: () => Result): Result | null {
  try {
    return read();
  } catch {
    return null;
  }
}
