import type { Candidate } from './candidate.ts';
import { type Feature, type Relation, weightOf } from './likeness-weights.ts';
import { type Terms, termsOf } from './terms.ts';

/** A candidate prepared for comparison within one review. */
export interface Prepared {
  readonly candidate: Candidate;
  readonly terms: Terms;
  readonly words: Vector;
  readonly claim: Vector;
  readonly claimSet: ReadonlySet<string>;
  readonly wordSet: ReadonlySet<string>;
}

/** Weighted terms with their length. */
interface Vector {
  readonly weights: ReadonlyMap<string, number>;
  readonly length: number;
}

/** How rare a term is among all candidates of the review: the fewer have it, the more it tells. */
type Rarity = (term: string) => number;

/** Compares candidates of one review. */
export interface Comparison {
  readonly prepared: readonly Prepared[];
  readonly rarity: {
    readonly word: Rarity;
    readonly name: Rarity;
    readonly pair: Rarity;
    readonly claim: Rarity;
  };
  /** Closeness in words, 0 to 1. */
  closeness(one: Prepared, other: Prepared): number;
}

/** Prepares all candidates of a review; rarity is counted over them. */
export function compareCandidates(candidates: readonly Candidate[]): Comparison {
  const terms = candidates.map(({ text }) => termsOf(text));
  const rarity = {
    word: rarityOver(terms.map((one) => new Set(one.words))),
    name: rarityOver(terms.map((one) => one.names)),
    pair: rarityOver(terms.map((one) => one.pairs)),
    claim: rarityOver(terms.map((one) => new Set(one.claim))),
  };
  const prepared = candidates.map((candidate, index): Prepared => {
    const own = terms[index] as Terms;
    return {
      candidate,
      terms: own,
      words: vectorOf(own.words, rarity.word),
      claim: vectorOf(own.claim, rarity.claim),
      claimSet: new Set(own.claim),
      wordSet: new Set(own.words),
    };
  });
  return { prepared, rarity, closeness: (one, other) => cosine(one.words, other.words) };
}

/**
 * Log-odds that two candidates are one defect, from features of text and place; 0 is even.
 * @param relative closeness ÷ the best that either has with any candidate of the other's source, the smaller of both; 0 to 1.
 */
export function scorePair(one: Prepared, other: Prepared, relative: number, comparison: Comparison): number {
  const relation = relationOf(one.candidate, other.candidate);
  let score = weightOf('bias', relation);
  for (const [feature, value] of Object.entries(featuresOf(one, other, relative, comparison))) {
    score += value * weightOf(feature as Feature, relation);
  }
  return score;
}

/** Every feature but the relation of the places, each from 0 to 1. */
export function featuresOf(
  one: Prepared,
  other: Prepared,
  relative: number,
  { rarity, closeness }: Comparison,
): Record<Exclude<Feature, 'bias'>, number> {
  return {
    words: closeness(one, other),
    title: Math.min(
      coverage(one.terms.titleWords, other.wordSet, rarity.word),
      coverage(other.terms.titleWords, one.wordSet, rarity.word),
    ),
    claim: cosine(one.claim, other.claim),
    claimOverlap: overlap(one.claimSet, other.claimSet, rarity.claim),
    pairs: dice(one.terms.pairs, other.terms.pairs, rarity.pair),
    names: overlap(one.terms.names, other.terms.names, rarity.name),
    titleNames: Math.min(
      coverage(one.terms.titleNames, other.terms.names, rarity.name),
      coverage(other.terms.titleNames, one.terms.names, rarity.name),
    ),
    code: sharedShare(one.terms.codeLines, other.terms.codeLines),
    rarest: rarestShared(one.wordSet, other.wordSet, rarity.word, comparisonSize(rarity.word)),
    relative,
    near: nearness(one.candidate, other.candidate),
  };
}

/** How the places of two candidates lie to each other. */
export function relationOf(one: Candidate, other: Candidate): Relation {
  if (one.path === null || other.path === null) return 'unplaced';
  if (!isSamePath(one.path, other.path)) return 'otherFile';
  const gap = gapBetween(one, other);
  return gap === 0 ? 'overlapping' : 'sameFile';
}

/** Agents shorten paths: `store.go` is `pkg/store.go`. */
function isSamePath(one: string, other: string): boolean {
  return one === other || one.endsWith(`/${other}`) || other.endsWith(`/${one}`);
}

/** Lines between two ranges, 0 where they overlap; null where either has none. */
function gapBetween(one: Candidate, other: Candidate): number | null {
  if (one.startLine === null || other.startLine === null) return null;
  const [firstStart, firstEnd] = sorted(one.startLine, one.endLine ?? one.startLine);
  const [secondStart, secondEnd] = sorted(other.startLine, other.endLine ?? other.startLine);
  return Math.max(0, Math.max(firstStart, secondStart) - Math.min(firstEnd, secondEnd));
}

function nearness(one: Candidate, other: Candidate): number {
  if (one.path === null || other.path === null || !isSamePath(one.path, other.path)) return 0;
  const gap = gapBetween(one, other);
  return gap === null ? 0 : Math.exp(-gap / 15);
}

const sorted = (a: number, b: number): [number, number] => (a <= b ? [a, b] : [b, a]);

function rarityOver(sets: readonly ReadonlySet<string>[]): Rarity {
  const counts = new Map<string, number>();
  for (const set of sets) for (const term of set) counts.set(term, (counts.get(term) ?? 0) + 1);
  const weight = (count: number) => Math.log((sets.length + 1) / (count + 0.5));
  const weights = new Map([...counts].map(([term, count]) => [term, weight(count)] as const));
  const unknown = weight(0);
  return (term) => weights.get(term) ?? unknown;
}

/** The rarity of a term that no candidate has, without the half that smooths it: what the rarest possible one weighs. */
const comparisonSize = (rarity: Rarity): number => rarity('\0absent') + Math.log(0.5);

function vectorOf(terms: readonly string[], rarity: Rarity): Vector {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  const weights = new Map<string, number>();
  let square = 0;
  for (const [term, count] of counts) {
    const weight = (1 + Math.log(count)) * Math.max(0, rarity(term));
    weights.set(term, weight);
    square += weight * weight;
  }
  return { weights, length: Math.sqrt(square) || 1 };
}

function cosine(one: Vector, other: Vector): number {
  const [short, long] = one.weights.size <= other.weights.size ? [one, other] : [other, one];
  let sum = 0;
  for (const [term, weight] of short.weights) sum += weight * (long.weights.get(term) ?? 0);
  return sum / (one.length * other.length);
}

function weigh(terms: Iterable<string>, rarity: Rarity): number {
  let sum = 0;
  for (const term of terms) sum += rarity(term);
  return sum;
}

/** Weights of whole sets: each is compared many times, always by the same rarity. */
const totals = new WeakMap<ReadonlySet<string>, number>();

function total(set: ReadonlySet<string>, rarity: Rarity): number {
  const known = totals.get(set);
  if (known !== undefined) return known;
  const sum = weigh(set, rarity);
  totals.set(set, sum);
  return sum;
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): string[] {
  const [short, long] = one.size <= other.size ? [one, other] : [other, one];
  const both: string[] = [];
  for (const term of short) if (long.has(term)) both.push(term);
  return both;
}

/** Share of `part` that `whole` has, by rarity. */
function coverage(part: ReadonlySet<string>, whole: ReadonlySet<string>, rarity: Rarity): number {
  const all = total(part, rarity);
  return all > 0 ? weigh(shared(part, whole), rarity) / all : 0;
}

/** What both have ÷ all that the lighter one has. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>, rarity: Rarity): number {
  const least = Math.min(total(one, rarity), total(other, rarity));
  return least > 0 ? weigh(shared(one, other), rarity) / least : 0;
}

function dice(one: ReadonlySet<string>, other: ReadonlySet<string>, rarity: Rarity): number {
  const both = total(one, rarity) + total(other, rarity);
  return both > 0 ? (2 * weigh(shared(one, other), rarity)) / both : 0;
}

function sharedShare(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const least = Math.min(one.size, other.size);
  return least > 0 ? shared(one, other).length / least : 0;
}

/** The five rarest words that both have, against the rarest there could be. */
function rarestShared(
  one: ReadonlySet<string>,
  other: ReadonlySet<string>,
  rarity: Rarity,
  size: number,
): number {
  const weights = shared(one, other)
    .map(rarity)
    .sort((a, b) => b - a)
    .slice(0, 5);
  return size > 0 ? weights.reduce((sum, weight) => sum + weight, 0) / (5 * size) : 0;
}
