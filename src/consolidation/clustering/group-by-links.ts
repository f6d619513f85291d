import { createOfferQueue } from './offer-queue.ts';

/** A pair of numbered items with its log-odds of being one; each pair at most once. */
export interface Link {
  readonly one: number;
  readonly other: number;
  readonly score: number;
  /** Whether the two are one without question. */
  readonly isTwin: boolean;
  /** Whether the two stay apart, and all that is one with either, whatever the score. */
  readonly isApart?: boolean;
}

/** Two groups are as alike as their members on average, and a third as much as their most alike members: one odd wording splits nothing. */
const bestShare = 1 / 3;
/** A pair that was never compared counts as this unlike. */
const uncompared = -4;

interface Neighbour {
  readonly sum: number;
  readonly known: number;
  readonly best: number;
  readonly isApart: boolean;
}

/**
 * Groups items by agglomeration: the two most alike groups become one as long as they are at least `threshold` alike. Two
 * items with the same tag (null: none) stay apart unless they are twins. Only linked pairs are looked at, so that time grows with the links and not
 * with the square of the items.
 */
export function groupByLinks(
  tags: readonly (string | null)[],
  links: readonly Link[],
  threshold: number,
): number[][] {
  const groups: Group[] = tags.map((tag, index) => ({
    members: [index],
    tags: tag === null ? [] : [tag],
    neighbours: new Map(),
  }));
  const at = (index: number) => groups[index] as Group;
  for (const { one, other, score, isApart = false } of links) {
    const between = { sum: score, known: 1, best: score, isApart };
    at(one).neighbours.set(other, between);
    at(other).neighbours.set(one, between);
  }
  const owner = tags.map((_, index) => index);
  const ownerOf = (index: number): number => {
    const next = owner[index] ?? index;
    return next === index ? index : ownerOf(next);
  };
  for (const { one, other, isTwin } of links) {
    if (!isTwin) continue;
    const [first, second] = [ownerOf(one), ownerOf(other)].sort((a, b) => a - b) as [number, number];
    if (first === second) continue;
    merge(first, second, groups);
    owner[second] = first;
  }
  const queue = createOfferQueue();
  const offer = (one: number, other: number) => {
    const score = likeness(at(one), at(other), other);
    if (score >= threshold) queue.push({ one: Math.min(one, other), other: Math.max(one, other), score });
  };
  for (const [one, { neighbours }] of groups.entries()) {
    for (const other of neighbours.keys()) if (one < other) offer(one, other);
  }
  for (let next = queue.pop(); next !== null; next = queue.pop()) {
    // What was queued before one of the two grew is out of date; its present likeness is queued as well.
    if (next.score !== likeness(at(next.one), at(next.other), next.other)) continue;
    merge(next.one, next.other, groups);
    for (const near of at(next.one).neighbours.keys()) offer(next.one, near);
  }
  return groups.map(({ members }) => members).filter((members) => members.length > 0);
}

/** Items that are one issue so far, and what is known of the groups they are linked to. */
interface Group {
  members: number[];
  /** Few, since no two of a group are the same but those of twins. */
  readonly tags: string[];
  readonly neighbours: Map<number, Neighbour>;
}

function likeness(one: Group, other: Group, index: number): number {
  const between = one.neighbours.get(index);
  if (between === undefined || between.isApart) return Number.NEGATIVE_INFINITY;
  for (const tag of one.tags) if (other.tags.includes(tag)) return Number.NEGATIVE_INFINITY;
  const pairs = one.members.length * other.members.length;
  const average = (between.sum + uncompared * (pairs - between.known)) / pairs;
  return (1 - bestShare) * average + bestShare * between.best;
}

/** Puts the group at `other` into the one at `one`, and leaves it empty. */
function merge(one: number, other: number, groups: readonly Group[]): void {
  const [kept, emptied] = [groups[one] as Group, groups[other] as Group];
  kept.members = [...kept.members, ...emptied.members];
  emptied.members = [];
  for (const tag of emptied.tags) if (!kept.tags.includes(tag)) kept.tags.push(tag);
  for (const [near, between] of emptied.neighbours) {
    const neighbour = groups[near] as Group;
    neighbour.neighbours.delete(other);
    if (near === one) continue;
    const known = kept.neighbours.get(near) ?? {
      sum: 0,
      known: 0,
      best: Number.NEGATIVE_INFINITY,
      isApart: false,
    };
    const joined = {
      sum: known.sum + between.sum,
      known: known.known + between.known,
      best: Math.max(known.best, between.best),
      isApart: known.isApart || between.isApart,
    };
    kept.neighbours.set(near, joined);
    neighbour.neighbours.set(one, joined);
  }
  kept.neighbours.delete(other);
  emptied.neighbours.clear();
}
