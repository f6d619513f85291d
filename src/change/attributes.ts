import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitRepository } from './git.ts';

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

/** A reader of the attributes that one revision gives to paths. */
export interface Attributes {
  read(paths: readonly string[]): Promise<ReadonlyMap<string, PathAttributes>>;
}

/**
 * Finds every `.gitattributes` of a revision and puts them, alone, into a private index, which `git check-attr` then
 * asks. (`check-attr --source` would do the same, but only from git 2.40 on.) The head's files have no say: a pull
 * request could otherwise hide itself.
 */
export async function openAttributes(
  git: GitRepository,
  revision: string,
  temporaryDirectory: string,
): Promise<Attributes> {
  const entries = await git.run(
    [
      'diff-tree',
      '-r',
      '-z',
      '--raw',
      '--no-renames',
      git.emptyTree,
      revision,
      '--',
      ':(glob)**/.gitattributes',
    ],
    { environment: { GIT_LITERAL_PATHSPECS: '0' } },
  );
  if (entries === '') return { read: async () => new Map() };
  const environment = {
    GIT_INDEX_FILE: join(temporaryDirectory, `attributes-${revision}-${process.pid}.index`),
    // `check-attr` wants a work tree, although with --cached it reads the index alone.
    GIT_WORK_TREE: temporaryDirectory,
  };
  const lines = [...entries.matchAll(/:\d+ (\d+) \w+ (\w+) A\0([^\0]+)\0/g)];
  const input = lines.map(([, mode, oid, path]) => `${mode} blob ${oid}\t${path}\0`).join('');
  await git.run(['update-index', '-z', '--add', '--index-info'], { input, environment });

  return {
    async read(paths) {
      const names = Object.keys(attributeNames);
      const found = new Map<string, PathAttributes>();
      const printed = await git.run(['check-attr', '--cached', '-z', '--stdin', ...names], {
        input: paths.map((path) => `${path}\0`).join(''),
        environment,
      });
      await rm(environment.GIT_INDEX_FILE, { force: true });
      for (const [, path = '', name, value = ''] of printed.matchAll(/([^\0]*)\0([^\0]*)\0([^\0]*)\0/g)) {
        const key = attributeNames[name as keyof typeof attributeNames];
        const known = found.get(path) ?? { generated: null, vendored: null, diff: null };
        found.set(path, { ...known, [key]: settings[value] ?? null });
      }
      return found;
    },
  };
}
