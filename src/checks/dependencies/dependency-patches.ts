import { posix } from 'node:path';
import { noteOfList } from '../../model/answers/evidence.ts';
import type { ChangedFile } from '../../model/change/change.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { ChangeView } from '../view/change-view.ts';
import { directoriesAbove, isPractice } from '../view/paths.ts';
import { quoteLine } from '../view/quote.ts';

/** A patch that a package manager applies to a dependency on installation. */
interface DependencyPatch {
  readonly file: ChangedFile;
  /** The lock file of the package manager, where that keeps a hash of patches; null where it keeps none. */
  readonly lock: string | null;
  /** Whether the lock file would hold one and cannot have followed; false for a lock file beyond a limit. */
  readonly isStale: boolean;
}

/** Reports changed patches of dependencies: they change what is installed. */
export const dependencyPatches: Check = {
  scope: 'change',
  name: 'dependency-patches',
  about:
    'Changed patches of dependencies that a lock file holds the hash of the old one of, or no hash at all.',
  async *inspect(change) {
    const unlocked: ChangedFile[] = [];
    for (const file of change.files) {
      const patch = await readPatch(change, file);
      if (!patch) continue;
      if (patch.lock === null) unlocked.push(file);
      else if (patch.isStale) yield { ...placeOf(change, file), ...staleIn(patch.lock) };
    }
    const [first] = unlocked;
    if (first)
      yield {
        ...placeOf(change, first),
        severity: 'suggestion',
        kind: 'gap',
        title:
          unlocked.length === 1
            ? 'Patch of a dependency changes'
            : `${unlocked.length} patches of dependencies change`,
        explanation:
          'The package manager puts these lines into the installed package, and no lock file holds a hash of them: this text is all that tells what will run.',
        evidence:
          unlocked.length === 1
            ? []
            : [
                noteOfList(
                  'Files',
                  unlocked.map(({ path }) => path),
                ),
              ],
        fix: 'Read it as you would read code of the repository.',
      };
  },
  examples: {
    reports: [
      {
        change: {
          'package.json': [
            '{"patchedDependencies": {"a@1.0.0": "patches/a.patch"}}',
            '{"patchedDependencies": {"a@1.0.0": "patches/a.patch"}}',
          ],
          'bun.lock': [
            '{"patchedDependencies": {"a@1.0.0": "patches/a.patch"}}',
            '{"patchedDependencies": {"a@1.0.0": "patches/a.patch"}}',
          ],
          'patches/a.patch': ['+one\n', '+two\n'],
        },
        at: ['patches/a.patch:1'],
        severity: 'suggestion',
      },
      {
        change: {
          'package.json': [
            '{"dependencies": {"patch-package": "8"}}',
            '{"dependencies": {"patch-package": "8"}}',
          ],
          'patches/a+1.0.0.patch': '+two\n',
        },
        at: ['patches/a+1.0.0.patch:1'],
        severity: 'suggestion',
      },
      {
        change: {
          'pnpm-workspace.yaml': [
            'patchedDependencies:\n  a@1.0.0: patches/a.patch\n',
            'patchedDependencies:\n  a@1.0.0: patches/a.patch\n',
          ],
          'pnpm-lock.yaml': [
            'patchedDependencies:\n  a@1.0.0: 12\n',
            'patchedDependencies:\n  a@1.0.0: 12\n',
          ],
          'patches/a.patch': ['+one\n', '+two\n'],
        },
        at: ['patches/a.patch:1'],
        severity: 'important',
      },
      {
        change: {
          'package.json': [
            '{"dependencies": {"a": "patch:a@npm%3A1.0.0#./patches/a.patch"}}',
            '{"dependencies": {"a": "patch:a@npm%3A1.0.0#./patches/a.patch"}}',
          ],
          'yarn.lock': [
            '  resolution: "a@patch:a@npm%3A1.0.0#./patches/a.patch::version=1.0.0&hash=1"\n',
            '  resolution: "a@patch:a@npm%3A1.0.0#./patches/a.patch::version=1.0.0&hash=1"\n',
          ],
          'patches/a.patch': ['+one\n', '+two\n'],
        },
        at: ['patches/a.patch:1'],
        severity: 'important',
      },
    ],
    ignores: [
      { 'debian/patches/a.patch': '+x\n', 'package.json': '{"dependencies": {"patch-package": "8"}}' },
      {
        'pnpm-workspace.yaml': 'patchedDependencies:\n  a@1.0.0: patches/a.patch\n',
        'pnpm-lock.yaml': ['patchedDependencies:\n  a@1.0.0: 12\n', 'patchedDependencies:\n  a@1.0.0: 34\n'],
        'patches/a.patch': ['+one\n', '+two\n'],
      },
      // Patches of a program that a script of one's own builds, in the form that git writes.
      {
        'package.json': [
          '{"dependencies": {"patch-package": "8"}}',
          '{"dependencies": {"patch-package": "8"}}',
        ],
        'patches/0001-Show-a-title.patch': ['+one\n', '+two\n'],
      },
    ],
  },
};

/** Package managers that keep a hash of patches, by how a manifest names one. */
const hashers: readonly {
  readonly lock: string;
  names(by: { path: string; manifest: string; workspace: string | null }): boolean;
  holds(lock: string, path: string): boolean;
}[] = [
  {
    lock: 'yarn.lock',
    names: ({ path, manifest }) =>
      manifest.split('\n').some((line) => /"patch:/.test(line) && line.includes(path)),
    holds: (lock, path) => lock.split('\n').some((line) => line.includes(path) && /[:&]hash=/.test(line)),
  },
  {
    lock: 'pnpm-lock.yaml',
    names: ({ manifest, workspace }) => workspace !== null || /"pnpm"\s*:/.test(manifest),
    holds: (lock) => /^patchedDependencies:/m.test(lock),
  },
];

/** As patch-package names its files: `name+1.0.0.patch`, `@scope+name+1.0.0.patch`. */
const patchPackageName = /^patches\/[^/]*[^/+]\+\d[^/]*\.patch$/;

/** Where a patch may have been: a new one may be another that is gone, changed too much for git to see that it moved. */
const formerPaths = (change: ChangeView, { path, oldPath, status }: ChangedFile): readonly string[] =>
  status === 'added'
    ? change.files.flatMap((file) =>
        file.status === 'deleted' && posix.dirname(file.path) === posix.dirname(path) ? [file.path] : [],
      )
    : [path, oldPath ?? path];

const unhashed = (file: ChangedFile): DependencyPatch => ({ file, lock: null, isStale: false });

/** Null for a patch that nothing applies on installation. */
async function readPatch(change: ChangeView, file: ChangedFile): Promise<DependencyPatch | null> {
  if (!/\.(?:patch|diff)$/.test(file.path) || file.status === 'deleted' || isPractice(file.path)) return null;
  for (const directory of directoriesAbove(file.path)) {
    const name = file.path.slice(directory.length);
    const read = (other: string) => change.readHead(directory + other);
    const [manifest, workspace] = [await read('package.json'), await read('pnpm-workspace.yaml')];
    const isNamed = [manifest, workspace].some((text) => text?.includes(name));
    if (!isNamed) {
      if (patchPackageName.test(name) && manifest?.includes('"patch-package"')) return unhashed(file);
      continue;
    }
    const hasher = hashers.find(({ names }) => names({ path: name, manifest: manifest ?? '', workspace }));
    if (!hasher) return unhashed(file);
    const lock = directory + hasher.lock;
    const text = await change.readHead(lock);
    const former = formerPaths(change, file).map((path) => path.slice(directory.length));
    const holds = (paths: readonly string[]) =>
      text !== null && paths.some((path) => hasher.holds(text, path));
    if (text !== null && !holds([name, ...former])) return unhashed(file);
    return { file, lock, isStale: holds(former) && file.hunks.length > 0 && !change.changed(lock) };
  }
  return null;
}

const staleIn = (
  lock: string,
): Pick<CheckFinding, 'severity' | 'kind' | 'title' | 'explanation' | 'fix'> => ({
  severity: 'important',
  kind: 'regression',
  title: 'Patch of a dependency changes, and its hash in the lock file does not',
  explanation: `${lock} holds the hash of the patch before: an installation that may not write the lock file refuses.`,
  fix: `Run the package manager and commit ${lock}.`,
});

function placeOf(change: ChangeView, file: ChangedFile): Pick<CheckFinding, 'path' | 'line' | 'quote'> {
  const [first] = change.view(file).search(/^.*\S.*$/gm);
  return { path: file.path, line: first?.line ?? null, quote: first ? quoteLine(first.text) : null };
}
