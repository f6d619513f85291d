import type { ChangedFile } from '../../../model/change/change.ts';
import type { RawEntry } from '../../diff/raw-entry.ts';
import type { GitRepository } from '../../git/git.ts';
import { kindOfFile } from '../file-kind.ts';
import { isOrdinaryCode } from '../minified.ts';
import { classOfName } from '../well-known-names.ts';
import { askForFolders, type Folders } from './folders.ts';
import { askForMarkers } from './generated-markers.ts';

/** Of one folder so many files are looked into for a marker. */
const mostSiblings = 200;

/** The folders that tell of a change's new files, as far as their names alone show which. */
export const foldersOfNamed = (entries: readonly RawEntry[]): string[] =>
  entries.flatMap(({ status, path }) => {
    const named = status === 'added' ? classOfName(path) : null;
    return named === null ? [] : [tellingFolder({ path, class: named.class })];
  });

/**
 * Marks new files of ordinary code that nobody is asked to read for nothing but their own name or their own words. The repository vouches
 * for a class by its configuration, its `.gitattributes`, or such files in the same folder before the change.
 * @param known folders at the merge base that were read already.
 */
export async function markSelfDeclared(
  git: GitRepository,
  mergeBase: string,
  files: readonly ChangedFile[],
  known: Folders,
): Promise<readonly ChangedFile[]> {
  const candidates = files.filter((file) => isUnvouched(file) && hasOrdinaryCode(file));
  if (candidates.length === 0) return files;
  const folders = new Map(candidates.map((file) => [file, tellingFolder(file)]));
  const listed = new Map(known);
  const unknown = [...new Set(folders.values())].filter((folder) => !known.has(folder));
  await git.ask(askForFolders(mergeBase, unknown, listed));
  const entriesOf = (file: ChangedFile) => listed.get(folders.get(file) ?? '') ?? [];
  const siblings = candidates.flatMap((file) =>
    entriesOf(file)
      .filter(({ path }) => extensionOf(path) === extensionOf(file.path))
      .slice(0, mostSiblings),
  );
  const marked = new Set<string>();
  await git.ask(askForMarkers([...new Set(siblings)], (path) => marked.add(path)));
  const hasPrecedent = (file: ChangedFile) =>
    entriesOf(file).some(({ path }) => classOfName(path)?.class === file.class || marked.has(path));
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
  return hunks.some(({ body }) => {
    for (let start = 0, end = 0; end >= 0; start = end + 1) {
      end = body.indexOf('\n', start);
      if (body[start] !== '+') continue;
      if (isOrdinaryCode(body.slice(start + 1, end < 0 ? body.length : end))) return true;
    }
    return false;
  });
}

/** The folder whose name makes the class, `src/vendor/`, or else the file's own; each ends with a slash, the root is empty. */
function tellingFolder({ path, class: fileClass }: Pick<ChangedFile, 'path' | 'class'>): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
    const folder = path.slice(0, end + 1);
    const isNamed = classOfName(name) === null && classOfName(folder + name)?.class === fileClass;
    if (isNamed) return folder;
  }
  return path.slice(0, path.lastIndexOf('/') + 1);
}

const extensionOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
