import { anchorPlace } from '../../change/places/anchor.ts';
import type { Anchor } from '../../model/change/anchor.ts';
import type { Finding } from '../../model/finding.ts';
import type { RaisedPlace } from '../../model/report/report-schema.ts';
import { opensAround } from '../rulings/citations/related-lines.ts';
import type { SettledFinding } from '../rulings/settled-finding.ts';
import { citeCode } from './cite-code.ts';
import { isSharing } from './same-place.ts';
import type { Ends } from './trace-finding.ts';

/** Later rounds look for no more of them. */
const mostPlaces = 12;

type Raised = Pick<RaisedPlace, 'anchor' | 'isCertain'>;

/**
 * Where a finding was raised besides its own place, each by its code, so that a later round sees whether all of them are mended. Those of
 * reviewers that were refuted do not count, nor does a place that another one has within it. A place that is only named counts where the change
 * wrote a line there that reads like the complained one.
 */
export function raisedPlaces(settled: SettledFinding, ends: Ends): RaisedPlace[] {
  const { cluster, carried, fallen, raisedBefore = [] } = settled;
  const refuted = new Set(fallen.map(({ key }) => key));
  const [lead, ...others] = cluster.findings.filter(({ key }) => !refuted.has(key));
  if (lead === undefined) return [];
  const anchors = others.map(({ anchor }) => anchor).filter(isTelling([lead.anchor], ends));
  const raised =
    carried === null ? anchors.map((anchor) => ({ anchor, isCertain: anchor.startLine !== null })) : [];
  const named = carried === null ? [lead, ...others].flatMap((finding) => alikePlaces(finding, ends)) : [];
  const known = [lead.anchor];
  const isNew = ({ anchor }: Raised): boolean => {
    if (known.some((one) => one.side === anchor.side && isSharing(one, anchor))) return false;
    known.push(anchor);
    return true;
  };
  const now = [...raised, ...named.map((anchor) => ({ anchor, isCertain: false }))]
    .filter(isNew)
    .map((place) => ({ ...place, cited: citeCode(place.anchor, ends, true) }));
  return [...now, ...raisedBefore.filter(isNew)].slice(0, mostPlaces);
}

/** Leaves out what says less exactly than another place of the same file where it is: the file alone, deleted lines, the head of a block. */
const isTelling =
  (known: readonly Anchor[], { sources }: Ends) =>
  (anchor: Anchor, _: number, others: readonly Anchor[]): boolean => {
    const { path } = anchor;
    if (path === null) return false;
    const rest = [...known, ...others].filter((one) => one !== anchor && one.path === path).flatMap(linesOf);
    const [own] = linesOf(anchor);
    if (own === undefined) return rest.length === 0;
    const text = sources.lines(path, 'new') ?? [];
    return !rest.some((one) => opensAround(text, own, one));
  };

/** The lines of the head that a place has. */
const linesOf = ({ startLine, endLine, side }: Anchor) =>
  startLine === null || side === 'old' ? [] : [{ startLine, endLine: endLine ?? startLine }];

/** Places that a finding names, with a line of the change that is token by token the line complained of, but for a quarter. */
function alikePlaces({ anchor, places, evidence }: Finding, ends: Ends): Anchor[] {
  const own = codeAt(anchor, ends);
  if (own.length === 0) return [];
  const cited = evidence.flatMap(({ kind, path, line, side, quote }) =>
    kind === 'citation' && path !== null && side !== 'old' && line !== null
      ? [{ path, startLine: line, endLine: line, quote }]
      : [],
  );
  return [...places.map((place) => ({ ...place, quote: null })), ...cited]
    .map((place) => anchorPlace(place, ends.change, ends.sources))
    .filter((place) => place.inDiff === 'changed' && place.side === 'new' && !isSharing(place, anchor))
    .filter((place) => codeAt(place, ends).some((line) => own.some((one) => isAlike(one, line))));
}

/** Lines with fewer words and signs are alike by chance. */
const fewestTokens = 6;

/** The lines at a place, each as its words and signs. */
function codeAt({ path, startLine, endLine, side }: Anchor, { sources }: Ends): string[][] {
  if (path === null || startLine === null) return [];
  return (sources.lines(path, side) ?? [])
    .slice(startLine - 1, endLine ?? startLine)
    .map((line) => line.match(/[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu) ?? [])
    .filter((tokens) => tokens.length >= fewestTokens);
}

const isAlike = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length &&
  one.filter((token, index) => token === other[index]).length * 4 >= one.length * 3;
