import type { Report } from '../../../../model/report/report-schema.ts';
import { formatClock, formatCost, formatTokens } from '../../../../model/report/wording.ts';

type RetroRow = Report['retro']['rows'][number];

/** One measure of the retro: what it is called, what it means, how it is shown, and the number it sorts by. */
interface RetroMetric {
  readonly title: string;
  readonly meaning: string;
  readonly value: (row: RetroRow) => number | null;
  readonly show: (row: RetroRow) => string;
}

const counted = (title: string, meaning: string, value: (row: RetroRow) => number): RetroMetric => ({
  title,
  meaning,
  value,
  show: (row) => String(value(row)),
});
const measured = (
  title: string,
  meaning: string,
  value: (row: RetroRow) => number | null,
  format: (value: number) => string,
): RetroMetric => ({
  title,
  meaning,
  value,
  show: (row) => {
    const amount = value(row);
    return amount === null ? '–' : format(amount);
  },
});
const total = (counts: RetroRow['raised']) => counts.critical + counts.important + counts.suggestion;
const severityCounts = (counts: RetroRow['raised']) =>
  `${counts.critical}C ${counts.important}I ${counts.suggestion}S`;

/** Every measure of the retro, in the order of its table. */
const retroMetrics: readonly RetroMetric[] = [
  measured('Duration', 'minutes and seconds of its review', (row) => row.durationMs, formatClock),
  {
    title: 'Raised',
    meaning: 'findings as the agent gave them: critical, important, suggestions',
    value: (row) => total(row.raised),
    show: (row) => severityCounts(row.raised),
  },
  {
    title: 'Standing',
    meaning: 'findings in this report that it raised, alone or with others',
    value: (row) => total(row.standing),
    show: (row) => severityCounts(row.standing),
  },
  counted('Confirmed', 'upheld by a ruling with checked evidence', (row) => row.confirmed),
  counted('False positives', 'refuted by a ruling with checked evidence', (row) => row.refuted),
  counted('Downgraded', 'standing at a lower severity than it gave', (row) => row.downgraded),
  counted('Upgraded', 'standing at a higher severity than it gave', (row) => row.upgraded),
  counted('Shared', 'standing findings that another agent raised too', (row) => row.merged),
  counted('Unique insights', 'standing findings that only this agent raised', (row) => row.unique),
  counted('Design observations', 'concerns and strengths it named', (row) => row.designObservations),
  counted('Files read', 'changed files it read', (row) => row.filesRead),
  counted(
    'Coverage misses',
    'files it read without raising what others found there',
    (row) => row.coverageMisses,
  ),
  {
    title: 'Scripts',
    meaning: 'run to show its findings: how many showed something, and how many nothing',
    value: (row) => row.scripts?.shown ?? null,
    show: ({ scripts }) =>
      scripts === undefined ? '–' : `${scripts.tried} tried, ${scripts.shown} shown, ${scripts.notShown} not`,
  },
  measured(
    'Tokens',
    'read and written',
    (row) => (row.tokens === null ? null : row.tokens.input + row.tokens.output),
    formatTokens,
  ),
  measured('Tool calls', 'as its own log counts them', (row) => row.toolCalls, String),
  measured('Cost', 'in US dollars', (row) => row.costUsd, formatCost),
  measured('Cost per confirmed', 'in US dollars', (row) => row.costPerConfirmedUsd, formatCost),
];

/** The measures that at least one agent has a value for. */
export const retroMetricsOf = ({ retro }: Report): readonly RetroMetric[] =>
  retroMetrics.filter((metric) => retro.rows.some((row) => metric.value(row) !== null));
