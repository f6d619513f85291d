import type { ChangedFile } from '../../model/change/change.ts';
import { numberLines } from '../../model/change/number-lines.ts';
import type { GitRepository } from '../git/git.ts';
import { inArgumentSizes } from '../git/path-arguments.ts';
import { kindOfFile } from './file-kind.ts';
import { findMarked } from './generated-markers.ts';
import { isOrdinaryCode } from './minified.ts';
import { classOfName } from './well-known-names.ts';

/** Of one folder so many files are looked into for a marker. */
const mostSiblings = 200;

/**
 * Marks new files of ordinary code that nobody is asked to read for nothing but their own name or their own words. The repository vouches
 * for a class by its configuration, its `.gitattributes`, or such files in the same folder before the change.
 */
export async function markSelfDeclared(
  git: GitRepository,
  mergeBase: string,
  files: readonly ChangedFile[],
): Promise<readonly ChangedFile[]> {
  const candidates = files.filter((file) => isUnvouched(file) && hasOrdinaryCode(file));
  if (candidates.length === 0) return files;
  const folders = new Map(candidates.map((file) => [file, tellingFolder(file)]));
  const listed = await listFolders(git, mergeBase, [...new Set(folders.values())]);
  const entriesOf = (file: ChangedFile) => listed.get(folders.get(file) ?? '') ?? [];
  const siblings = candidates.flatMap((file) =>
    entriesOf(file)
      .filter((path) => extensionOf(path) === extensionOf(file.path))
      .slice(0, mostSiblings),
  );
  const marked = await findMarked(git, mergeBase, [...new Set(siblings)]);
  const hasPrecedent = (file: ChangedFile) =>
    entriesOf(file).some((path) => classOfName(path)?.class === file.class || marked.has(path));
  const selfDeclared = new Set(candidates.filter((file) => !hasPrecedent(file)));
  return files.map((file) => (selfDeclared.has(file) ? { ...file, selfDeclared: true } : file));
}

function isUnvouched(file: ChangedFile): boolean {
  const isNew = file.status === 'added' || file.status === 'copied';
  const isSet = /^(?:configuration:|\.gitattributes:|submodule$)/.test(file.classReason);
  return isNew && !isSet && (file.class === 'generated' || file.class === 'vendored');
}

function hasOrdinaryCode({ path, hunks }: ChangedFile): boolean {
  if (!['code', 'automation', 'test'].includes(kindOfFile(path))) return false;
  return hunks.some((hunk) =>
    numberLines(hunk).some(({ kind, text }) => kind === 'added' && isOrdinaryCode(text)),
  );
}

/** The folder whose name makes the class, `src/vendor/`, or else the file's own; each ends with a slash, the root is empty. */
function tellingFolder({ path, class: fileClass }: ChangedFile): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
    const folder = path.slice(0, end + 1);
    const isNamed = classOfName(name) === null && classOfName(folder + name)?.class === fileClass;
    if (isNamed) return folder;
  }
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** What lies in folders, one level deep: folder → paths, a folder's own with a slash and a name for any file in it. */
async function listFolders(
  git: GitRepository,
  revision: string,
  folders: readonly string[],
): Promise<Map<string, string[]>> {
  const listed = new Map<string, string[]>(folders.map((folder) => [folder, []]));
  const add = (printed: string) => {
    for (const [, type, path = ''] of printed.matchAll(/\d+ (\w+) \w+\t([^\0]+)\0/g)) {
      listed.get(path.slice(0, path.lastIndexOf('/') + 1))?.push(type === 'tree' ? `${path}/x` : path);
    }
  };
  const show = ['ls-tree', '-z', '--full-tree', revision];
  if (listed.has('')) add(await git.run(show));
  for (const some of inArgumentSizes(folders.filter((folder) => folder !== ''))) {
    add(await git.run([...show, '--', ...some]));
  }
  return listed;
}

const extensionOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
