import { severities } from '../../model/answers/review-schema.ts';
import { rulingValues } from '../../model/answers/ruling.ts';
import type { Report, ReportFinding } from '../../model/report/report-schema.ts';

/**
 * Every number that a group of findings of one sort has: all, standing, refuted, blocking, by severity and by ruling.
 * @param noun `finding`, a severity, a kind, a ruling or `false positive`.
 * @param agents only what these raised, each for itself; empty: what anybody raised.
 */
export function countsOf(
  noun: string,
  findings: readonly ReportFinding[],
  rows: Report['retro']['rows'],
  agents: readonly string[],
): Set<number> {
  const sort = findings.filter((finding) => isOfSort(finding, noun));
  if (agents.length === 0) return new Set(groupCounts(sort));
  return new Set(
    agents.flatMap((agent) => {
      const own = sort.filter(({ raisedBy }) => raisedBy.some((source) => source.agent === agent));
      const alone = own.filter(({ raisedBy }) => raisedBy.every((source) => source.agent === agent));
      return [...groupCounts(own), ...groupCounts(alone), ...rowCounts(rows, agent, noun)];
    }),
  );
}

function isOfSort({ severity, kind, ruling }: ReportFinding, noun: string): boolean {
  const value = noun === 'false positive' ? 'refuted' : noun;
  return noun === 'finding' || [severity, kind, ruling.value].some((one) => one === value);
}

function groupCounts(findings: readonly ReportFinding[]): number[] {
  const standing = findings.filter(({ id }) => !id.startsWith('R'));
  return [findings, standing].flatMap((list) => [
    list.length,
    findings.length - list.length,
    list.filter(({ blocking }) => blocking).length,
    ...severities.map((one) => list.filter(({ severity }) => severity === one).length),
    ...rulingValues.map((one) => list.filter(({ ruling }) => ruling.value === one).length),
  ]);
}

/** Raw findings are counted in the retro, before any of them were merged or moved. */
function rowCounts(rows: Report['retro']['rows'], agent: string, noun: string): number[] {
  const row = rows.find((one) => one.agent === agent);
  if (row === undefined) return [];
  const { critical, important, suggestion } = row.raised;
  const counts: Readonly<Record<string, readonly number[]>> = {
    finding: [critical + important + suggestion, row.unique, row.merged],
    critical: [critical],
    important: [important],
    suggestion: [suggestion],
    confirmed: [row.confirmed],
    refuted: [row.refuted],
    'false positive': [row.refuted],
  };
  return [...(counts[noun] ?? [])];
}
