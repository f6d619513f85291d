import type { Report } from '../../model/report/report-schema.ts';
import { agentTitle, countOf, formatCost, formatDuration } from '../../model/report/wording.ts';
import type { RetroRow } from './retro.ts';
import { wordList } from './wording.ts';

/** One plain paragraph per agent, told from its row of the retro: used where no editor wrote one. */
export function describeRetro(rows: readonly RetroRow[]): Report['retro']['prose'] {
  return rows.map((row) => ({ agent: row.agent, text: describeRow(row) }));
}

function describeRow(row: RetroRow): string {
  const name = agentTitle(row.agent);
  const { critical, important, suggestion } = row.raised;
  const raised = critical + important + suggestion;
  const spent = `It took ${formatDuration(row.durationMs)}${row.costUsd === null ? '' : ` and ${formatCost(row.costUsd)}`}.`;
  if (raised === 0) return `${name} raised nothing. ${spent}`;
  const levels = [
    ...(critical > 0 ? [`${critical} critical`] : []),
    ...(important > 0 ? [`${important} important`] : []),
    ...(suggestion > 0 ? [countOf(suggestion, 'suggestion')] : []),
  ];
  const fate = [
    ...(row.confirmed > 0 ? [`${row.confirmed} confirmed`] : []),
    ...(row.refuted > 0 ? [`${row.refuted} refuted`] : []),
    ...(row.downgraded > 0 ? [`${row.downgraded} lowered`] : []),
    ...(row.upgraded > 0 ? [`${row.upgraded} raised in severity`] : []),
  ];
  const fates = fate.length > 0 ? `; ${wordList(fate)}` : '';
  const alone =
    row.unique > 0 ? ` It alone found ${row.unique} of what stands.` : ' Nothing that stands is its alone.';
  const missed =
    row.coverageMisses > 0
      ? ` Others found faults in ${countOf(row.coverageMisses, 'file')} that it read without a word.`
      : '';
  return `${name} raised ${countOf(raised, 'finding')} (${wordList(levels)})${fates}.${alone}${missed} ${spent}`;
}
