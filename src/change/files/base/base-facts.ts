import { askForUnchangedBinaries } from '../../diff/unchanged-binaries.ts';
import type { Revisions } from '../../ends/revisions.ts';
import { askForAttributes, type PathAttributes, readAttributes } from './attributes.ts';
import { askForFolders, type Folders } from './folders.ts';
import { askForMarkers, type TreeFile } from './generated-markers.ts';
import { foldersOfNamed } from './precedent.ts';

/** What git knows of a change's files, beside the diff. */
export interface BaseFacts {
  readonly attributes: ReadonlyMap<string, PathAttributes>;
  /** Paths that say at the merge base that they are generated. */
  readonly marked: ReadonlySet<string>;
  /** Those folders at the merge base that new files are likely to be measured by. */
  readonly folders: Folders;
  /** Paths of binary files that changed their name or mode alone. */
  readonly unchangedBinaries: ReadonlySet<string>;
}

/**
 * Asks the base all that judging the files of a change takes, by one process; by three where it has `.gitattributes`. The head's have no
 * say: a pull request could otherwise hide itself.
 */
export async function readBaseFacts(
  { git, base, baseIsTree, mergeBase, entries }: Revisions,
  temporaryDirectory: string,
): Promise<BaseFacts> {
  const paths = entries.map(({ path }) => path);
  const attributesFrom = baseIsTree ? mergeBase : base;
  const marked = new Set<string>();
  const folders = new Map<string, readonly TreeFile[]>();
  const unchangedBinaries = new Set<string>();
  const attributeFiles: TreeFile[] = [];
  await git.ask([
    ...askForAttributes(attributesFrom, paths, (file) => attributeFiles.push(file)),
    ...askForFolders(mergeBase, foldersOfNamed(entries), folders),
    ...askForMarkers(
      entries
        .filter(({ oldMode }) => oldMode.startsWith('100'))
        .map(({ path, oldOid }) => ({ path, oid: oldOid })),
      (path) => marked.add(path),
    ),
    ...askForUnchangedBinaries(entries, (path) => unchangedBinaries.add(path)),
  ]);
  const attributes = await readAttributes(git, attributesFrom, attributeFiles, paths, temporaryDirectory);
  return { attributes, marked, folders, unchangedBinaries };
}
