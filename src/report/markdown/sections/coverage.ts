import type { RootContent } from 'mdast';
import type { Report } from '../../../model/report/report-schema.ts';
import { agentTitle, countOf } from '../../../model/report/wording.ts';
import { literal } from '../literal.ts';
import { code, joinPhrases, paragraph, strong, table } from '../mdast.ts';
import type { Scope } from './section.ts';

/** A file with who read it. */
export type CoveredFile = Report['coverage']['files'][number];
/** A file of the change. */
export type ChangedFile = Report['change']['files'][number];

/** Of more files, those that there is nothing to say of are named below the table. */
const mostTabled = 20;
/** More files are counted, not listed. */
const mostFiles = 200;
/** More unread files are counted, not named. */
const mostNamed = 8;

/** Which agent read which file, which findings lie there, and why a file was not for reading. */
export function composeCoverage(report: Report, { links }: Scope): RootContent[] {
  const { agents, files } = report.coverage;
  if (files.length === 0) return [paragraph('No files.')];
  const ids = findingIdsByPath(report);
  const changed = changedFilesByPath(report);
  const isPlain = (file: CoveredFile) =>
    file.class === 'reviewed' &&
    !ids.has(file.path) &&
    agents.every((agent) => file.status[agent] === 'read');
  const plain = files.length > mostTabled ? files.filter(isPlain) : [];
  const told = files.length > mostTabled ? files.filter((file) => !isPlain(file)) : files;
  const rows = told
    .slice(0, mostFiles)
    .map((file) => [
      [code(file.path)],
      literal(describeClass(file, changed.get(file.path)), links),
      ...agents.map((agent) => [describeStatus(file, agent)]),
      [ids.get(file.path)?.join(', ') ?? '–'],
    ]);
  return [
    ...unreadWarning(files),
    ...(rows.length > 0
      ? [table([[['File'], ['Class'], ...agents.map((agent) => [agentTitle(agent)]), ['Findings']], ...rows])]
      : []),
    ...(told.length > rows.length
      ? [paragraph(`${countOf(told.length - rows.length, 'more file')}, all in `, code('report.json'), '.')]
      : []),
    ...plainFiles(plain),
  ];
}

/** Files that all read and nobody faulted, by name. */
function plainFiles(files: readonly CoveredFile[]): RootContent[] {
  if (files.length === 0) return [];
  const named = files.slice(0, mostFiles).map((file) => [code(file.path)]);
  const more = files.length - named.length;
  return [
    paragraph(
      strong(`Read by every agent, without findings (${files.length}):`),
      ' ',
      ...joinPhrases(more > 0 ? [...named, [`${more} more`]] : named, ', '),
    ),
  ];
}

/** A paragraph that names risky files nobody read; nothing when there are none. */
export function unreadWarning(files: readonly CoveredFile[]): RootContent[] {
  const unread = files.filter((file) => file.uncovered);
  if (unread.length === 0) return [];
  const named = unread.slice(0, mostNamed).map((file) => [code(file.path)]);
  const more = unread.length - named.length;
  return [
    paragraph(
      strong(`${countOf(unread.length, 'risky file')} that nobody read:`),
      ' ',
      ...joinPhrases(more > 0 ? [...named, [`${more} more`]] : named, ', '),
    ),
  ];
}

/** How far an agent got with a file, and when where it was not now. */
export const describeStatus = ({ status, since }: CoveredFile, agent: string): string =>
  since !== undefined && status[agent] === 'read' ? `read in round ${since}` : (status[agent] ?? '–');

/** A file's class, with the reason where it is not for reading: `lockfile: name of a lock file`. */
export const describeClass = (file: CoveredFile, changed: ChangedFile | undefined): string =>
  file.class === 'reviewed' || changed === undefined ? file.class : `${file.class}: ${changed.classReason}`;

/** The files of the change by path. */
export const changedFilesByPath = ({ change }: Report): ReadonlyMap<string, ChangedFile> =>
  new Map(change.files.map((file) => [file.path, file]));

/** The ids of the standing findings at each path. */
export function findingIdsByPath(report: Report): ReadonlyMap<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const finding of report.findings) {
    for (const { path } of [finding.anchor, ...finding.otherPlaces]) {
      if (path === null) continue;
      const known = ids.get(path);
      if (known === undefined) ids.set(path, [finding.id]);
      else if (known.at(-1) !== finding.id) known.push(finding.id);
    }
  }
  return ids;
}
