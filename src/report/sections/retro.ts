import type { RootContent } from 'mdast';
import { heading, type Phrase, paragraph, table } from '../mdast.ts';
import { readInline, readProse } from '../prose.ts';
import type { Report } from '../report-schema.ts';
import { agentTitle } from '../wording.ts';
import { retroMetrics } from './retro-metrics.ts';
import type { Scope, Section } from './section.ts';
import { timelineBlocks } from './timeline.ts';

/** Agent Performance Retro: prose per agent, the table, the run, the ledger. */
export function retroSection(report: Report, scope: Scope): Section {
  const { retro } = report;
  const { leftOut } = scope.detail;
  const prose = leftOut.has('retro-prose')
    ? []
    : retro.prose.flatMap(({ agent, text }): RootContent[] => [
        heading(3, agentTitle(agent)),
        ...readProse(text, scope.links),
      ]);
  const closing = leftOut.has('retro-prose') ? [] : readProse(retro.closing ?? '', scope.links);
  return {
    name: 'retro',
    title: 'Agent Performance Retro',
    content: [
      ...prose,
      heading(3, 'Summary'),
      ...(retro.rows.length > 0 ? [retroTable(report)] : [paragraph('No agent reviewed.')]),
      ...closing,
      heading(3, 'The run'),
      ...timelineBlocks(report, scope),
      heading(3, 'Reconciliation'),
      ...readProse(retro.reconciliation, scope.links),
      ...(leftOut.has('ledger') || report.ledger.length === 0 ? [] : [ledgerTable(report, scope)]),
    ],
  };
}

function retroTable({ retro }: Report) {
  return table(
    [
      [['Metric'], ...retro.rows.map((row) => [agentTitle(row.agent)])],
      ...retroMetrics.map((metric) => [[metric.title], ...retro.rows.map((row) => [metric.show(row)])]),
    ],
    [null, ...retro.rows.map(() => 'right' as const)],
  );
}

function ledgerTable({ ledger }: Report, { links }: Scope) {
  return table([
    [['Agent'], ['Id'], ['Severity'], ['Title'], ['Became'], ['Why']],
    ...ledger.map((row): Phrase[][] => [
      [agentTitle(row.agent)],
      [row.id],
      [row.severity],
      readInline(row.title, links),
      [row.finalId === null ? row.outcome : `${row.outcome}, ${row.finalId}`],
      readInline(row.reason, links),
    ]),
  ]);
}
