import type { Configuration } from '../config/configuration.ts';
import type { Ports } from '../ports.ts';
import { openAttributes } from './attributes.ts';
import { type Change, countChangedLines } from './change.ts';
import { readCommits } from './commits.ts';
import { findGenerated } from './generated-markers.ts';
import { readHistory } from './history.ts';
import { judgeFiles } from './judge-files.ts';
import type { ParsedFile } from './parse-diff.ts';
import { readDiff } from './read-diff.ts';
import type { Revisions } from './revisions.ts';

/** Reads the change between two revisions: parsed, classed, and ranked by risk. */
export async function readChange(
  revisions: Revisions,
  configuration: Configuration,
  ports: Ports,
): Promise<Change> {
  const { git, base, mergeBase, head, request, changedPaths } = revisions;
  const [diff, attributes, history, commits] = await Promise.all([
    readDiff(git, [mergeBase, head], changedPaths, ports.temporaryDirectory),
    openAttributes(git, base, ports.temporaryDirectory),
    readHistory(revisions, ports.clock),
    readCommits(revisions),
  ]);
  const [attributesOf, generated] = await Promise.all([
    attributes.read(diff.files.map((file) => file.path)),
    findGenerated(git, mergeBase, diff.files),
  ]);

  const files = judgeFiles(diff.files, { attributes: attributesOf, generated, history }, configuration);
  const change: Change = {
    repository: request.repository,
    webUrl: request.webUrl,
    pullRequest: request.pullRequest,
    branch: request.branch,
    base,
    head,
    mergeBase,
    commits,
    files,
    notes: [...revisions.notes, ...notesOn(diff.files, diff.isRenameSearchCut)],
  };
  ports.emit({
    type: 'change-read',
    at: ports.clock.now(),
    files: files.length,
    ...countChangedLines(files),
  });
  return change;
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
