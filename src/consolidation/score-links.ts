import type { Candidate } from './candidate.ts';
import { type Comparison, compareCandidates, type Prepared, scorePair } from './likeness.ts';
import type { Link } from './link.ts';

/** Up to so many candidates every pair is compared; beyond, only pairs that share a telling term or a place. */
const compareAllUpTo = 300;
/** Telling terms of one candidate, the rarest first, and the most candidates that may share one. */
const tellingTerms = 12;
const commonFrom = 40;
/** Lines within which two ranges of a file are compared anyway. */
const neighbourhood = 20;
/** No single pair weighs more than this for or against. */
const extreme = 4;
/** What one source's two findings have against them: it saw both, and told them apart. Less where they are not even placed. */
const sameSource = { placed: 8, unplaced: 2 } as const;

/** Compares candidates with each other; every link is a pair worth looking at, with its log-odds of being one defect. */
export function scoreLinks(candidates: readonly Candidate[]): Link[] {
  const comparison = compareCandidates(candidates);
  const pairs = candidates.length <= compareAllUpTo ? allPairs(candidates.length) : likelyPairs(comparison);
  const closeness = pairs.map(([one, other]) =>
    comparison.closeness(at(comparison, one), at(comparison, other)),
  );
  const best = bestBySource(comparison, pairs, closeness);
  return pairs.map(([one, other], index) => {
    const [first, second] = [at(comparison, one), at(comparison, other)];
    const close = closeness[index] ?? 0;
    const relative = Math.min(
      share(close, best[one]?.get(second.candidate.source)),
      share(close, best[other]?.get(first.candidate.source)),
    );
    const likeness = Math.max(-extreme, Math.min(extreme, scorePair(first, second, relative, comparison)));
    return { one, other, score: likeness - sourcePenalty(first.candidate, second.candidate) };
  });
}

const at = (comparison: Comparison, index: number): Prepared => comparison.prepared[index] as Prepared;
const share = (close: number, best = 0): number => (best > 0 ? close / best : 0);

function sourcePenalty(one: Candidate, other: Candidate): number {
  if (one.source !== other.source) return 0;
  return one.path !== null && other.path !== null ? sameSource.placed : sameSource.unplaced;
}

type Pair = readonly [number, number];

function allPairs(count: number): Pair[] {
  return Array.from({ length: count }, (_, one) =>
    Array.from({ length: count - one - 1 }, (_unused, step): Pair => [one, one + step + 1]),
  ).flat();
}

/** Pairs that share one of their rarest terms, or lie near each other in a file of the same name. */
function likelyPairs({ prepared, rarity }: Comparison): Pair[] {
  const groups = new Map<string, number[]>();
  const put = (key: string, index: number) => {
    const group = groups.get(key);
    if (group) group.push(index);
    else groups.set(key, [index]);
  };
  for (const [index, { terms, candidate }] of prepared.entries()) {
    const telling = [
      ...[...new Set(terms.words)].map((term) => ({ key: `w ${term}`, rarity: rarity.word(term) })),
      ...[...terms.names].map((term) => ({ key: `n ${term}`, rarity: rarity.name(term) })),
      ...[...terms.pairs].map((term) => ({ key: `p ${term}`, rarity: rarity.pair(term) })),
    ];
    telling.sort((a, b) => b.rarity - a.rarity || (a.key < b.key ? -1 : 1));
    const shared = telling.filter((term) => term.rarity < rarity.word('\0absent') - 1);
    for (const { key } of shared.slice(0, tellingTerms)) put(key, index);
    for (const key of placeKeys(candidate)) put(key, index);
  }
  const found = new Set<number>();
  const count = prepared.length;
  for (const group of groups.values()) {
    if (group.length > commonFrom) continue;
    for (const [step, one] of group.entries())
      for (const other of group.slice(step + 1)) found.add(one * count + other);
  }
  return [...found].sort((a, b) => a - b).map((code): Pair => [Math.floor(code / count), code % count]);
}

function placeKeys({ path, startLine }: Candidate): string[] {
  if (path === null || startLine === null) return [];
  const name = path.slice(path.lastIndexOf('/') + 1);
  const block = Math.floor(startLine / neighbourhood);
  return [`@ ${name} ${block}`, `@ ${name} ${block + 1}`];
}

/** For every candidate and source, how close the closest of that source is. */
function bestBySource(
  { prepared }: Comparison,
  pairs: readonly Pair[],
  closeness: readonly number[],
): Map<string, number>[] {
  const best = prepared.map(() => new Map<string, number>());
  const note = (index: number, from: number, close: number) => {
    const source = prepared[from]?.candidate.source ?? '';
    const known = best[index];
    if (known && close > (known.get(source) ?? 0)) known.set(source, close);
  };
  for (const [index, [one, other]] of pairs.entries()) {
    note(one, other, closeness[index] ?? 0);
    note(other, one, closeness[index] ?? 0);
  }
  return best;
}
