import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitRepository } from '../../git/git.ts';
import type { ObjectQuestion } from '../../git/object-questions.ts';

/** What `.gitattributes` says of a path; null where it says nothing. */
export interface PathAttributes {
  /** `linguist-generated` */
  readonly generated: boolean | null;
  /** `linguist-vendored` */
  readonly vendored: boolean | null;
  /** `diff`; false is written `-diff`. */
  readonly diff: boolean | null;
}

const attributeNames = {
  'linguist-generated': 'generated',
  'linguist-vendored': 'vendored',
  diff: 'diff',
} as const;

const settings: Readonly<Record<string, boolean>> = { set: true, true: true, unset: false, false: false };

/**
 * Asks whether a revision has any `.gitattributes` that could speak of paths: in a folder above one of them.
 * @param found called where it may have one.
 */
export function askForAttributes(
  revision: string,
  paths: readonly string[],
  found: () => void,
): ObjectQuestion[] {
  const folders = new Set(['']);
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end + 1);
      if (folders.has(folder)) break;
      folders.add(folder);
      // Nothing can be asked of such a name.
      if (folder.includes('\n')) found();
    }
  }
  return [...folders]
    .filter((folder) => !folder.includes('\n'))
    .map((folder) => ({
      name: `${revision}:${folder}.gitattributes`,
      answer: (object) => object !== null && found(),
    }));
}

/**
 * Reads what one revision's `.gitattributes` say of paths: every such file of it is put, alone, into a private index,
 * which `git check-attr` then asks. (`check-attr --source` would do the same, but only from git 2.40 on.) The head's files
 * have no say: a pull request could otherwise hide itself.
 */
export async function readAttributes(
  git: GitRepository,
  revision: string,
  paths: readonly string[],
  temporaryDirectory: string,
): Promise<ReadonlyMap<string, PathAttributes>> {
  const entries = await listAttributeFiles(git, revision);
  if (entries === '') return new Map();
  const environment = {
    GIT_INDEX_FILE: join(temporaryDirectory, `${randomUUID()}.index`),
    // `check-attr` wants a work tree, although with --cached it reads the index alone.
    GIT_WORK_TREE: temporaryDirectory,
  };
  try {
    const lines = [...entries.matchAll(/:\d+ (\d+) \w+ (\w+) A\0([^\0]+)\0/g)];
    const input = lines.map(([, mode, oid, path]) => `${mode} blob ${oid}\t${path}\0`).join('');
    await git.run(['update-index', '-z', '--add', '--index-info'], { input, environment });
    const check = ['check-attr', '--cached', '-z', '--stdin', ...Object.keys(attributeNames)];
    return parseAttributes(
      await git.run(check, { input: paths.map((path) => `${path}\0`).join(''), environment }),
    );
  } finally {
    await rm(environment.GIT_INDEX_FILE, { force: true });
  }
}

/** Every `.gitattributes` of a revision, as raw entries of git: name and blob of each. */
export async function listAttributeFiles(git: GitRepository, revision: string): Promise<string> {
  const options = ['-r', '-z', '--raw', '--no-abbrev', '--no-renames', '--end-of-options'];
  return git.run(['diff-tree', ...options, git.emptyTree, revision, '--', ':(glob)**/.gitattributes'], {
    environment: { GIT_LITERAL_PATHSPECS: '0' },
  });
}

/** Reads `path NUL attribute NUL value NUL`, repeated. */
function parseAttributes(printed: string): Map<string, PathAttributes> {
  const found = new Map<string, PathAttributes>();
  for (const [, path = '', name, value = ''] of printed.matchAll(/([^\0]*)\0([^\0]*)\0([^\0]*)\0/g)) {
    const key = attributeNames[name as keyof typeof attributeNames];
    const known = found.get(path) ?? { generated: null, vendored: null, diff: null };
    found.set(path, { ...known, [key]: settings[value] ?? null });
  }
  return found;
}
