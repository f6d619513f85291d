import type { ParsedFile } from '../diff/parse-diff.ts';
import { readPatch } from '../diff/read-diff.ts';
import type { GitRepository } from '../git/git.ts';
import { inArgumentSizes } from '../git/path-arguments.ts';
import { kindOfFile } from './file-kind.ts';
import { isOrdinaryCode } from './minified.ts';

/** Files of a diff with the text that git does not show, for a NUL byte in it. */
export interface RevealedFiles {
  readonly files: readonly ParsedFile[];
  /** Paths of what was text at the older end, and is binary for git now. */
  readonly wasText: ReadonlySet<string>;
}

/** Beyond, a file stays unshown. */
const largestText = 8 * 1024 * 1024;
const mostFiles = 100;

/**
 * One NUL byte hides a file from git's diff. Shows the lines of what was text before, and of what is added under a name of code or as a
 * script, where there are lines of code among them; all else that git calls binary is left as it is.
 */
export async function revealText(
  git: GitRepository,
  [from, to]: readonly [string, string],
  files: readonly ParsedFile[],
): Promise<RevealedFiles> {
  const changed = files.filter(
    (file) => file.binary && file.oldOid !== file.newOid && file.status !== 'deleted',
  );
  const replaced = changed.filter((file) => isBlob(file.oldMode) && file.status !== 'copied');
  const wasText = await findTexts(git, from, replaced.map(oldPathOf));
  const wanted = changed.filter((file) =>
    replaced.includes(file) ? wasText.has(oldPathOf(file)) : isNamedText(file.path),
  );
  const some = await withoutLarge(git, wanted.slice(0, mostFiles));
  if (some.length === 0) return { files, wasText };
  const paths = [...new Set(some.flatMap((file) => [oldPathOf(file), file.path]))];
  const shown = await readPatch(git, ['--text', '--find-copies', from, to, '--', ...paths]);
  const texts = new Map(shown.files.map((file) => [file.path, file]));
  return {
    wasText,
    files: files.map((file) => {
      const text = some.includes(file) ? texts.get(file.path) : undefined;
      if (!text || text.oldOid !== file.oldOid) return file;
      const isText =
        hasCode(text) &&
        (kindOfFile(file.path) !== 'other' || wasText.has(oldPathOf(file)) || isScript(text));
      return isText
        ? { ...text, status: file.status, oldPath: file.oldPath, similarity: file.similarity }
        : file;
    }),
  };
}

const oldPathOf = (file: ParsedFile): string => file.oldPath ?? file.path;
const isBlob = (mode: string): boolean => mode.startsWith('100');

/** A name without an extension tells nothing; what it names may be a script. */
const isNamedText = (path: string): boolean => kindOfFile(path) !== 'other' || !/\.[^/]*$/.test(path);

const isScript = ({ hunks }: ParsedFile): boolean => hunks[0]?.body.startsWith('+#!') ?? false;

const hasCode = ({ hunks }: ParsedFile): boolean =>
  hunks.some(({ body }) =>
    body.split('\n').some((line) => /^[+][\t\x20-\x7e]+\r?$/.test(line) && isOrdinaryCode(line.slice(1))),
  );

/** Those of the paths that are text with at least one line, in a commit or tree. */
async function findTexts(
  git: GitRepository,
  revision: string,
  paths: readonly string[],
): Promise<Set<string>> {
  const texts = new Set<string>();
  for (const some of inArgumentSizes([...new Set(paths)])) {
    const options = ['-r', '-z', '--numstat', '--no-renames', '--no-ext-diff', '--no-textconv'];
    const printed = await git.run(['diff-tree', ...options, git.emptyTree, revision, '--', ...some]);
    for (const [, path = ''] of printed.matchAll(/(?<=^|\0)[1-9]\d*\t0\t([^\0]+)/g)) texts.add(path);
  }
  return texts;
}

async function withoutLarge(git: GitRepository, files: readonly ParsedFile[]): Promise<ParsedFile[]> {
  if (files.length === 0) return [];
  const oids = files.flatMap(({ oldMode, oldOid, newOid }) =>
    isBlob(oldMode) ? [oldOid, newOid] : [newOid],
  );
  const sizes = await git.run(['cat-file', '--batch-check=%(objectname) %(objectsize)'], {
    input: `${oids.join('\n')}\n`,
  });
  const small = new Set(
    sizes.split('\n').flatMap((line) => {
      const [oid = '', size] = line.split(' ');
      return Number(size) <= largestText ? [oid] : [];
    }),
  );
  return files.filter(
    ({ oldMode, oldOid, newOid }) => small.has(newOid) && (!isBlob(oldMode) || small.has(oldOid)),
  );
}
