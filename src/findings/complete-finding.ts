import {
  type Repro,
  type Review,
  type ReviewFinding,
  type Severity,
  severities,
} from '../model/answers/review-schema.ts';
import type { Place, ReadFinding, ReadReview } from '../model/finding.ts';
import { readPlace } from './place.ts';

/** A finding whose id may be missing and whose places, beside the main one, may not be listed yet. */
export type LooseFinding = Omit<ReviewFinding, 'repro' | 'mutation'> & {
  readonly id?: string | null;
  readonly places?: readonly Place[];
  readonly repro?: Repro | null;
  readonly mutation?: string | null;
};

/** A review of {@link LooseFinding}s. */
export type LooseReview = Omit<Review, 'findings'> & { readonly findings: readonly LooseFinding[] };

const idLetters: Record<Severity, string> = { critical: 'C', important: 'I', suggestion: 'S' };

/** Gives every finding of a review its id and its places. */
export function completeReview(review: LooseReview): ReadReview {
  const ids = nameFindings(review.findings);
  return {
    ...review,
    findings: review.findings.map((finding, index) => ({ ...placed(finding), id: ids[index] ?? '' })),
  };
}

/** Puts the main place first among the places, and takes lines out of a path such as `a.ts:12`. */
function placed(finding: LooseFinding): Omit<ReadFinding, 'id'> {
  const { path, places: others = [], repro = null, mutation = null, ...told } = finding;
  const rest = { ...told, repro, mutation };
  const lines = inOrder(finding.startLine ?? finding.endLine, finding.endLine ?? finding.startLine);
  if (path === null || path.trim() === '') return { ...rest, ...lines, path: null, places: others };
  const written = readPlace(path);
  const withLines = lines.startLine === null ? written.filter((place) => place.startLine !== null) : [];
  // White space around it may be part of a name: who looks for the file decides.
  const plain = path === path.trim() ? (written[0]?.path ?? path) : path;
  const main: Place = withLines[0] ?? { path: plain, ...lines };
  const places = [main, ...withLines.slice(1), ...others.filter((place) => !isSamePlace(place, main))];
  return { ...rest, ...main, places };
}

function inOrder(one: number | null, other: number | null): Pick<Place, 'startLine' | 'endLine'> {
  if (one === null || other === null) return { startLine: null, endLine: null };
  return { startLine: Math.min(one, other), endLine: Math.max(one, other) };
}

const isSamePlace = (a: Place, b: Place): boolean =>
  a.path === b.path && a.startLine === b.startLine && a.endLine === b.endLine;

/**
 * Ids of findings in order: the agent's own where it gave one, otherwise the letter of the severity and the next free
 * number; a repeated id gets `-2`, `-3`, … behind it.
 */
function nameFindings(
  findings: readonly { readonly id?: string | null; readonly severity: Severity }[],
): string[] {
  const given = new Set(findings.map((finding) => cleanId(finding.id)));
  const next = Object.fromEntries(severities.map((severity) => [severity, 1])) as Record<Severity, number>;
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    let id = cleanId(finding.id);
    while (id === null) {
      const candidate = `${idLetters[finding.severity]}${next[finding.severity]++}`;
      if (!given.has(candidate)) id = candidate;
    }
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    return times === 1 ? id : `${id}-${times}`;
  });
}

/** An agent's id as far as it is safe in keys and anchors, or null. */
function cleanId(id: string | null | undefined): string | null {
  const clean = id?.trim().replace(/^[#[(]+|[\])]+$/g, '') ?? '';
  return /^[A-Za-z0-9][\w.:-]{0,31}$/.test(clean) ? clean : null;
}
