import type { Claim } from './claim.ts';
import { areElsewhere, areNeighbours, relate } from './describe-pair.ts';
import type { Link } from './group-by-links.ts';
import { likelyPairs, type Pair } from './likely-pairs.ts';
import { type Profile, profileClaims } from './profile.ts';
import { similarity } from './similarity.ts';
import { areToldApart, nameOthers } from './told-apart.ts';
import { overlap } from './words/bag.ts';

/** Up to so many claims every pair is compared. */
const compareAllUpTo = 200;
/** No single pair weighs more than this for or against. */
const extreme = 4;
/** From here two claims are one without asking: of 500 labelled pairs so alike, one is not. */
const sureFrom = 6;
/** Neighbours, claims about different files, and those that say one thing of two are no more than this: worth a question, and not one without an answer. */
const doubtful = 0.5;
/** What speaks against two claims of one agent that have no tag. */
const ownAgentPenalty = 2;
/** From so much of their titles in common two claims of one agent at one place are one claim, made twice. */
const twinFrom = 0.9;

/** A pair of claims. */
export interface ClaimLink extends Link {
  /** Whether they are so alike that nobody need be asked. */
  readonly isSure: boolean;
}

/**
 * Compares claims with each other; every link is a pair worth looking at, with its log-odds of being one issue. An agent's
 * own claims are linked only where it repeats itself, in two shards or passes, or where nothing tells them apart.
 */
export function linkClaims(claims: readonly Claim[]): ClaimLink[] {
  const profiles = profileClaims(claims);
  const pairs = claims.length <= compareAllUpTo ? allPairs(claims.length) : likelyPairs(profiles);
  return pairs.flatMap(([one, other]): ClaimLink[] => {
    const [a, b] = [profiles[one] as Profile, profiles[other] as Profile];
    const isOwn = a.claim.agent === b.claim.agent;
    if (isOwn && areTwins(a, b)) return [{ one, other, score: extreme, isTwin: true, isSure: true }];
    if (isOwn && a.claim.tag !== null && b.claim.tag !== null) return [];
    const likeness = similarity(a, b);
    const isSure = likeness >= sureFrom && !nameOthers(a, b);
    if (likeness > doubtful && areToldApart(a, b))
      return [{ one, other, score: doubtful, isTwin: false, isSure: false, isApart: !isOwn }];
    if (likeness > doubtful && areElsewhere(a, b))
      return [{ one, other, score: doubtful, isTwin: false, isSure: false }];
    if (!isSure && areNeighbours(a, b))
      return [{ one, other, score: Math.min(doubtful, likeness), isTwin: false, isSure }];
    const score = Math.max(-extreme, Math.min(extreme, likeness)) - (isOwn ? ownAgentPenalty : 0);
    return [{ one, other, score, isTwin: false, isSure }];
  });
}

function areTwins(a: Profile, b: Profile): boolean {
  if (a.claim.run !== null && a.claim.run === b.claim.run) return areEqual(a.claim, b.claim);
  return (
    relate(a.claim.places, b.claim.places) === 'same lines' &&
    overlap(a.title, b.title) >= twinFrom &&
    !areToldApart(a, b)
  );
}

/** Told twice word for word, as in a draft and the final text: two faults are not told so. What an answer says in between may follow the first. */
function areEqual(one: Claim, other: Claim): boolean {
  if (one.title !== other.title || one.places.length === 0) return false;
  if (JSON.stringify(one.places[0]) !== JSON.stringify(other.places[0])) return false;
  const [a, b] = [one, other].map(({ prose }) => prose.replace(/\s+/g, ' ').trim()) as [string, string];
  return a.startsWith(b) || b.startsWith(a);
}

const allPairs = (count: number): Pair[] =>
  Array.from({ length: count }, (_, one) =>
    Array.from({ length: count - one - 1 }, (_unused, step): Pair => [one, one + 1 + step]),
  ).flat();
