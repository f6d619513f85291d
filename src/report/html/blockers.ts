import type { Element, ElementContent } from 'hast';
import { describeProof } from '../../model/report/proof-wording.ts';
import type { Report, ReportFinding } from '../../model/report/report-schema.ts';
import { countOf, formatPlace, joinTitles } from '../../model/report/wording.ts';
import { readInline } from '../markdown/prose.ts';
import type { Scope } from '../markdown/sections/section.ts';
import { copyButton } from './page/copy.ts';
import { h } from './page/element.ts';
import { phrasesToHtml, withoutLinks } from './prose.ts';

/** More blockers are counted, and one click away. */
const mostRows = 10;

/** One column of the table. */
interface Column {
  readonly title: string;
  readonly className: string;
  readonly show: (finding: ReportFinding) => ElementContent[] | string;
}

const columns: readonly Column[] = [
  {
    title: 'Where',
    className: 'where',
    show: ({ anchor }) => [
      h('code', { title: formatPlace(anchor) }, breakable(withoutFirstFolders(formatPlace(anchor)))),
    ],
  },
  {
    title: 'Found by',
    className: 'found',
    show: ({ raisedBy }) => joinTitles(raisedBy.map((source) => source.agent)),
  },
  {
    title: 'Ruled by',
    className: 'ruled-by',
    show: ({ ruling }) =>
      ruling.by.length > 0 ? `${ruling.value} by ${joinTitles(ruling.by)}` : 'nobody yet',
  },
];
const proofColumn: Column = {
  title: 'Proof',
  className: 'shown-by',
  show: ({ proof }) => (proof === undefined ? '' : describeProof(proof)),
};

/** What stands in the way, a row each: id and title as a link, place, who found it, who ruled on it, what running it showed. */
export function blockersTable({ findings }: Report, scope: Scope): Element[] {
  const blocking = findings.filter((finding) => finding.blocking);
  if (blocking.length === 0) return [];
  const shown = blocking.slice(0, mostRows);
  const next = blocking[mostRows];
  const all = shown.some(({ proof }) => proof !== undefined) ? [...columns, proofColumn] : columns;
  const heads = ['Blocks merging', ...all.map(({ title }) => title)];
  return [
    h('div', { className: ['blockers'], role: 'region', ariaLabel: 'What blocks merging' }, [
      h('table', [
        h(
          'thead',
          h(
            'tr',
            heads.map((title) => h('th', { scope: 'col' }, title)),
          ),
        ),
        h(
          'tbody',
          shown.map((finding) => row(finding, all, scope)),
        ),
      ]),
      h('p', { className: ['below-blockers'] }, [
        ...(next === undefined
          ? []
          : [h('a', { href: `#${next.id}` }, `${countOf(blocking.length - mostRows, 'more', 'more')}`)]),
        copyButton('blockers', blocking.length === 1 ? 'Copy for an agent' : 'Copy all for an agent', null),
      ]),
    ]),
  ];
}

function row(finding: ReportFinding, all: readonly Column[], { links }: Scope): Element {
  const { id, severity, title } = finding;
  return h('tr', [
    h('th', { scope: 'row' }, [
      h('a', { href: `#${id}` }, [
        h('span', { className: ['id', severity] }, id),
        ' ',
        h('span', { className: ['title'] }, withoutLinks(phrasesToHtml(readInline(title, links)))),
      ]),
    ]),
    ...all.map(({ className, show }) => h('td', { className: [className] }, show(finding))),
  ]);
}

/** Longer places are shown from their end; the card has the whole. */
const longestPlace = 60;

function withoutFirstFolders(place: string): string {
  if (place.length <= longestPlace) return place;
  const slash = place.indexOf('/', place.length - longestPlace);
  return slash === -1 ? `…${[...place].slice(-longestPlace).join('')}` : `…${place.slice(slash)}`;
}

/** A path that breaks behind its slashes where it must. */
const breakable = (place: string): ElementContent[] =>
  place
    .split(/(?<=\/)/)
    .flatMap((part, index) => [...(index > 0 ? [h('wbr')] : []), { type: 'text' as const, value: part }]);
