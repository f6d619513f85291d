import type { RootContent } from 'mdast';
import type { Report } from '../../../../model/report/report-schema.ts';
import { agentTitle, countOf } from '../../../../model/report/wording.ts';
import { literal } from '../../literal.ts';
import { code, heading, type Phrase, paragraph, table } from '../../mdast.ts';
import { readInline, readProse } from '../../prose.ts';
import { agentFacts } from '../agent-facts.ts';
import type { Scope } from '../section.ts';
import { runTroubles, timelineBlocks } from '../timeline.ts';
import { retroMetricsOf } from './retro-metrics.ts';

/** A longer ledger is whole in report.json only. */
export const mostLedgerRows = 2000;

/** How the agents did: prose per agent, the table, the run, the ledger. */
export function composeRetro(report: Report, scope: Scope): RootContent[] {
  const { retro } = report;
  const { leftOut } = scope.detail;
  const prose = leftOut.has('retro-prose')
    ? []
    : retro.prose.flatMap(({ agent, text }): RootContent[] => [
        heading(3, agentTitle(agent)),
        ...readProse(text, scope.links),
      ]);
  const closing = leftOut.has('retro-prose') ? [] : readProse(retro.closing ?? '', scope.links);
  return [
    ...prose,
    heading(3, 'Summary'),
    ...(retro.rows.length > 0 ? [retroTable(report, scope)] : [paragraph('No agent reviewed.')]),
    ...closing,
    heading(3, 'The run'),
    ...timelineBlocks(report, scope),
    ...runTroubles(report, scope),
    ...agentFacts(report, scope),
    heading(3, 'Reconciliation'),
    ...readProse(retro.reconciliation, scope.links),
    ...(leftOut.has('ledger') || report.ledger.length === 0 ? [] : ledgerTable(report, scope)),
  ];
}

function retroTable(report: Report, { links }: Scope) {
  const { rows } = report.retro;
  return table(
    [
      [['Metric'], ...rows.map((row) => [agentTitle(row.agent)])],
      ...retroMetricsOf(report).map((metric) => [
        [metric.title],
        ...rows.map((row) => literal(metric.show(row), links)),
      ]),
    ],
    [null, ...rows.map(() => 'right' as const)],
  );
}

function ledgerTable({ ledger }: Report, { links }: Scope): RootContent[] {
  const rows = ledger.slice(0, mostLedgerRows);
  const more = ledger.length - rows.length;
  return [
    table([
      [['Agent'], ['Id'], ['Severity'], ['Title'], ['Became'], ['Why']],
      ...rows.map((row): Phrase[][] => [
        [agentTitle(row.agent)],
        [code(row.id)],
        [row.severity],
        readInline(row.title, links),
        [row.finalId === null ? row.outcome : `${row.outcome}, ${row.finalId}`],
        readInline(row.reason, links),
      ]),
    ]),
    ...(more > 0 ? [paragraph(`${countOf(more, 'more row')}, all in `, code('report.json'), '.')] : []),
  ];
}
