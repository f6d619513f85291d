import type { Configuration } from '../config/configuration.ts';
import { type Change, countChangedLines } from '../model/change/change.ts';
import type { Ports } from '../model/ports.ts';
import { readHistory } from './ends/history.ts';
import type { Revisions } from './ends/revisions.ts';
import { judgeListed, readFiles } from './files/read-files.ts';

/** Reads the change between two revisions: its commits, and its files parsed, classed and ranked by risk. */
export async function readChange(
  revisions: Revisions,
  configuration: Configuration,
  ports: Ports,
): Promise<Change> {
  const { request, told, commits } = revisions;
  const { files, notes } = told
    ? { files: judgeListed(told.files, configuration), notes: [] }
    : await readFiles(revisions, configuration, ports, () => readHistory(revisions));
  const { base, mergeBase, head } = told ?? revisions;
  ports.emit({
    type: 'change-read',
    at: ports.clock.now(),
    files: files.length,
    ...countChangedLines(files),
  });
  return {
    repository: request.repository,
    webUrl: request.webUrl,
    pullRequest: request.pullRequest,
    branch: request.branch,
    base,
    head,
    mergeBase,
    commits,
    files,
    notes: [...revisions.notes, ...notes],
  };
}
