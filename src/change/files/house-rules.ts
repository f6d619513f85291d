import { posix } from 'node:path';
import type { ChangedFile } from '../../model/change/change.ts';
import type { Revisions } from '../ends/revisions.ts';
import { openBaseTree } from './base-tree.ts';

/** A file of the base in which a repository says, to people and agents, how it is worked on. */
export interface HouseRules {
  readonly path: string;
  /** Whose files it is for, with what is below it: `src/api`; empty for the whole repository. */
  readonly folder: string;
  readonly text: string;
}

/** Their readers look for these in the folder of a file and in all above it. */
const names = ['AGENTS.md', 'CLAUDE.md', 'GEMINI.md', 'REVIEW.md'];
const ofRepository = '.github/copilot-instructions.md';

/**
 * Reads the base's rules for the files to be reviewed, the nearest folder first, each text once. A file that only names another is
 * read as that other.
 * @param which `auto` for the names that agents look for, or the paths of the files to take.
 */
export async function readHouseRules(
  which: 'auto' | 'off' | readonly string[],
  change: ChangedPaths,
  { git, base }: Pick<Revisions, 'git' | 'base'>,
): Promise<HouseRules[]> {
  if (which === 'off') return [];
  const tree = await openBaseTree(git, base);
  const there = new Set(tree.paths);
  const wanted = (which === 'auto' ? pathsFor(change) : which).filter((path) => there.has(path));
  const rules = new Map<string, HouseRules>();
  for (const path of wanted) {
    const text = (await readWhole(path)).trim();
    const folder = which !== 'auto' || path === ofRepository ? '' : posix.dirname(path).replace(/^\.$/, '');
    if (text !== '' && !rules.has(text)) rules.set(text, { path, folder, text });
  }
  return [...rules.values()];

  async function readWhole(path: string): Promise<string> {
    const text = (await tree.read(path)) ?? '';
    const [, named] = /^\s*@(\S+)\s*$/.exec(text) ?? [];
    return named === undefined ? text : ((await tree.read(posix.join(posix.dirname(path), named))) ?? '');
  }
}

/** The rules for every path that differs between the ends of a change, before the change itself is read: they are part of what a verdict rests on. */
export async function findHouseRules(
  which: 'auto' | 'off' | readonly string[],
  revisions: Revisions,
): Promise<HouseRules[]> {
  const { git, mergeBase, head, told } = revisions;
  if (which === 'off' || told !== null) return [];
  const options = ['-r', '-z', '--name-only', '--no-renames', '--no-ext-diff'];
  const names = await git.attempt(['diff-tree', ...options, '--end-of-options', mergeBase, head]);
  const paths = names.stdout
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '');
  return readHouseRules(which, { files: paths.map(asReviewed) }, revisions);
}

const asReviewed = (path: string) => ({ path, oldPath: null, class: 'reviewed' as const });

/** What of a change says where its rules lie. */
interface ChangedPaths {
  readonly files: readonly Pick<ChangedFile, 'path' | 'oldPath' | 'class'>[];
}

/** Where rules for a change may lie. */
function pathsFor({ files }: ChangedPaths): string[] {
  const reviewed = files.filter((file) => file.class === 'reviewed');
  const folders = new Set(
    reviewed.flatMap(({ path, oldPath }) =>
      [path, ...(oldPath === null ? [] : [oldPath])].flatMap(foldersAbove),
    ),
  );
  const depth = (folder: string) => (folder === '' ? 0 : folder.split('/').length);
  const nearest = [...folders].sort((a, b) => depth(b) - depth(a) || (a < b ? -1 : 1));
  return [...nearest.flatMap((folder) => names.map((name) => posix.join(folder, name))), ofRepository];
}

/** `a/b/c.ts` lies in `a/b`, `a` and the root. */
function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return Array.from({ length: parts.length + 1 }, (_, index) =>
    parts.slice(0, parts.length - index).join('/'),
  );
}
