import type { RootContent } from 'mdast';
import { clipText } from '../clip.ts';
import { code, paragraph, strong, table } from '../mdast.ts';
import type { Report } from '../report-schema.ts';
import { agentTitle, countOf } from '../wording.ts';
import type { Section } from './section.ts';

/** More files are counted, not listed. */
const mostFiles = 200;

/** Coverage: which agent read which file, and which findings lie there. */
export function coverageSection(report: Report): Section {
  return { name: 'coverage', title: 'Coverage', content: coverageContent(report) };
}

function coverageContent(report: Report): RootContent[] {
  const { agents, files } = report.coverage;
  if (files.length === 0) return [paragraph('No files.')];
  const uncovered = files.filter((file) => file.uncovered);
  const ids = findingIdsByPath(report);
  const shown = files.slice(0, mostFiles);
  return [
    ...(uncovered.length > 0
      ? [paragraph(strong(`${countOf(uncovered.length, 'risky file')} that nobody read.`))]
      : []),
    table([
      [['File'], ['Class'], ...agents.map((agent) => [agentTitle(agent)]), ['Findings']],
      ...shown.map((file) => [
        [code(clipText(file.path, 200))],
        [file.class],
        ...agents.map((agent) => [file.status[agent] ?? '–']),
        [ids.get(file.path)?.join(', ') ?? (file.uncovered ? 'risky, read by nobody' : '–')],
      ]),
    ]),
    ...(files.length > shown.length
      ? [paragraph(`${countOf(files.length - shown.length, 'more file')}, all in report.json.`)]
      : []),
  ];
}

/** The ids of the standing findings at each path. */
export function findingIdsByPath(report: Report): ReadonlyMap<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const finding of report.findings) {
    const paths = new Set([finding.anchor.path, ...finding.otherPlaces.map((place) => place.path)]);
    for (const path of paths) {
      if (path !== null) ids.set(path, [...(ids.get(path) ?? []), finding.id]);
    }
  }
  return ids;
}
