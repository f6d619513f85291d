import type { Configuration } from '../../config/configuration.ts';
import type { ChangedFile } from '../../model/change/change.ts';
import type { Ports } from '../../model/ports.ts';
import type { ParsedFile } from '../diff/parse-diff.ts';
import { readDiff } from '../diff/read-diff.ts';
import type { PathHistory } from '../ends/history.ts';
import type { Revisions } from '../ends/revisions.ts';
import { readAttributes } from './attributes.ts';
import { isTest } from './file-kind.ts';
import { findMarked } from './generated-markers.ts';
import { judgeFiles } from './judge-files.ts';

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
  { git, base, mergeBase, head, entries }: Revisions,
  configuration: Configuration,
  ports: Ports,
  readHistory: () => Promise<ReadonlyMap<string, PathHistory>>,
): Promise<ReadFiles> {
  const paths = entries.map((entry) => entry.path);
  const reading = Promise.all([
    readDiff(git, [mergeBase, head], entries, ports.temporaryDirectory),
    findMarked(git, mergeBase, paths),
    readAttributes(git, base, paths, ports.temporaryDirectory),
    readHistory(),
  ]);
  const touchesTests = paths.some(isTest);
  const [diff, marked, attributes, history] = await reading;
  return {
    files: judgeFiles(diff.files, { attributes, marked, history, touchesTests }, configuration),
    notes: [...notesOn(diff.files, diff.isRenameSearchCut)],
  };
}

/** Judges files of which nothing is known but their diff. */
export function judgeListed(files: readonly ParsedFile[], configuration: Configuration): ChangedFile[] {
  const touchesTests = files.some((file) => isTest(file.path));
  return judgeFiles(
    files,
    { attributes: new Map(), marked: new Set(), history: new Map(), touchesTests },
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
