import { posix } from 'node:path';
import type { ChangedFile } from '../../change/change.ts';
import type { ChangeView } from './change-view.ts';
import type { Check, CheckFinding } from './check.ts';
import { type Ecosystem, ecosystems } from './lock-formats.ts';
import { directoriesAbove, isFixture } from './paths.ts';
import { quoteLine } from './quote.ts';

/** Reports dependencies that a manifest asks for and its lock file does not know of, and the reverse. */
export const lockFiles: Check = {
  scope: 'change',
  name: 'lock-files',
  about:
    'Dependency manifests that change without their lock file, and lock files whose requirements change without a manifest.',
  async *inspect(change) {
    for (const file of change.files) {
      if (file.class === 'vendored' || isFixture(file.path)) continue;
      const name = posix.basename(file.path);
      for (const ecosystem of ecosystems) {
        const finding = ecosystem.manifest.test(name)
          ? await inspectManifest(change, file, ecosystem)
          : ecosystem.locks.includes(name)
            ? await inspectLock(change, file, ecosystem)
            : null;
        if (finding) yield finding;
      }
    }
  },
  examples: {
    reports: [
      {
        change: {
          'package.json': ['{"dependencies": {"a": "^1.0.0"}}', '{"dependencies": {"a": "^2.0.0"}}'],
          'yarn.lock': ['same', 'same'],
        },
        at: ['package.json:1'],
        severity: 'important',
      },
      {
        change: {
          'Cargo.lock': ['x', 'x'],
          'crates/a/Cargo.toml': ['[dependencies]\na = "1"\n', '[dependencies]\na = "1"\nb = "1"\n'],
        },
        at: ['crates/a/Cargo.toml:3'],
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
        severity: 'important',
      },
    ],
    ignores: [
      {
        'package.json': [
          '{"scripts": {}, "dependencies": {"a": "1"}}',
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
        'package-lock.json': [
          '{"packages": {"": {"dependencies": {"a": "1"}}, "node_modules/a": {"version": "1.0.0"}}}',
          '{"packages": {"": {"dependencies": {"a": "1"}}, "node_modules/a": {"version": "1.0.1"}}}',
        ],
      },
    ],
  },
};

/** A manifest whose requirements change while a lock file that exists stays as it was. */
async function inspectManifest(
  change: ChangeView,
  file: ChangedFile,
  ecosystem: Ecosystem,
): Promise<CheckFinding | null> {
  const locks = directoriesAbove(file.path).flatMap((directory) =>
    ecosystem.locks.map((name) => directory + name),
  );
  if (file.status === 'deleted' || locks.some((lock) => hasChanged(change.changed(lock)))) return null;
  const view = change.view(file);
  const [before, after] = [await view.read('old'), await view.read('new')];
  if (
    after === null ||
    requirementsOf(ecosystem, before ?? emptyManifest(file)) === requirementsOf(ecosystem, after)
  )
    return null;
  const lock = await firstAtHead(change, locks);
  if (lock === null) return null;
  const [first] = view.search(/^.*\S.*$/gm);
  return {
    severity: 'important',
    kind: 'regression',
    title: `Dependencies change without ${posix.basename(lock)}`,
    path: file.path,
    line: first?.line ?? null,
    quote: first ? quoteLine(first.text) : null,
    explanation: `What this manifest asks for changes, but ${lock} does not, so a locked install fails or builds with something else.`,
    fix: `Run the package manager and commit ${lock}.`,
  };
}

/** A lock file that records other requirements than before although no manifest changed. */
async function inspectLock(
  change: ChangeView,
  file: ChangedFile,
  ecosystem: Ecosystem,
): Promise<CheckFinding | null> {
  if (file.status !== 'modified') return null;
  const directory = file.path.slice(0, file.path.lastIndexOf('/') + 1);
  const isManifest = (path: string) =>
    path.startsWith(directory) &&
    (ecosystem.manifest.test(posix.basename(path)) ||
      /(^|\/)(pnpm-workspace\.yaml|gems\.rb|[^/]+\.gemspec|setup\.(py|cfg))$/.test(path));
  if (change.files.some((other) => isManifest(other.path) && hasChanged(other))) return null;
  const view = change.view(file);
  const name = posix.basename(file.path);
  const [before, after] = [await view.read('old'), await view.read('new')];
  const locked = [before, after].map((text) =>
    text === null ? null : attempt(() => ecosystem.readLocked(text, name)),
  );
  if (locked[0] == null || locked[1] == null || locked[0] === locked[1]) return null;
  const [first] = view.search(/^.*\S.*$/gm);
  return {
    severity: 'important',
    kind: 'regression',
    title: `${name} records requirements that no manifest asks for`,
    path: file.path,
    line: first?.line ?? null,
    quote: first ? quoteLine(first.text) : null,
    explanation:
      'The part of the lock file that repeats the manifest changes, yet no manifest does, so the two disagree and a locked install fails.',
    fix: 'Commit the manifest that belongs to it, or restore the lock file.',
  };
}

const hasChanged = (file: ChangedFile | null): boolean =>
  file !== null && (file.oldOid !== file.newOid || file.status === 'renamed');

const requirementsOf = (ecosystem: Ecosystem, text: string): string | null =>
  attempt(() => ecosystem.readRequirements(text));

/** A new manifest compares with one that asks for nothing. */
const emptyManifest = (file: ChangedFile): string => (file.path.endsWith('.json') ? '{}' : '');

async function firstAtHead(change: ChangeView, paths: readonly string[]): Promise<string | null> {
  for (const path of paths) if ((await change.readHead(path)) !== null) return path;
  return null;
}

/** A file that does not parse is reported elsewhere. */
function attempt<Result>(read: () => Result): Result | null {
  try {
    return read();
  } catch {
    return null;
  }
}
