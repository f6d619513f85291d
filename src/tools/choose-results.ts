import { posix } from 'node:path';
import { placeInDiff } from '../change/diff/changed-ranges.ts';
import { findChangedFile } from '../change/places/change-index.ts';
import type { Change } from '../model/change/change.ts';
import type { ToolResult } from '../model/tool-result.ts';

/** More than these are only counted: a tool that says more of one change says it of everything. */
const mostChosen = 50;

/** What tools said of the change, and how much else they said. */
export interface ChosenResults {
  readonly chosen: readonly ToolResult[];
  readonly notes: readonly string[];
}

/**
 * Chooses what tools said of the lines that a change adds, and of no file at all; each once, errors first. A tool looks at the
 * whole repository: what it says of other lines was so before, and is counted in a note.
 * @param directory the checkout, in front of absolute paths.
 */
export function chooseResults(
  results: readonly ToolResult[],
  change: Change,
  directory: string,
): ChosenResults {
  const placed = results.map((result) => ({ ...result, path: placeIn(directory, result) }));
  const ours = placed.filter((result) => isOfChange(result, change));
  const distinct = [...new Map(ours.map((result) => [keyOf(result), result])).values()];
  const ordered = distinct.toSorted((a, b) => grades.indexOf(a.level) - grades.indexOf(b.level));
  const elsewhere = results.length - ours.length;
  return {
    chosen: ordered.slice(0, mostChosen),
    notes: [
      ...(elsewhere > 0
        ? [`Other tools said ${elsewhere} things of lines that this change does not add; they were left out.`]
        : []),
      ...(ordered.length > mostChosen
        ? [
            `Other tools said ${ordered.length} things of this change, of which the worst ${mostChosen} count.`,
          ]
        : []),
    ],
  };
}

const grades = ['error', 'warning', 'note'] as const;

function isOfChange({ path, startLine, endLine }: ToolResult, change: Change): boolean {
  if (path === null) return true;
  const file = findChangedFile(change, path);
  if (file === null || file.path !== path || file.class !== 'reviewed') return false;
  if (startLine === null) return file.status === 'added';
  return placeInDiff(file, 'new', [startLine, endLine ?? startLine]) === 'changed';
}

/** A tool's path as the repository has it; a folder of another machine, such as that of a container, says nothing of it. */
function placeIn(directory: string, { path, folder }: ToolResult): string | null {
  if (path === null || folder === undefined || posix.isAbsolute(path)) return relativeTo(directory, path);
  const whole = relativeTo(directory, posix.join(folder, path));
  return whole === null || posix.isAbsolute(whole) ? relativeTo(directory, path) : whole;
}

/** A path as the repository has it. */
function relativeTo(directory: string, path: string | null): string | null {
  if (path === null || !posix.isAbsolute(path)) return path === null ? null : posix.normalize(path);
  const relative = posix.relative(directory, path);
  return relative.startsWith('../') ? path : relative;
}

const keyOf = ({ tool, rule, path, startLine, message }: ToolResult): string =>
  JSON.stringify([tool, rule, path, startLine, rule === null ? message : null]);
