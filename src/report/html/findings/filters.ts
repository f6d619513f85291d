import type { Element } from 'hast';
import { h } from 'hastscript';
import { kinds, severities } from '../../../model/answers/review-schema.ts';
import { rulingValues } from '../../../model/answers/ruling.ts';
import type { Report, ReportFinding } from '../../../model/report/report-schema.ts';
import { agentTitle } from '../../../model/report/wording.ts';

/** One way to filter: the name in the address, the words on the page, the values there are and what a finding has. */
interface Facet {
  readonly name: string;
  readonly title: string;
  readonly values: readonly string[];
  readonly valuesOf: (finding: ReportFinding) => readonly string[];
}

const states = ['new', 'open', 'fixed', 'declined'];

/** The filter form where there is a choice, hidden until the page's script shows it; counts are those of the whole report. */
export function filters(report: Report): Element[] {
  const findings = [...report.findings, ...report.refuted];
  const agents = [...new Set(findings.flatMap((finding) => finding.raisedBy.map((source) => source.agent)))];
  const facets: Facet[] = [
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
  ];
  const groups = facets.flatMap((facet) => facetGroup(facet, findings));
  if (groups.length === 0) return [];
  const status = h('p', { className: ['filter-status'] }, [
    h('span', { role: 'status' }),
    ' ',
    h('button', { type: 'button', hidden: true }, 'Show all'),
  ]);
  return [
    h('form', { className: ['filters'], hidden: true, ariaLabel: 'Filter findings' }, [...groups, status]),
  ];
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
          h('span', [
            name === 'agent' ? agentTitle(value) : value === 'none' ? 'no kind' : value,
            ' ',
            h('span', { className: ['count'] }, String(count)),
          ]),
        ]),
      ),
    ]),
  ];
}
