import type { BlockContent, RootContent } from 'mdast';
import { describeProof } from '../../../model/report/proof-wording.ts';
import type { Excerpt, ReportFinding } from '../../../model/report/report-schema.ts';
import {
  agentTitle,
  describeChange,
  describeRuling,
  isDisputed,
  joinTitles,
} from '../../../model/report/wording.ts';
import { clipExcerpt, clipLines } from '../../summary/clip.ts';
import { code, codeBlock, heading, joinPhrases, list, type Phrase, paragraph, strong } from '../mdast.ts';
import { linkToKnown, readInline, readProse } from '../prose.ts';
import { evidenceList, furtherEvidence, shownAbove } from './evidence.ts';
import { excerptsOf, labelledPlaces, type Place, placeOf } from './places.ts';
import { proofBlocks } from './proof.ts';
import type { Scope } from './section.ts';

/** More people than these are in the section on feedback. */
const mostPeople = 5;

/** A finding in full, under its own heading. */
export function findingBlocks(finding: ReportFinding, scope: Scope, withExcerpt: boolean): RootContent[] {
  const { links } = scope;
  return [
    heading(3, `${finding.id}. `, readInline(finding.title, links)),
    paragraph(factsOf(finding, scope)),
    ...(withExcerpt ? excerptBlocks(finding, scope) : []),
    ...readProse(finding.explanation, links),
    ...otherWordings(finding, scope),
    ...labelled('Verified via', evidenceList(finding.evidence, scope)),
    ...proofBlocks(finding, scope),
    ...fixOf(finding, scope),
    ...disputeOf(finding, scope),
    ...rulingOf(finding, scope),
  ];
}

/** A finding in one line: id, title, place, kind, agents, ruling. */
export function findingLine(finding: ReportFinding, scope: Scope): BlockContent[] {
  return [
    paragraph(
      strong(`${finding.id}. `, readInline(finding.title, scope.links)),
      ' — ',
      factsOf(finding, scope),
    ),
  ];
}

function factsOf(finding: ReportFinding, scope: Scope): Phrase[] {
  const places = labelledPlaces(finding).map(({ place, label }) => placeOf(place, scope, label));
  return joinPhrases(
    [
      joinPhrases(places, ', '),
      finding.anchor.status === 'moved' ? ['found elsewhere than cited'] : [],
      finding.kind === null ? [finding.severity] : [`${finding.severity}, ${finding.kind}`],
      [joinTitles(finding.raisedBy.map((source) => source.agent))],
      [describeRuling(finding.ruling)],
      finding.proof === undefined ? [] : [describeProof(finding.proof)],
      alsoRaisedBy(finding, scope),
      finding.state === 'new' ? [] : [finding.state],
      finding.late === undefined ? [] : ['late'],
      finding.blocking ? [strong('blocking')] : [],
    ],
    ' · ',
  );
}

/** People who said the same in review. */
export const alsoRaisedBy = ({ people = [] }: ReportFinding, { links }: Pick<Scope, 'links'>): Phrase[] =>
  people.length === 0
    ? []
    : [
        'also raised by ',
        ...joinPhrases(
          people.slice(0, mostPeople).map(({ by, url }) => [linkToKnown(url, links, code(by))]),
          ', ',
        ),
      ];

/** Lines of an excerpt; the rest is cut. */
export const mostExcerptLines = 60;

/** Code with line numbers, the signs of the change, and a mark at the lines that the finding is about. */
function numbered(excerpt: Excerpt, { startLine, endLine, side }: Place): string {
  const lines = clipExcerpt(excerpt, mostExcerptLines).split('\n');
  const width = String(excerpt.startLine + lines.length).length;
  return lines
    .map((text, index) => {
      const number = excerpt.startLine + index;
      const isMarked = startLine !== null && number >= startLine && number <= (endLine ?? startLine);
      const sign = excerpt.changed.includes(number) ? (side === 'old' ? '-' : '+') : ' ';
      return `${isMarked ? '>' : ' '} ${String(number).padStart(width)} ${sign} ${text}`.trimEnd();
    })
    .join('\n');
}

const excerptBlocks = (finding: ReportFinding, scope: Scope): BlockContent[] =>
  excerptsOf(finding).flatMap(({ place, excerpt }, index) => [
    ...(index === 0 ? [] : [paragraph(placeOf(place, scope), ':')]),
    codeBlock(numbered(excerpt, place), null),
  ]);

function otherWordings(finding: ReportFinding, { links }: Scope): BlockContent[] {
  return finding.otherWordings.flatMap((wording) => {
    const explanation = readProse(wording.explanation, links);
    if (explanation.length === 0) return [];
    const fix = readInline(wording.fix ?? '', links);
    return [
      paragraph(strong(`In ${agentTitle(wording.agent)}’s words:`)),
      {
        type: 'blockquote' as const,
        children: [...explanation, ...(fix.length > 0 ? [paragraph(strong('Fix:'), ' ', fix)] : [])],
      },
    ];
  });
}

function fixOf({ fix }: ReportFinding, { links }: Scope): BlockContent[] {
  const patch = (fix?.exact ?? fix?.patch)?.replaceAll('\r', '');
  const block = patch ? [codeBlock(clipLines(patch, 400), 'diff')] : [];
  return labelled('Fix', [...readProse(fix?.text ?? '', links), ...block]);
}

/** Who said what, where the agents disagree. */
function disputeOf(finding: ReportFinding, { links }: Scope): BlockContent[] {
  if (!isDisputed(finding)) return [];
  const entries = finding.raisedBy.map((source) => [
    paragraph(
      `${agentTitle(source.agent)} (`,
      code(source.id),
      `): ${[source.severity, source.kind].filter((part) => part !== null).join(', ')} — `,
      readInline(source.title, links),
    ),
  ]);
  return [paragraph(strong('Who said what:')), list(entries)];
}

/** What was ruled and why, where there is more to say than the line of facts does. */
function rulingOf(finding: ReportFinding, scope: Scope): BlockContent[] {
  const { evidence } = finding.ruling;
  const further = furtherEvidence(finding);
  const change = describeChange(finding);
  const words = readProse(reasonOf(finding), scope.links);
  const declined = labelled('Declined', readProse(finding.declinedReason ?? '', scope.links));
  if (words.length === 0 && evidence.length === 0 && change === null) return declined;
  const ruling = `Ruling: ${describeRuling(finding.ruling)}${change === null ? '' : `, ${change}`}`;
  return [
    ...(words.length > 0 ? labelled(ruling, words) : [paragraph(strong(`${ruling}.`))]),
    ...evidenceList(further, scope),
    ...(further.length < evidence.length ? [paragraph(shownAbove)] : []),
    ...declined,
  ];
}

/** Why it was ruled so, without what its script showed: that stands above. */
export function reasonOf({ ruling, proof }: ReportFinding): string {
  return proof === undefined
    ? (ruling.reason ?? '')
    : (ruling.reason ?? '').replace(`: ${proof.reason}`, ', as above.');
}

/** Blocks with a bold label before the first words, or above them where they do not begin with words. */
export function labelled(label: string, blocks: readonly BlockContent[]): BlockContent[] {
  const [first] = blocks;
  if (first === undefined) return [];
  if (first.type !== 'paragraph') return [paragraph(strong(`${label}:`)), ...blocks];
  return [paragraph(strong(`${label}.`), ' ', first.children), ...blocks.slice(1)];
}
