import type { Element, ElementContent } from 'hast';
import { h, s } from 'hastscript';
import type { Report } from '../report-schema.ts';
import { findingIdsByPath } from '../sections/coverage.ts';
import { agentTitle, countOf } from '../wording.ts';

/** More columns than this would be thinner than a pixel on a phone; the table has the rest. */
const mostDrawn = 200;
/** A longer table is folded. */
const mostOpen = 15;
const cell = 18;
const rowHeight = cell * 2 + 8;

/** Coverage: a picture (one row an agent, one cell a file, the riskiest first), then the table behind it. */
export function coverageFigures(report: Report): ElementContent[] {
  const { files } = report.coverage;
  if (files.length === 0) return [h('p', 'No files.')];
  const uncovered = files.filter((file) => file.uncovered).length;
  return [
    ...(uncovered > 0 ? [h('p', h('b', `${countOf(uncovered, 'risky file')} that nobody read.`))] : []),
    picture(report),
    h('details', { open: files.length <= mostOpen }, [
      h('summary', `Every file (${files.length})`),
      coverageTable(report),
    ]),
  ];
}

function picture({ coverage }: Report): Element {
  const { agents } = coverage;
  const files = coverage.files.slice(0, mostDrawn);
  const isNarrow = files.length * cell <= 280;
  const x = (index: number) => (isNarrow ? index * cell : `${((index / files.length) * 100).toFixed(3)}%`);
  const width = isNarrow ? cell - 2 : `${(92 / files.length).toFixed(3)}%`;
  const reads = agents.map(
    (agent) =>
      `${agentTitle(agent)} read ${files.filter((file) => file.status[agent] === 'read').length} of ${files.length}`,
  );
  return h('figure', { className: ['picture'] }, [
    s(
      'svg',
      {
        width: '100%',
        height: Math.max(1, agents.length) * rowHeight,
        role: 'img',
        ariaLabelledBy: 'coverage-title coverage-text',
      },
      [
        s('title', { id: 'coverage-title' }, 'Which agent read which file'),
        s('desc', { id: 'coverage-text' }, `${reads.join('; ')}. The table below names every file.`),
        ...agents.flatMap((agent, row) => [
          s('text', { x: 0, y: row * rowHeight + 13, className: ['label'] }, reads[row] ?? ''),
          ...files.map((file, index) =>
            s(
              'rect',
              {
                x: x(index),
                y: row * rowHeight + 19,
                width,
                height: cell,
                rx: 2,
                className: ['cell', file.status[agent] ?? 'none'],
              },
              s('title', `${file.path}: ${file.status[agent] ?? 'not named'}`),
            ),
          ),
        ]),
      ],
    ),
    h('figcaption', [
      ...['read', 'listed', 'skipped', 'failed'].map((status) =>
        h('span', { className: ['key', status] }, status),
      ),
      ` One cell a file, the riskiest first${coverage.files.length > files.length ? `; the first ${files.length} of ${coverage.files.length}` : ''}.`,
    ]),
  ]);
}

function coverageTable(report: Report): Element {
  const { agents, files } = report.coverage;
  const ids = findingIdsByPath(report);
  const rows = files.map((file) =>
    h('tr', { className: file.uncovered ? ['uncovered'] : [] }, [
      h('th', { scope: 'row' }, h('code', file.path)),
      h('td', file.class),
      ...agents.map((agent) =>
        h('td', { className: ['status', file.status[agent] ?? 'none'] }, file.status[agent] ?? '–'),
      ),
      h(
        'td',
        (ids.get(file.path) ?? []).flatMap((id) => [h('a', { href: `#${id}` }, id), ' ']),
      ),
    ]),
  );
  const heads = ['File', 'Class', ...agents.map(agentTitle), 'Findings'];
  return h(
    'div',
    { className: ['scroll'], tabIndex: 0, role: 'region', ariaLabel: 'Coverage of every file' },
    [
      h('table', [
        h(
          'thead',
          h(
            'tr',
            heads.map((head) => h('th', { scope: 'col' }, head)),
          ),
        ),
        h('tbody', rows),
      ]),
    ],
  );
}
