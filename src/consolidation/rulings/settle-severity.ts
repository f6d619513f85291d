import { type Kind, kinds, type Severity, severityRank } from '../../model/answers/review-schema.ts';
import type { Finding } from '../../model/finding.ts';
import type { Scene } from './citations/bearing.ts';
import type { Ruling } from './collect-rulings.ts';
import type { Opposition } from './opposition.ts';
import { showsSameAtBase } from './same-at-base.ts';

/** Severity and kind of a finding, and what they were raised as where a ruling changed them. */
export interface SettledSeverity {
  readonly severity: Severity;
  readonly kind: Kind | null;
  readonly severityBefore: Severity | null;
  readonly kindBefore: Kind | null;
}

const worstFirst = (a: Severity, b: Severity): number => severityRank(a) - severityRank(b);
/** The order in which kinds speak against merging. */
export const kindRank = (kind: Kind | null): number => (kind === null ? 1.5 : kinds.indexOf(kind));
/** The worst of several severities. */
export const worstOf = (severities: readonly [Severity, ...Severity[]]): Severity =>
  severities.reduce((worst, severity) => (worstFirst(severity, worst) < 0 ? severity : worst));

/** What becomes of a finding that nobody ruled on. */
export const asRaised = (raised: Severity, { kind }: Finding): SettledSeverity => ({
  severity: raised,
  kind,
  severityBefore: null,
  kindBefore: null,
});

/**
 * A confirmation may raise a finding's severity; a ruling may lower it, or call the finding pre-existing, only with a citation; against a
 * critical it takes citations that decide against it, of two families, as for a refutation. Of several rulings the severest counts.
 * @param raised what it was raised as.
 * @param supporting independent rulings that confirm the finding or find it plausible, and those that are unclear, which agree to nothing
 * milder; nothing corrects a refuted one.
 */
export function settleSeverity(
  raised: Severity,
  finding: Finding,
  supporting: readonly Ruling[],
  opposition: Opposition,
  scene: Scene,
): SettledSeverity {
  const lowering = supporting.filter((ruling) => isMilder(ruling, raised) && mayLower(ruling, raised));
  const isEnough = lowering.length > 0 && opposition.lack(raised, lowering) === null;
  const said = supporting.map((ruling): Severity => {
    if (ruling.severity === null) return raised;
    const isAllowed = isMilder(ruling, raised)
      ? isEnough && lowering.includes(ruling)
      : ruling.value === 'confirmed';
    return isAllowed ? ruling.severity : raised;
  });
  const [severity = raised] = said.sort(worstFirst);
  const kind = settleKind(raised, finding, supporting, opposition, scene);
  return {
    severity,
    kind,
    severityBefore: severity === raised ? null : raised,
    kindBefore: kind === finding.kind ? null : finding.kind,
  };
}

/**
 * What was found graver in a ruling whose place another one took stays so, unless evidence has made it milder since.
 * @param earlier independent confirmations whose place was taken.
 */
export function keepGraver(
  settled: SettledSeverity,
  raised: Severity,
  finding: Finding,
  earlier: readonly Ruling[],
): SettledSeverity {
  const isLowered = severityRank(settled.severity) > severityRank(raised);
  const isOlder = settled.kind === 'pre-existing' && finding.kind !== 'pre-existing';
  const severity = isLowered
    ? settled.severity
    : worstOf([settled.severity, ...earlier.flatMap((ruling) => ruling.severity ?? [])]);
  const newer = isOlder ? [] : earlier.flatMap(({ kind }) => (kind === 'pre-existing' ? [] : (kind ?? [])));
  const [kind = null] = [settled.kind, ...newer].toSorted((a, b) => kindRank(a) - kindRank(b));
  return {
    severity,
    kind,
    severityBefore: severity === raised ? null : raised,
    kindBefore: kind === finding.kind ? null : finding.kind,
  };
}

const isMilder = ({ severity }: Ruling, raised: Severity): boolean =>
  severity !== null && severityRank(severity) > severityRank(raised);

/** A critical is lowered by what could refute it; anything else by a reason with code that has to do with it. */
const mayLower = ({ isProven, isReasoned }: Ruling, raised: Severity): boolean =>
  isProven || (raised !== 'critical' && isReasoned);

/** The gravest kind that any ruling gives; those that give none leave it to the others, but do not agree to `pre-existing`. */
function settleKind(
  raised: Severity,
  finding: Finding,
  supporting: readonly Ruling[],
  opposition: Opposition,
  scene: Scene,
): Kind | null {
  if (supporting.length === 0) return finding.kind;
  const older = supporting.filter(
    (ruling) => ruling.kind === 'pre-existing' && showsSameAtBase(ruling, finding, scene),
  );
  const mayBeOlder = older.length === supporting.length && opposition.lack(raised, older) === null;
  const [gravest] = supporting
    .flatMap(({ kind, isOfSeveral }) => {
      if (kind === null || (isOfSeveral && kindRank(kind) >= kindRank(finding.kind))) return [];
      return kind !== 'pre-existing' || mayBeOlder ? [kind] : [finding.kind];
    })
    .sort((a, b) => kindRank(a) - kindRank(b));
  return gravest === undefined ? finding.kind : gravest;
}
