import { type Kind, kinds, type Severity, severityRank } from '../../model/answers/review-schema.ts';
import type { Finding } from '../../model/finding.ts';
import type { Ruling } from './collect-rulings.ts';
import type { SettledRuling } from './settled-finding.ts';

/** Severity and kind of a cluster, and what they were raised as where a ruling changed them. */
export interface SettledSeverity {
  readonly severity: Severity;
  readonly kind: Kind | null;
  readonly severityBefore: Severity | null;
  readonly kindBefore: Kind | null;
}

const worstFirst = (a: Severity, b: Severity): number => severityRank(a) - severityRank(b);
/** The order in which kinds speak against merging. */
const kindRank = (kind: Kind | null): number => (kind === null ? 1.5 : kinds.indexOf(kind));

/**
 * Raised: the highest severity whose evidence holds (its place, and its quote if there is one, exist; else simply the highest). A
 * ruling may raise it; it may lower it, or call the finding pre-existing, only with a citation that code found, since whatever
 * makes a finding milder must be shown. Of several rulings the severest counts.
 * @param supporting independent rulings that confirm the finding or find it plausible; nothing corrects a refuted one.
 */
export function settleSeverity(
  findings: readonly Finding[],
  { value }: Pick<SettledRuling, 'value'>,
  supporting: readonly Ruling[],
): SettledSeverity {
  const rulings = value === 'refuted' ? [] : supporting;
  const held = findings.filter(hasPlace);
  const [worst] = [...(held.length > 0 ? held : findings)].sort(
    (a, b) => worstFirst(a.severity, b.severity) || kindRank(a.kind) - kindRank(b.kind),
  );
  if (worst === undefined) throw new Error('a cluster without findings');
  const raised = worst.severity;
  const raisedKind = worst.kind ?? findings.find((finding) => finding.kind !== null)?.kind ?? null;
  const [severity = raised] = rulings.map((ruling) => correctedSeverity(raised, ruling)).sort(worstFirst);
  const kind = settleKind(raisedKind, rulings, findings);
  return {
    severity,
    kind,
    severityBefore: severity === raised ? null : raised,
    kindBefore: kind === raisedKind ? null : raisedKind,
  };
}

/** Whether the code it speaks of was found where, or near where, it says. */
function hasPlace({ anchor, quote }: Finding): boolean {
  return (
    anchor.status === 'exact' || anchor.status === 'moved' || (anchor.status === 'file' && quote === null)
  );
}

function correctedSeverity(raised: Severity, ruling: Ruling): Severity {
  if (ruling.severity === null) return raised;
  const isMilder = severityRank(ruling.severity) > severityRank(raised);
  const isAllowed = isMilder ? ruling.isProven : ruling.value === 'confirmed';
  return isAllowed ? ruling.severity : raised;
}

/** The gravest kind that any ruling gives; those that give none leave it to the others, but do not agree to `pre-existing`. */
function settleKind(
  raised: Kind | null,
  rulings: readonly Ruling[],
  findings: readonly Finding[],
): Kind | null {
  const [gravest, ...others] = rulings
    .filter((ruling) => ruling.kind !== null)
    .map((ruling) => correctedKind(raised, ruling, findings))
    .sort((a, b) => kindRank(a) - kindRank(b));
  if (gravest === undefined) return raised;
  return gravest === 'pre-existing' && others.length + 1 < rulings.length ? raised : gravest;
}

/** Code that the change itself touches counts as older only where the citation is from the merge base. */
function correctedKind(raised: Kind | null, ruling: Ruling, findings: readonly Finding[]): Kind | null {
  if (ruling.kind === null) return raised;
  if (ruling.kind !== 'pre-existing') return ruling.kind;
  const isTouched = findings.some((finding) => finding.anchor.inDiff === 'changed');
  const isShown = ruling.evidence.some(
    (entry) => entry.kind === 'citation' && entry.checked && (entry.side === 'old' || !isTouched),
  );
  return ruling.isProven && isShown ? ruling.kind : raised;
}
