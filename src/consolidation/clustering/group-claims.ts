import type { Claim } from './claim.ts';
import { groupByLinks } from './group-by-links.ts';
import { type ClaimLink, linkClaims } from './link-claims.ts';

/** Claims in a fixed order with the links between them. */
export interface LinkedClaims {
  readonly claims: readonly Claim[];
  readonly links: readonly ClaimLink[];
}

/** What was said of pairs of claims, by their keys. */
export interface PairEvidence {
  /** In log-odds of being one issue. */
  evidence(one: string, other: string): number;
  isAnswered(one: string, other: string): boolean;
}

/** Log-odds from which claims become one where nobody says otherwise: two to one. */
const sameFrom = 0.7;
/** From here on an adjudicator is asked, unless the two are surely one. */
const doubtfulFrom = -1.5;
const silence: PairEvidence = { evidence: () => 0, isAnswered: () => false };

/** Links claims; their order must not depend on who made them first. */
export const linkInOrder = (claims: readonly Claim[]): LinkedClaims => ({
  claims,
  links: linkClaims(claims),
});

/** Groups claims that are one issue by likeness and, where there are any, by answers; as positions in the list. */
export function groupClaims({ claims, links }: LinkedClaims, said: PairEvidence = silence): number[][] {
  const keyOf = (index: number) => claims[index]?.key ?? '';
  const weighed = links.map(({ one, other, score, isTwin, isApart }) => {
    const evidence = said.evidence(keyOf(one), keyOf(other));
    return { one, other, score: score + evidence, isTwin, isApart: isApart === true && evidence <= 0 };
  });
  return groupByLinks(
    claims.map(({ tag }) => tag),
    weighed,
    sameFrom,
  );
}

/**
 * Pairs that nobody has answered yet and that words alone do not settle, as positions in the list. First, of each group, the two least alike, since a claim that is put into another is not seen any
 * more; then, of each two groups, the two most alike, the likeliest first.
 * @param needsAgreement whether a group counts only if somebody says that its claims mean the same: then a pair of it is asked about even
 * where its words leave no doubt.
 */
export function pairsInDoubt(
  linked: LinkedClaims,
  said: PairEvidence,
  needsAgreement: (group: readonly number[]) => boolean = () => false,
): (readonly [number, number])[] {
  const { claims, links } = linked;
  const groups = groupClaims(linked, said);
  const groupOf = new Map(groups.flatMap((group) => group.map((index) => [index, group] as const)));
  const groupAt = (index: number) => groupOf.get(index) ?? [];
  const numberOf = new Map(groups.map((group, index) => [group, index]));
  const mayJoin = (one: readonly number[], other: readonly number[]) => {
    const tags = new Set(one.map((index) => claims[index]?.tag ?? null));
    return !other.some((index) => claims[index]?.tag != null && tags.has(claims[index]?.tag ?? null));
  };
  const within = new Map<readonly number[], readonly [number, number]>();
  const between = new Map<string, readonly [number, number]>();
  for (const { one, other, score, isSure, isTwin } of links.toSorted(byScore)) {
    if (isTwin || said.isAnswered(claims[one]?.key ?? '', claims[other]?.key ?? '')) continue;
    const [first, second] = [groupAt(one), groupAt(other)];
    const isInDoubt = score >= doubtfulFrom && !isSure;
    if (first === second && (isInDoubt || needsAgreement(first))) within.set(first, [one, other]);
    if (first === second || !isInDoubt) continue;
    const code = [numberOf.get(first), numberOf.get(second)].sort().join(' ');
    if (!between.has(code) && mayJoin(first, second)) between.set(code, [one, other]);
  }
  return [...within.values(), ...between.values()];
}

const byScore = (a: ClaimLink, b: ClaimLink): number =>
  b.score - a.score || a.one - b.one || a.other - b.other;
