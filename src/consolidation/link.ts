/** A pair of numbered items with its log-odds of being one; each pair at most once. */
export interface Link {
  readonly one: number;
  readonly other: number;
  readonly score: number;
}

/** Two groups are as alike as their members on average, and a third as much as their most alike members: one odd wording splits nothing. */
const bestShare = 1 / 3;
/** A pair that was never compared counts as this unlike. */
const uncompared = -4;

interface Neighbour {
  sum: number;
  known: number;
  best: number;
}

/**
 * Groups `count` items by agglomeration: the two most alike groups become one as long as they are at least `threshold` alike.
 * Only linked pairs are looked at, so that time grows with the links and not with the square of the items.
 */
export function groupByLinks(count: number, links: readonly Link[], threshold: number): number[][] {
  const members: (number[] | null)[] = Array.from({ length: count }, (_, index) => [index]);
  const neighbours = Array.from({ length: count }, () => new Map<number, Neighbour>());
  for (const { one, other, score } of links) {
    neighbours[one]?.set(other, { sum: score, known: 1, best: score });
    neighbours[other]?.set(one, { sum: score, known: 1, best: score });
  }
  const likeness = (one: number, other: number): number => {
    const between = neighbours[one]?.get(other);
    const pairs = (members[one]?.length ?? 0) * (members[other]?.length ?? 0);
    if (between === undefined || pairs === 0) return Number.NEGATIVE_INFINITY;
    const average = (between.sum + uncompared * (pairs - between.known)) / pairs;
    return (1 - bestShare) * average + bestShare * between.best;
  };
  const queue = createQueue();
  for (const { one, other } of links) queue.push({ one, other, score: likeness(one, other) }, threshold);
  for (let next = queue.pop(); next !== null; next = queue.pop()) {
    // What was queued before one of the two grew is out of date; its present likeness is queued behind it.
    if (next.score !== likeness(next.one, next.other)) continue;
    merge(next.one, next.other, members, neighbours);
    for (const near of neighbours[next.one]?.keys() ?? []) {
      queue.push({ one: next.one, other: near, score: likeness(next.one, near) }, threshold);
    }
  }
  return members.filter((group) => group !== null);
}

/** Puts `other` into `one`. */
function merge(
  one: number,
  other: number,
  members: (number[] | null)[],
  neighbours: Map<number, Neighbour>[],
): void {
  members[one] = [...(members[one] ?? []), ...(members[other] ?? [])];
  members[other] = null;
  const kept = neighbours[one] ?? new Map<number, Neighbour>();
  for (const [near, between] of neighbours[other] ?? []) {
    neighbours[near]?.delete(other);
    if (near === one) continue;
    const known = kept.get(near) ?? { sum: 0, known: 0, best: Number.NEGATIVE_INFINITY };
    const joined = {
      sum: known.sum + between.sum,
      known: known.known + between.known,
      best: Math.max(known.best, between.best),
    };
    kept.set(near, joined);
    neighbours[near]?.set(one, joined);
  }
  kept.delete(other);
  neighbours[other]?.clear();
}

/** A heap of links, the most alike first, the lower numbers first among equals. */
function createQueue() {
  const heap: Link[] = [];
  const isBefore = (a: Link, b: Link) =>
    a.score > b.score || (a.score === b.score && (a.one < b.one || (a.one === b.one && a.other < b.other)));
  const at = (index: number) => heap[index] as Link;
  const swap = (a: number, b: number) => {
    [heap[a], heap[b]] = [at(b), at(a)];
  };
  return {
    push(link: Link, threshold: number) {
      if (link.score < threshold) return;
      const ordered = link.one < link.other ? link : { ...link, one: link.other, other: link.one };
      let index = heap.push(ordered) - 1;
      for (
        let parent = (index - 1) >> 1;
        index > 0 && isBefore(at(index), at(parent));
        index = parent, parent = (index - 1) >> 1
      )
        swap(index, parent);
    },
    pop(): Link | null {
      const top = heap[0];
      const last = heap.pop();
      if (top === undefined || last === undefined) return null;
      if (heap.length > 0) {
        heap[0] = last;
        for (let index = 0; ; ) {
          const children = [2 * index + 1, 2 * index + 2].filter((child) => child < heap.length);
          const [least] = children.sort((a, b) => (isBefore(at(a), at(b)) ? -1 : 1));
          if (least === undefined || !isBefore(at(least), at(index))) break;
          swap(index, least);
          index = least;
        }
      }
      return top;
    },
  };
}
