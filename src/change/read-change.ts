import type { Configuration } from '../config/configuration.ts';
import { type Change, countChangedLines } from '../model/change/change.ts';
import type { Ports } from '../model/ports.ts';
import { readCommits } from './ends/commits.ts';
import { readHistory } from './ends/history.ts';
import type { Revisions } from './ends/revisions.ts';
import { judgeListed, readFiles } from './files/read-files.ts';

/** Reads the change between two revisions: its commits, and its files parsed, classed and ranked by risk. */
export async function readChange(
  revisions: Revisions,
  configuration: Configuration,
  ports: Ports,
): Promise<Change> {
  const { request, told } = revisions;
  const [{ files, notes }, commits] = told
    ? [{ files: judgeListed(told.files, configuration), notes: [] }, told.commits]
    : await Promise.all([
        readFiles(revisions, configuration, ports, () => readHistory(revisions)),
        readCommits(revisions),
      ]);
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
