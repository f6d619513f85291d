import type { Element } from 'hast';
import { kinds, severities } from '../../../model/answers/review-schema.ts';
import { rulingValues } from '../../../model/answers/ruling.ts';
import type { Report, ReportFinding } from '../../../model/report/report-schema.ts';
import { agentTitle } from '../../../model/report/wording.ts';
import { h } from '../page/element.ts';

/** One way to filter: the name in the address, the words on the page, the values there are and what a finding has. */
interface Facet {
  readonly name: string;
  readonly title: string;
  readonly values: readonly string[];
  readonly valuesOf: (finding: ReportFinding) => readonly string[];
}

const states = ['new', 'open', 'reopened', 'unknown', 'fixed', 'declined'];
/** More folders would be a list of files. */
const mostFolders = 12;

/** The filter form where there is a choice, hidden until the page's script shows it; counts are those of the whole report. */
export function filters(report: Report): Element[] {
  const findings = [...report.findings, ...report.refuted];
  const agents = [...new Set(findings.flatMap((finding) => finding.raisedBy.map((source) => source.agent)))];
  const facets: Facet[] = [
    {
      name: 'blocking',
      title: 'Merging',
      values: ['blocking', 'not'],
      valuesOf: (finding) => [finding.blocking ? 'blocking' : 'not'],
    },
    { name: 'severity', title: 'Severity', values: severities, valuesOf: (finding) => [finding.severity] },
    {
      name: 'kind',
      title: 'Kind',
      values: [...kinds, 'none'],
      valuesOf: (finding) => [finding.kind ?? 'none'],
    },
    {
      name: 'agent',
      title: 'Raised by',
      values: agents,
      valuesOf: (finding) => finding.raisedBy.map((source) => source.agent),
    },
    { name: 'ruling', title: 'Ruling', values: rulingValues, valuesOf: (finding) => [finding.ruling.value] },
    { name: 'state', title: 'State', values: states, valuesOf: (finding) => [finding.state] },
    {
      name: 'folder',
      title: 'Folder',
      values: commonFolders(findings),
      valuesOf: (finding) => [folderOf(finding)],
    },
  ];
  if (findings.length < 2) return [];
  const button = (name: string, title: string) =>
    h('button', { type: 'button', dataDo: name, hidden: name === 'clear' }, title);
  return [
    h('form', { className: ['filters'], hidden: true, ariaLabel: 'Filter findings' }, [
      h('div', { className: ['bar'] }, [
        h('input', {
          type: 'search',
          name: 'text',
          ariaLabel: 'Search findings',
          placeholder: 'Search findings ( / )',
        }),
        button('expand', 'Expand all'),
        button('collapse', 'Collapse all'),
        h('p', { className: ['filter-status'] }, [
          h('span', { role: 'status' }),
          ' ',
          button('clear', 'Show all'),
        ]),
      ]),
      h('details', [h('summary', 'Filter'), ...facets.flatMap((facet) => facetGroup(facet, findings))]),
    ]),
  ];
}

/** The folder of a finding's file; empty for one without a file, `.` for the root. */
export function folderOf({ anchor }: ReportFinding): string {
  if (anchor.path === null) return '';
  const slash = anchor.path.lastIndexOf('/');
  return slash === -1 ? '.' : anchor.path.slice(0, slash);
}

/** The folders with most findings, in the order of their names. */
function commonFolders(findings: readonly ReportFinding[]): string[] {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const folder = folderOf(finding);
    if (folder !== '') counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, mostFolders)
    .map(([folder]) => folder)
    .sort();
}

function facetGroup({ name, title, values, valuesOf }: Facet, findings: readonly ReportFinding[]): Element[] {
  const options = values
    .map((value) => ({
      value,
      count: findings.filter((finding) => valuesOf(finding).includes(value)).length,
    }))
    .filter(({ count }) => count > 0);
  if (options.length < 2) return [];
  return [
    h('fieldset', [
      h('legend', title),
      ...options.map(({ value, count }) =>
        h('label', [
          h('input', { type: 'checkbox', name, value }),
          h('span', [titleOf(name, value), ' ', h('span', { className: ['count'] }, String(count))]),
        ]),
      ),
    ]),
  ];
}

function titleOf(facet: string, value: string): string {
  if (facet === 'agent') return agentTitle(value);
  if (facet === 'blocking') return value === 'not' ? 'does not block' : 'blocks';
  return value === 'none' ? 'no kind' : value;
}
