import type { Element, ElementContent } from 'hast';
import type { Report } from '../../../model/report/report-schema.ts';
import { agentTitle } from '../../../model/report/wording.ts';
import {
  type ChangedFile,
  type CoveredFile,
  changedFilesByPath,
  describeClass,
  describeStatus,
  findingIdsByPath,
  unreadWarning,
} from '../../markdown/sections/coverage.ts';
import { h } from '../page/element.ts';
import { blocksToHtml } from '../prose.ts';
import { scrollingTable } from './table.ts';

/** More columns than this would be thinner than a pixel on a phone; the table has the rest. */
const mostDrawn = 200;
/** A longer table is folded. */
const mostOpen = 15;
const cell = 18;
const rowHeight = cell * 2 + 8;

/** Cells differ in height too, so that nothing depends on colour alone. */
const cellHeights = { read: cell, listed: cell / 2, skipped: 3, failed: cell } as const;

/** A picture of who read what (one row an agent, one cell a file, the riskiest first), then the table behind it. */
export function coverageContent(report: Report): ElementContent[] {
  const { files } = report.coverage;
  if (files.length === 0) return [h('p', 'No files.')];
  return [
    ...blocksToHtml(unreadWarning(files)),
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
  const step = files.length * cell <= 280 ? null : 100 / files.length;
  const x = (index: number) => (step === null ? index * cell : `${(index * step).toFixed(3)}%`);
  const width = step === null ? cell - 2 : `${(step * 0.92).toFixed(3)}%`;
  const reads = agents.map((agent) => {
    const count = files.filter((file) => file.status[agent] === 'read').length;
    return `${agentTitle(agent)} read ${count} of ${files.length}`;
  });
  const rows = agents.flatMap((agent, row) => [
    h('text', { x: 0, y: row * rowHeight + 13, className: ['label'] }, reads[row] ?? ''),
    ...files.map((file, index) => {
      const status = file.status[agent] ?? 'skipped';
      const height = cellHeights[status];
      return h(
        'rect',
        { x: x(index), y: row * rowHeight + 19 + cell - height, width, height, className: ['cell', status] },
        h('title', `${file.path}: ${status}`),
      );
    }),
  ]);
  return h('figure', { className: ['picture'] }, [
    h(
      'svg',
      {
        width: '100%',
        height: Math.max(1, agents.length) * rowHeight,
        role: 'img',
        ariaLabelledBy: 'coverage-picture-title coverage-picture-text',
      },
      [
        h('title', { id: 'coverage-picture-title' }, 'Which agent read which file'),
        h('desc', { id: 'coverage-picture-text' }, `${reads.join('; ')}. The table below names every file.`),
        ...rows,
      ],
    ),
    h('figcaption', [
      ...Object.keys(cellHeights).map((status) => h('span', { className: ['key', status] }, status)),
      ` One cell a file, the riskiest first${coverage.files.length > files.length ? `; the first ${files.length} of ${coverage.files.length}` : ''}.`,
    ]),
  ]);
}

function coverageTable(report: Report): Element {
  const { agents, files } = report.coverage;
  const ids = findingIdsByPath(report);
  const changed = changedFilesByPath(report);
  const rows = files.map((file) => {
    const facts = changed.get(file.path);
    return h('tr', { className: file.uncovered ? ['uncovered'] : null }, [
      h('th', { scope: 'row' }, [
        h('code', file.path),
        h('span', { className: ['soft', 'below'] }, describeFile(file, facts)),
      ]),
      ...agents.map((agent) =>
        h('td', { className: ['status', file.status[agent] ?? 'none'] }, describeStatus(file, agent)),
      ),
      h(
        'td',
        { className: ['ids'] },
        (ids.get(file.path) ?? []).flatMap((id) => [h('a', { href: `#${id}` }, id), ' ']),
      ),
    ]);
  });
  return scrollingTable('Coverage of every file', ['File', ...agents.map(agentTitle), 'Findings'], rows);
}

/** `renamed from a, +3 −1, risk 60: arithmetic`; its class where it was not for reading. */
function describeFile(file: CoveredFile, changed: ChangedFile | undefined): string {
  const parts = [
    file.class === 'reviewed' ? null : describeClass(file, changed),
    ...(changed === undefined
      ? []
      : [
          changed.status === 'modified'
            ? null
            : `${changed.status}${changed.oldPath === null ? '' : ` from ${changed.oldPath}`}`,
          `+${changed.additions} −${changed.deletions}`,
          changed.riskReasons.length > 0
            ? `risk ${Math.round(changed.risk)}: ${changed.riskReasons.join(', ')}`
            : null,
        ]),
  ];
  return parts.filter((part) => part !== null).join(', ');
}
