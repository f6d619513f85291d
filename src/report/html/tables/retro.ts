import type { Element, ElementContent } from 'hast';
import type { Report } from '../../../model/report/report-schema.ts';
import { agentTitle, countOf } from '../../../model/report/wording.ts';
import { readInline, readProse } from '../../markdown/prose.ts';
import { agentFacts } from '../../markdown/sections/agent-facts.ts';
import { mostLedgerRows } from '../../markdown/sections/retro/retro.ts';
import { retroMetricsOf } from '../../markdown/sections/retro/retro-metrics.ts';
import type { Scope } from '../../markdown/sections/section.ts';
import { runTroubles } from '../../markdown/sections/timeline.ts';
import { h } from '../page/element.ts';
import { blocksToHtml, phrasesToHtml } from '../prose.ts';
import { scrollingTable } from './table.ts';
import { timelineFigure } from './timeline.ts';

/** A longer ledger is folded. */
const mostOpen = 40;

/** How the agents did: prose for each, a table that sorts, the run as a picture, the ledger. */
export function retroContent(report: Report, scope: Scope): ElementContent[] {
  const { retro, ledger } = report;
  return [
    ...retro.prose.flatMap(({ agent, text }) => [
      h('h3', agentTitle(agent)),
      ...blocksToHtml(readProse(text, scope.links)),
    ]),
    h('h3', 'Summary'),
    retro.rows.length > 0 ? retroTable(report) : h('p', 'No agent reviewed.'),
    ...blocksToHtml(readProse(retro.closing ?? '', scope.links)),
    h('h3', 'The run'),
    timelineFigure(report),
    ...blocksToHtml([...runTroubles(report, scope), ...agentFacts(report, scope)]),
    h('h3', 'Reconciliation'),
    ...blocksToHtml(readProse(retro.reconciliation, scope.links)),
    ...(ledger.length > 0
      ? [
          h('details', { open: ledger.length <= mostOpen }, [
            h('summary', `Ledger of ${countOf(ledger.length, 'raw finding')}`),
            ledgerTable(report, scope),
            ...(ledger.length > mostLedgerRows
              ? [h('p', `The first ${mostLedgerRows} rows; all of them are in report.json.`)]
              : []),
          ]),
        ]
      : []),
  ];
}

function retroTable(report: Report): Element {
  const metrics = retroMetricsOf(report);
  const rows = report.retro.rows.map((row) =>
    h('tr', [
      h('th', { scope: 'row' }, agentTitle(row.agent)),
      ...metrics.map((metric) =>
        h('td', { className: ['number'], dataValue: String(metric.value(row) ?? '') }, metric.show(row)),
      ),
    ]),
  );
  return scrollingTable('How the agents performed', ['Agent', ...metrics], rows, ['sortable', 'wide']);
}

function ledgerTable({ ledger }: Report, { links }: Scope): Element {
  const rows = ledger
    .slice(0, mostLedgerRows)
    .map((entry) =>
      h('tr', [
        h('th', { scope: 'row' }, agentTitle(entry.agent)),
        h('td', { className: ['whole'] }, entry.id),
        h('td', entry.severity),
        h('td', phrasesToHtml(readInline(entry.title, links))),
        h('td', [
          entry.outcome,
          ...(entry.finalId === null ? [] : [' ', h('a', { href: `#${entry.finalId}` }, entry.finalId)]),
        ]),
        h('td', phrasesToHtml(readInline(entry.reason, links))),
      ]),
    );
  return scrollingTable(
    'Ledger of raw findings',
    ['Agent', 'Id', 'Severity', 'Title', 'Became', 'Why'],
    rows,
    ['sortable'],
  );
}
