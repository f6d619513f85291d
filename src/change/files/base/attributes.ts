import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitRepository } from '../../git/git.ts';
import { isAskable, type ObjectQuestion } from '../../git/object-questions.ts';
import type { TreeFile } from './generated-markers.ts';

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
 * Asks for every `.gitattributes` of a revision that could speak of paths: those in the folders above them.
 * @param found called with each that there is.
 */
export function askForAttributes(
  revision: string,
  paths: readonly string[],
  found: (file: TreeFile) => void,
): ObjectQuestion[] {
  const folders = new Set(['']);
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end + 1);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return [...folders]
    .map((folder) => `${folder}.gitattributes`)
    .filter(isAskable)
    .map((path) => ({
      name: `${revision}:${path}`,
      answer: (object) => object?.type === 'blob' && found({ path, oid: object.oid }),
    }));
}

/**
 * Reads what `.gitattributes` say of paths: they are put, alone, into a private index, which `git check-attr` then asks. (`check-attr
 * --source` would do the same, but only from git 2.40 on.)
 * @param files those of one revision, as {@link askForAttributes} finds them; of all others only where one could not be asked for.
 */
export async function readAttributes(
  git: GitRepository,
  revision: string,
  files: readonly TreeFile[],
  paths: readonly string[],
  temporaryDirectory: string,
): Promise<ReadonlyMap<string, PathAttributes>> {
  const telling = paths.every(isAskable) ? files : parseListed(await listAttributeFiles(git, revision));
  if (telling.length === 0) return new Map();
  const environment = {
    GIT_INDEX_FILE: join(temporaryDirectory, `${randomUUID()}.index`),
    // `check-attr` wants a work tree, although with --cached it reads the index alone.
    GIT_WORK_TREE: temporaryDirectory,
  };
  try {
    const input = telling.map(({ path, oid }) => `100644 blob ${oid}\t${path}\0`).join('');
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

const parseListed = (printed: string): TreeFile[] =>
  [...printed.matchAll(/:\d+ \d+ \w+ (\w+) A\0([^\0]+)\0/g)].map(([, oid = '', path = '']) => ({
    path,
    oid,
  }));

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
