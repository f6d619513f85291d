import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { readInline, readProse } from '../prose.ts';
import type { Report } from '../report-schema.ts';
import { retroMetrics } from '../sections/retro-metrics.ts';
import type { Scope } from '../sections/section.ts';
import { agentTitle, countOf } from '../wording.ts';
import { blocksToHtml, phrasesToHtml } from './prose.ts';
import { timelineFigure } from './timeline.ts';

/** The retro: prose per agent, a table that sorts, the run as a picture, the ledger folded. */
export function retroContent(report: Report, scope: Scope): ElementContent[] {
  const { retro } = report;
  return [
    ...retro.prose.flatMap(({ agent, text }) => [
      h('h3', agentTitle(agent)),
      ...blocksToHtml(readProse(text, scope.links)),
    ]),
    h('h3', 'Summary'),
    retro.rows.length > 0 ? retroTable(report) : h('p', 'No agent reviewed.'),
    ...blocksToHtml(readProse(retro.closing ?? '', scope.links)),
    h('h3', 'The run'),
    ...timelineFigure(report),
    h('h3', 'Reconciliation'),
    ...blocksToHtml(readProse(retro.reconciliation, scope.links)),
    ...(report.ledger.length > 0 ? [ledger(report, scope)] : []),
  ];
}

function retroTable({ retro }: Report): Element {
  const head = h('tr', [
    h('th', { scope: 'col' }, 'Agent'),
    ...retroMetrics.map((metric) =>
      h('th', { scope: 'col', className: ['number'], title: metric.meaning }, metric.title),
    ),
  ]);
  const rows = retro.rows.map((row) =>
    h('tr', [
      h('th', { scope: 'row', dataValue: row.agent }, agentTitle(row.agent)),
      ...retroMetrics.map((metric) =>
        h('td', { className: ['number'], dataValue: String(metric.value(row) ?? '') }, metric.show(row)),
      ),
    ]),
  );
  return h(
    'div',
    { className: ['scroll'], tabIndex: 0, role: 'region', ariaLabel: 'How the agents performed' },
    [h('table', { className: ['sortable'] }, [h('thead', head), h('tbody', rows)])],
  );
}

function ledger({ ledger: entries }: Report, { links }: Scope): Element {
  const heads = ['Agent', 'Id', 'Severity', 'Title', 'Became', 'Why'];
  const rows = entries.map((entry) =>
    h('tr', [
      h('th', { scope: 'row' }, agentTitle(entry.agent)),
      h('td', h('code', entry.id)),
      h('td', entry.severity),
      h('td', phrasesToHtml(readInline(entry.title, links))),
      h('td', [
        entry.outcome,
        ...(entry.finalId === null ? [] : [' ', h('a', { href: `#${entry.finalId}` }, entry.finalId)]),
      ]),
      h('td', phrasesToHtml(readInline(entry.reason, links))),
    ]),
  );
  return h('details', { open: entries.length <= 40 }, [
    h('summary', `Ledger of ${countOf(entries.length, 'raw finding')}`),
    h('div', { className: ['scroll'], tabIndex: 0, role: 'region', ariaLabel: 'Ledger of raw findings' }, [
      h('table', { className: ['sortable'] }, [
        h(
          'thead',
          h(
            'tr',
            heads.map((head) => h('th', { scope: 'col' }, head)),
          ),
        ),
        h('tbody', rows),
      ]),
    ]),
  ]);
}
