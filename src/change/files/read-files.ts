import type { Configuration } from '../../config/configuration.ts';
import type { ChangedFile } from '../../model/change/change.ts';
import type { Ports } from '../../model/ports.ts';
import type { ParsedFile } from '../diff/parse-diff.ts';
import { readDiff } from '../diff/read-diff.ts';
import type { PathHistory } from '../ends/history.ts';
import type { Revisions } from '../ends/revisions.ts';
import { readAttributes } from './attributes.ts';
import { isTest, kindOfFile } from './file-kind.ts';
import { findMarked } from './generated-markers.ts';
import { revealText } from './hidden-text.ts';
import { judgeFiles } from './judge-files.ts';
import { markSelfDeclared } from './precedent.ts';

/** The files of a change, most risky first, and what could not be read exactly. */
export interface ReadFiles {
  readonly files: readonly ChangedFile[];
  readonly notes: readonly string[];
}

/**
 * Reads the files between two revisions: parsed, classed, and ranked by risk.
 * @param readHistory begins to read the history, which the ranking then waits for.
 */
export async function readFiles(
  { git, base, baseIsTree, mergeBase, head, entries }: Revisions,
  configuration: Configuration,
  ports: Ports,
  readHistory: () => Promise<ReadonlyMap<string, PathHistory>>,
): Promise<ReadFiles> {
  const paths = entries.map((entry) => entry.path);
  const reading = Promise.all([
    readRevealed(git, [mergeBase, head], entries, ports.temporaryDirectory),
    findMarked(git, mergeBase, paths),
    readAttributes(git, baseIsTree ? mergeBase : base, paths, ports.temporaryDirectory),
    readHistory(),
  ]);
  const touchesTests = paths.some(isTest);
  const [diff, marked, attributes, history] = await reading;
  const facts = { attributes, marked, wasText: diff.wasText, history, touchesTests };
  return {
    files: await markSelfDeclared(git, mergeBase, judgeFiles(diff.files, facts, configuration)),
    notes: [...notesOn(diff.files, diff.isRenameSearchCut)],
  };
}

async function readRevealed(
  git: Revisions['git'],
  ends: readonly [string, string],
  entries: Revisions['entries'],
  temporaryDirectory: string,
) {
  const diff = await readDiff(git, ends, entries, temporaryDirectory);
  return { ...diff, ...(await revealText(git, ends, diff.files, temporaryDirectory)) };
}

/**
 * Judges files of which nothing is known but their diff. What they were before cannot be asked: one that is named like text, and is
 * binary now, counts as text before.
 */
export function judgeListed(files: readonly ParsedFile[], configuration: Configuration): ChangedFile[] {
  const touchesTests = files.some((file) => isTest(file.path));
  const paths = files.map((file) => file.oldPath ?? file.path);
  const wasText = new Set(paths.filter((path) => kindOfFile(path) !== 'other'));
  return judgeFiles(
    files,
    { attributes: new Map(), marked: new Set(), wasText, history: new Map(), touchesTests },
    configuration,
  );
}

function* notesOn(files: readonly ParsedFile[], isRenameSearchCut: boolean): Generator<string> {
  const lossy = files.filter((file) => file.isLossy).map((file) => file.path);
  if (lossy.length > 0) {
    const more = lossy.length > 5 ? ` and ${lossy.length - 5} more` : '';
    yield `Not all of the text is UTF-8; other bytes are shown as �: ${lossy.slice(0, 5).join(', ')}${more}.`;
  }
  if (isRenameSearchCut) {
    yield 'The change has too many files to look for all renames: some renamed files are shown as deleted and added.';
  }
}
