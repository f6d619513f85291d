import type { Element } from 'hast';
import { whyNotBlocking } from '../../../model/report/headline.ts';
import { describeProof } from '../../../model/report/proof-wording.ts';
import type { ReportFinding } from '../../../model/report/report-schema.ts';
import {
  agentTitle,
  describeChange,
  describeRuling,
  isDisputed,
  joinTitles,
  joinWords,
  kindMeanings,
} from '../../../model/report/wording.ts';
import { joinPhrases } from '../../markdown/mdast.ts';
import { readInline, readProse } from '../../markdown/prose.ts';
import { furtherEvidence, shownAbove } from '../../markdown/sections/evidence.ts';
import { reasonOf } from '../../markdown/sections/finding.ts';
import { excerptsOf, labelledPlaces, placeOf } from '../../markdown/sections/places.ts';
import type { Scope } from '../../markdown/sections/section.ts';
import { copyButton, inert } from '../page/copy.ts';
import { type Content, h } from '../page/element.ts';
import { blocksToHtml, phrasesToHtml, withoutLinks } from '../prose.ts';
import { evidenceBlock } from './evidence.ts';
import { excerptBlock } from './excerpt.ts';
import { folderOf } from './filters.ts';
import { patchFigure } from './patch.ts';
import { proofPanel } from './proof.ts';

/**
 * A finding as a card that unfolds, open where it blocks, or its head only; its attributes are what the filters read.
 * @param handOff what an agent that mends it is given.
 * @param hasColours whether its code is coloured, which is most of the time that a card takes.
 */
export function findingCard(
  finding: ReportFinding,
  scope: Scope,
  handOff: string | undefined,
  hasColours = true,
): Element {
  const agents = [...new Set(finding.raisedBy.map((source) => source.agent))];
  const attributes = {
    id: finding.id,
    className: ['finding', finding.severity],
    dataSeverity: finding.severity,
    dataKind: finding.kind ?? 'none',
    dataAgent: agents.join(' '),
    dataRuling: finding.ruling.value,
    dataState: finding.state,
    dataFolder: folderOf(finding),
    dataBlocking: finding.blocking ? 'blocking' : 'not',
    ariaLabelledBy: `${finding.id}-title`,
  };
  // What unfolds the card is a control, and so holds no link.
  const head = [
    h('h3', { id: `${finding.id}-title` }, [
      h('span', { className: ['id'] }, finding.id),
      ' ',
      withoutLinks(phrasesToHtml(readInline(finding.title, scope.links))),
    ]),
    h('ul', { className: ['tags'] }, tagsOf(finding)),
  ];
  const places = h('p', { className: ['places'] }, [
    placesOf(finding, scope),
    ' ',
    h('a', { className: ['anchor'], href: `#${finding.id}`, ariaLabel: `Link to ${finding.id}` }, '¶'),
  ]);
  const forAgent = handOff === undefined ? null : inert('hand-off', handOff);
  if (!scope.inFull.has(finding)) return h('article', attributes, head, places, forAgent);
  const top = h('div', { className: ['top'] }, [
    places,
    handOff === undefined ? null : copyButton('finding', 'Copy for an agent', finding.id),
  ]);
  const body = bodyOf(finding, scope, hasColours);
  return h(
    'article',
    attributes,
    h('details', { open: finding.blocking }, h('summary', head), top, body),
    forAgent,
  );
}

const bodyOf = (finding: ReportFinding, scope: Scope, hasColours: boolean): Content => [
  excerptFigures(finding, scope, hasColours),
  blocksToHtml(readProse(finding.explanation, scope.links)),
  wordingsOf(finding, scope),
  evidenceBlock('Verified via', finding.evidence, scope),
  proofPanel(finding, scope),
  fixOf(finding, scope),
  rulingOf(finding, scope),
  sourcesOf(finding, scope),
];

function placesOf(finding: ReportFinding, scope: Scope): Content {
  const places = labelledPlaces(finding).map(({ place, label }) => placeOf(place, scope, label));
  const moved =
    finding.anchor.status === 'moved'
      ? h('span', { className: ['soft'] }, ' found elsewhere than cited')
      : null;
  return [phrasesToHtml(joinPhrases(places, ', ')), moved];
}

/** What one wants to know before unfolding it; its severity is the section's heading, but for refuted ones. */
function tagsOf(finding: ReportFinding): Content {
  const { kind, state, severity, ruling, raisedBy, proof, people = [] } = finding;
  const tag = (text: string, className: string, title?: string) =>
    h('li', { className: ['tag', className], title }, text);
  const why = whyNotBlocking(finding);
  const isSetAside = state === 'declined' || ruling.value === 'refuted';
  return [
    isSetAside ? tag(severity, severity) : null,
    finding.blocking ? tag('blocks', 'blocks') : null,
    why === null ? null : tag(`does not block: ${why}`, 'why'),
    kind === null ? null : tag(kind, 'kind', kindMeanings[kind]),
    state === 'new' ? null : tag(state, 'state'),
    tag(`found by ${joinTitles(raisedBy.map((source) => source.agent))}`, 'agent'),
    people.length === 0
      ? null
      : tag(`also raised by ${joinWords([...new Set(people.map(({ by }) => by))].slice(0, 3))}`, 'people'),
    tag(describeRuling(ruling), `ruling-${ruling.value}`),
    proof === undefined ? null : tag(describeProof(proof), 'proof'),
  ];
}

/** The code at each place; the first place is named above, the others say which they are. */
function excerptFigures(finding: ReportFinding, scope: Scope, hasColours: boolean): Element[] {
  return excerptsOf(finding).map(({ place, excerpt }, index) =>
    h('figure', { className: ['code'] }, [
      index > 0 ? h('figcaption', phrasesToHtml(placeOf(place, scope))) : null,
      excerptBlock(hasColours ? excerpt : { ...excerpt, language: null }, place),
    ]),
  );
}

function wordingsOf(finding: ReportFinding, { links }: Scope): Element[] {
  return finding.otherWordings.map((wording) =>
    h('details', { className: ['wording'] }, [
      h('summary', [
        `In ${agentTitle(wording.agent)}’s words: `,
        phrasesToHtml(readInline(wording.title, links)),
      ]),
      blocksToHtml(readProse(wording.explanation, links)),
      wording.fix ? h('p', h('b', 'Fix: '), phrasesToHtml(readInline(wording.fix, links))) : null,
    ]),
  );
}

function fixOf({ id, fix, anchor }: ReportFinding, { links }: Scope): Content {
  const words = blocksToHtml(readProse(fix?.text ?? '', links));
  if (words.length === 0 && !fix?.patch) return null;
  const patch = fix?.patch ? patchFigure(fix, anchor.path, id) : null;
  return h('div', { className: ['fix'] }, [
    h('div', { className: ['top'] }, [
      h('h4', fix?.proven ? 'Fix, shown to mend it' : 'Fix'),
      words.length > 0 ? copyButton('fix', 'Copy fix', id) : null,
      patch?.buttons ?? null,
    ]),
    words.length > 0 ? h('div', { className: ['words'] }, words) : null,
    patch?.figure ?? null,
  ]);
}

function rulingOf(finding: ReportFinding, scope: Scope): Content {
  const { evidence } = finding.ruling;
  const further = furtherEvidence(finding);
  const change = describeChange(finding);
  const declined = blocksToHtml(readProse(finding.declinedReason ?? '', scope.links));
  const words = blocksToHtml(readProse(reasonOf(finding), scope.links));
  const ruling =
    words.length + evidence.length > 0 || change !== null
      ? h('div', { className: ['ruling', `ruling-${finding.ruling.value}`] }, [
          h('h4', `Ruling: ${describeRuling(finding.ruling)}${change === null ? '' : ` (${change})`}`),
          words,
          evidenceBlock('Evidence', further, scope),
          further.length < evidence.length ? h('p', { className: ['soft'] }, shownAbove) : null,
        ])
      : null;
  return declined.length > 0
    ? [ruling, h('div', { className: ['ruling'] }, h('h4', 'Declined'), declined)]
    : ruling;
}

/** Who raised it, as what; the table where they disagree. */
function sourcesOf(finding: ReportFinding, { links }: Scope): Element {
  const rows = finding.raisedBy.map((source) =>
    h('tr', [
      h('th', { scope: 'row' }, agentTitle(source.agent)),
      h('td', { className: ['whole'] }, source.id),
      h('td', source.severity),
      h('td', source.kind ?? '–'),
      h('td', phrasesToHtml(readInline(source.title, links))),
    ]),
  );
  return h('details', { className: ['sources'], open: isDisputed(finding) }, [
    h('summary', isDisputed(finding) ? 'Who said what' : 'As raised'),
    h('div', { className: ['scroll'], tabIndex: 0 }, h('table', h('tbody', rows))),
    h('p', { className: ['soft'] }, [
      'Fingerprint, to decline it in the configuration: ',
      h('code', finding.fingerprint),
    ]),
  ]);
}
