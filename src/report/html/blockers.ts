import type { Element } from 'hast';
import { h } from 'hastscript';
import type { Report, ReportFinding } from '../../model/report/report-schema.ts';
import { formatPlace, joinTitles } from '../../model/report/wording.ts';
import { readInline } from '../markdown/prose.ts';
import type { Scope } from '../markdown/sections/section.ts';
import { phrasesToHtml } from './prose.ts';

/** More blockers are counted, and one click away. */
const mostRows = 10;

/** What stands in the way, a row each: id and title as a link, place, who found it, who ruled on it; nothing where nothing does. */
export function blockersTable({ findings }: Report, scope: Scope): Element[] {
  const blocking = findings.filter((finding) => finding.blocking);
  if (blocking.length === 0) return [];
  const shown = blocking.slice(0, mostRows);
  const next = blocking[mostRows];
  return [
    h('div', { className: ['blockers'], role: 'region', ariaLabel: 'What blocks merging' }, [
      h('table', [
        h('thead', h('tr', heads)),
        h(
          'tbody',
          shown.map((finding) => row(finding, scope)),
        ),
      ]),
      ...(next === undefined
        ? []
        : [h('p', h('a', { href: `#${next.id}` }, `${blocking.length - mostRows} more`))]),
    ]),
  ];
}

const heads = ['Blocks merging', 'Where', 'Found by', 'Ruled by'].map((title) =>
  h('th', { scope: 'col' }, title),
);

function row(finding: ReportFinding, { links }: Scope): Element {
  const { id, severity, title, anchor, raisedBy, ruling } = finding;
  return h('tr', [
    h('th', { scope: 'row' }, [
      h('a', { href: `#${id}` }, [
        h('span', { className: ['id', severity] }, id),
        ' ',
        ...phrasesToHtml(readInline(title, links)),
      ]),
    ]),
    h('td', { className: ['where'] }, h('code', formatPlace(anchor))),
    h('td', joinTitles(raisedBy.map((source) => source.agent))),
    h('td', ruling.by.length > 0 ? `${ruling.value} by ${joinTitles(ruling.by)}` : 'nobody'),
  ]);
}
