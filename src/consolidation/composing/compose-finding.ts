import { anchorPlace } from '../../change/places/anchor.ts';
import type { Anchor } from '../../model/change/anchor.ts';
import type { Sources } from '../../model/change/sources.ts';
import type { Finding } from '../../model/finding.ts';
import type { ReportEvidence, ReportFinding } from '../../model/report/report-schema.ts';
import type { SettledProof } from '../proofs/settled-proof.ts';
import { citeCode } from '../rounds/cite-code.ts';
import { raisedPlaces } from '../rounds/raised-places.ts';
import { checkEvidence } from '../rulings/citations/check-evidence.ts';
import type { SettledFinding } from '../rulings/settled-finding.ts';
import { exactPatch } from './code/exact-patch.ts';
import { type ExcerptBasis, excerptAt } from './code/excerpt.ts';
import { mergeTexts } from './merge-texts.ts';

/** More places than these are in the explanation anyway. */
const mostOtherPlaces = 12;
/** Other places shown with their code. */
const mostOtherExcerpts = 3;
/** Lines of code of another place, and of a suggestion. */
const mostOfOther = 24;
const mostOfSuggestion = 12;

/** A settled finding as the report has it: code and anchors from the sources, words from the agents. */
export function composeFinding(
  settled: SettledFinding,
  blocking: ReadonlySet<string>,
  basis: ExcerptBasis,
): ReportFinding {
  const { sources } = basis;
  const { cluster, ruling } = settled;
  const [lead, ...others] = cluster.findings;
  if (lead === undefined) throw new Error(`cluster ${cluster.key} has no findings`);
  return {
    id: settled.id,
    severity: settled.severity,
    kind: settled.kind,
    title: lead.title,
    anchor: lead.anchor,
    otherPlaces: otherPlaces(cluster.findings, basis),
    excerpt: excerptAt(
      lead.anchor,
      basis,
      settled.severity === 'suggestion' ? mostOfSuggestion : undefined,
      quotesOf(lead),
    ),
    explanation: lead.explanation,
    otherWordings: otherWordings(lead, others),
    evidence: uniqueEvidence(
      cluster.findings.flatMap((finding) => checkEvidence(finding.evidence, finding.agent, sources)),
    ),
    fix: withExactPatch(fixOf(settled), lead.anchor, sources),
    raisedBy:
      settled.carried?.raisedBy ??
      cluster.findings.map(({ agent, id, severity, kind, title }) => ({
        agent,
        id,
        severity,
        kind,
        title,
      })),
    ruling: {
      value: ruling.value,
      by: [...ruling.by],
      reason: ruling.reason,
      evidence: [...ruling.evidence],
      severityBefore: settled.severityBefore,
      kindBefore: settled.kindBefore,
    },
    fingerprint: settled.fingerprint,
    formerFingerprints: [...settled.formerFingerprints],
    cited: citedCode(settled, basis, blocking.has(settled.id)),
    ...raisedElsewhere(settled, basis, blocking.has(settled.id)),
    state: settled.state,
    declinedReason: settled.declinedReason,
    blocking: blocking.has(settled.id),
    ...(settled.late !== undefined && { late: settled.late }),
    ...(settled.proof !== undefined && { proof: reportProof(settled.proof) }),
  };
}

/** Code that a finding quotes of its own place. */
const quotesOf = ({ quote, anchor, evidence }: Finding): string[] =>
  [quote, ...evidence.map((one) => (one.path === anchor.path ? one.quote : null))].filter(
    (one) => one !== null,
  );

/** What a later round looks for: of a finding that was carried, what it was found with, as far as its code is as it was. */
function citedCode(
  { cluster, carried, state }: SettledFinding,
  basis: ExcerptBasis,
  isBlocking: boolean,
): ReportFinding['cited'] {
  const [lead] = cluster.findings;
  const known = carried?.cited ?? null;
  const isAsKnown = known === null || known.isWhole === (lead?.anchor.startLine === null);
  const now = lead && isAsKnown ? citeCode(lead.anchor, basis, isBlocking || state === 'declined') : null;
  return now ?? known;
}

/** Where else a later round looks for it. */
function raisedElsewhere(
  settled: SettledFinding,
  basis: ExcerptBasis,
  isBlocking: boolean,
): Pick<ReportFinding, 'alsoRaisedAt'> {
  if (!isBlocking && settled.state !== 'declined') return {};
  const places = raisedPlaces(settled, basis);
  return places.length > 0 ? { alsoRaisedAt: places } : {};
}

function reportProof({ proof, review, reviewedBy }: SettledProof): NonNullable<ReportFinding['proof']> {
  const { finding: _, ...facts } = proof;
  return { ...facts, review, reviewedBy: [...reviewedBy] };
}

type OtherPlace = ReportFinding['otherPlaces'][number];

/** Every further place that exists, once. */
function otherPlaces(findings: readonly Finding[], basis: ExcerptBasis): OtherPlace[] {
  const { change, sources } = basis;
  const [lead] = findings;
  const seen = new Set(lead === undefined ? [] : [placeKey(lead.anchor)]);
  const places: OtherPlace[] = [];
  const anchors = findings.flatMap((finding, index) => [
    ...(index === 0 ? [] : [finding.anchor]),
    ...finding.places.map((place) => anchorPlace({ ...place, quote: null }, change, sources)),
  ]);
  for (const anchor of anchors) {
    const { path, startLine, endLine, side } = anchor;
    if (path === null || places.length === mostOtherPlaces || seen.has(placeKey(anchor))) continue;
    seen.add(placeKey(anchor));
    const excerpt = places.length < mostOtherExcerpts ? excerptAt(anchor, basis, mostOfOther) : null;
    places.push({ path, startLine, endLine, side, excerpt });
  }
  return places;
}

const placeKey = ({ path, startLine, side }: Finding['anchor']): string => `${side}:${path}:${startLine}`;

/** The wordings of the other agents, but for those that only repeat another one. */
function otherWordings(lead: Finding, others: readonly Finding[]): ReportFinding['otherWordings'] {
  const wordings = [lead, ...others].map((finding) => ({
    finding,
    agent: finding.agent,
    text: finding.explanation,
  }));
  return mergeTexts(wordings).flatMap(({ all }) => {
    const finding = all[0]?.finding;
    if (finding === undefined || finding === lead) return [];
    const { agent, title, explanation, fix } = finding;
    return [{ agent, title, explanation, fix }];
  });
}

function withExactPatch(fix: ReportFinding['fix'], anchor: Anchor, sources: Sources): ReportFinding['fix'] {
  const exact = fix?.patch ? exactPatch(fix.patch, anchor, sources) : null;
  return fix === null || exact === null ? fix : { ...fix, exact };
}

/** A patch that was shown to mend it goes before all others. */
function fixOf({ cluster: { findings }, proof }: SettledFinding): ReportFinding['fix'] {
  const fixed = findings.find((finding) => finding.fix !== null || finding.patch !== null);
  if (proof?.proof.fix === 'proven' && proof.proof.patch !== null && proof.review === 'confirmed')
    return { text: fixed?.fix ?? null, patch: proof.proof.patch, proven: true };
  if (fixed === undefined) return null;
  return {
    text: fixed.fix,
    patch: fixed.patch ?? findings.find((finding) => finding.patch !== null)?.patch ?? null,
  };
}

function uniqueEvidence(evidence: readonly ReportEvidence[]): ReportEvidence[] {
  return [...new Map(evidence.map((entry) => [JSON.stringify(entry), entry])).values()];
}
