import { join } from 'node:path';
import type { Side } from '../../model/change/change.ts';
import { numberLines } from '../../model/change/number-lines.ts';
import type { Ports } from '../../model/ports.ts';
import type { ParsedFile } from '../diff/parse-diff.ts';
import { type GitRepository, initRepository } from '../git/git.ts';
import type { ApiListing } from './api-listing.ts';

/** A private repository that stands in for one that git cannot fetch. */
export interface StandIn {
  readonly git: GitRepository;
  /** Commits of the stand-in; nobody else knows these names. */
  readonly base: string;
  readonly head: string;
  /** The files listed, with the names of the stand-in's blobs. */
  readonly files: readonly ParsedFile[];
}

/**
 * Builds a repository of two commits out of an {@link ApiListing}: each changed file holds its hunks at their real line
 * numbers and blank lines between them, so that places, quotes and workspaces work as with a real one.
 */
export async function buildStandIn(listing: ApiListing, ports: Ports): Promise<StandIn> {
  const directory = join(ports.temporaryDirectory, 'stand-in');
  const git = await initRepository(directory, ports);
  await git.run(['fast-import', '--quiet', '--done'], { input: [...importStream(listing.files)].join('') });
  const oids = {
    old: await git.listBlobs('refs/heads/base'),
    new: await git.listBlobs('refs/heads/head'),
  };
  const absent = '0'.repeat(git.emptyTree.length);
  return {
    git,
    base: (await git.run(['rev-parse', 'refs/heads/base'])).trim(),
    head: (await git.run(['rev-parse', 'refs/heads/head'])).trim(),
    files: listing.files.map((file) => ({
      ...file,
      oldOid: oids.old.get(file.oldPath ?? file.path) ?? absent,
      newOid: oids.new.get(file.path) ?? absent,
    })),
  };
}

/** Commands of `git fast-import`: https://git-scm.com/docs/git-fast-import. */
function* importStream(files: readonly ParsedFile[]): Generator<string> {
  const existing = (mode: string) => mode !== '000000';
  yield* beginCommit('base');
  for (const file of files.filter(({ oldMode }) => existing(oldMode))) {
    yield writeFile(file.oldPath ?? file.path, sideText(file, 'old'));
  }
  yield* beginCommit('head', 'base');
  for (const file of files) {
    if (file.status === 'deleted') yield `D ${quote(file.path)}\n`;
    if (file.status === 'renamed') yield `D ${quote(file.oldPath ?? file.path)}\n`;
  }
  for (const file of files.filter(({ newMode }) => existing(newMode))) {
    yield writeFile(file.path, sideText(file, 'new'));
  }
  yield 'done\n';
}

function* beginCommit(branch: string, parent?: string): Generator<string> {
  yield `commit refs/heads/${branch}\ncommitter Deep Review <deep-review@localhost> 0 +0000\ndata 0\n`;
  if (parent) yield `from refs/heads/${parent}\n`;
}

const writeFile = (path: string, text: string) =>
  `M 100644 inline ${quote(path)}\ndata ${Buffer.byteLength(text)}\n${text}\n`;

/** A path as git quotes it: bytes that could end it are octal. */
const quote = (path: string) =>
  `"${path.replace(/["\\]/g, '\\$&').replace(/[\0-\x1f]/g, (control) => `\\${control.charCodeAt(0).toString(8).padStart(3, '0')}`)}"`;

/** One side of a file, as far as its hunks tell it. */
function sideText({ hunks, binary }: ParsedFile, side: Side): string {
  if (hunks.length === 0) return binary ? '\0' : "(GitHub's API did not give the text of this file.)\n";
  const lines: string[] = [];
  let end = '\n';
  for (const line of hunks.flatMap(numberLines)) {
    const number = side === 'old' ? line.oldLine : line.newLine;
    if (number === null) continue;
    while (lines.length < number - 1) lines.push('');
    lines[number - 1] = line.text;
    end = line.noNewline ? '' : '\n';
  }
  return lines.length === 0 ? '' : lines.join('\n') + end;
}
