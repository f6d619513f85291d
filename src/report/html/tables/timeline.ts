import type { Element } from 'hast';
import type { Report } from '../../../model/report/report-schema.ts';
import { formatClock, outcomeTitles } from '../../../model/report/wording.ts';
import { resultOf } from '../../markdown/sections/timeline.ts';
import { h } from '../page/element.ts';

const rowHeight = 34;
const axisHeight = 22;

/** The run as a picture: a bar for each run from start to end, rulings where they came. */
export function timelineFigure(report: Report): Element {
  const runs = report.runs.toSorted((a, b) => a.startMs - b.startMs || (a.id < b.id ? -1 : 1));
  if (runs.length === 0) return h('p', 'No agent ran.');
  const end = Math.max(report.review.wallClockMs, ...runs.map((run) => run.startMs + run.durationMs), 1);
  const percent = (milliseconds: number) => `${((milliseconds / end) * 100).toFixed(2)}%`;
  const height = runs.length * rowHeight + axisHeight;
  const rows = runs.flatMap((run, index) => {
    const top = index * rowHeight;
    const style = run.outcome === 'completed' ? run.role : 'failed';
    return [
      h('text', { x: 0, y: top + 13, className: ['label'] }, `${run.id}: ${describeRun(run)}`),
      h('rect', { x: 0, y: top + 19, width: '100%', height: 8, rx: 4, className: ['track'] }),
      h('rect', {
        x: percent(run.startMs),
        y: top + 19,
        width: percent(Math.max(run.durationMs, end / 200)),
        height: 8,
        rx: 4,
        className: ['bar', style],
      }),
      ...(run.role === 'adjudicator' && run.outcome === 'completed'
        ? [
            h('circle', {
              cx: percent(run.startMs + run.durationMs),
              cy: top + 23,
              r: 5,
              className: ['ruled'],
            }),
          ]
        : []),
    ];
  });
  return h('figure', { className: ['picture'] }, [
    h(
      'svg',
      { width: '100%', height, role: 'img', ariaLabelledBy: 'timeline-picture-title timeline-picture-text' },
      [
        h('title', { id: 'timeline-picture-title' }, 'Who ran when'),
        h(
          'desc',
          { id: 'timeline-picture-text' },
          runs.map((run) => `${run.id}: ${describeRun(run)}.`).join(' '),
        ),
        ...rows,
        ...ticks(end).map((tick, index, all) =>
          h(
            'text',
            {
              x: percent(tick),
              y: height - 5,
              className: ['tick'],
              textAnchor: index === 0 ? 'start' : index === all.length - 1 ? 'end' : 'middle',
            },
            formatClock(tick),
          ),
        ),
      ],
    ),
    h('figcaption', legend(runs)),
  ]);
}

function describeRun(run: Report['runs'][number]): string {
  const when = `${formatClock(run.startMs)} to ${formatClock(run.startMs + run.durationMs)}`;
  return run.outcome === 'completed'
    ? `${run.role === 'editor' ? 'edited' : resultOf(run)}, ${when}`
    : `${outcomeTitles[run.outcome]}, ${when}`;
}

const ticks = (end: number) => [0, 0.25, 0.5, 0.75, 1].map((part) => end * part);

const legend = (runs: Report['runs']) => {
  const provers = runs.some((run) => run.role === 'prover') ? ['prover'] : [];
  return ['reviewer', ...provers, 'adjudicator', 'editor', 'failed'].map((name) =>
    h('span', { className: ['key', name] }, name === 'failed' ? 'did not complete' : name),
  );
};
