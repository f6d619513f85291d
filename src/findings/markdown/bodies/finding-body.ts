import { note } from '../../../model/answers/evidence.ts';
import type { Repro, ReviewEvidence, Severity } from '../../../model/answers/review-schema.ts';
import type { Place } from '../../../model/finding.ts';
import type { Label } from '../../words/labels.ts';
import type { Tags } from '../heads/tags.ts';
import { createNamedFences, type NamedFences } from './named-fences.ts';

/** What stands below the head of a finding. */
export interface FindingBody {
  readonly quote: string | null;
  readonly explanation: string;
  readonly evidence: readonly ReviewEvidence[];
  readonly fix: string | null;
  readonly patch: string | null;
  readonly repro: Repro | null;
  readonly mutation: string | null;
  /** From lines such as `**File:** a.ts:12` and `**Severity:** high`, for heads that say neither. */
  readonly places: readonly Place[];
  readonly severity: Severity | null;
  /** A tag at the end or the start of a paragraph, or a line such as `Classification: gap`. */
  readonly tags: Tags | null;
  /** What its labels say that there is. */
  readonly labels: ReadonlySet<Label>;
  /** Whether it says that the matter is dealt with: `Status: fixed`. */
  readonly isSettled: boolean;
}

/** A part of a finding that is made of paragraphs. */
export type Part = 'explanation' | 'fix' | 'evidence';

/** What was read of a body up to some block of it, and what the next block may mean because of that. */
export interface BodySoFar {
  readonly parts: Readonly<Record<Part, string[]>>;
  readonly places: Place[];
  readonly labels: Set<Label>;
  readonly fences: NamedFences;
  quote: string | null;
  patch: string | null;
  severity: Severity | null;
  tags: Tags | null;
  /** By a field: `Status: fixed`. */
  isSettled: boolean;
  /** In words of their own, which others behind them may take back. */
  isToldSettled: boolean;
  /** The part that the next words belong to. */
  part: Part;
  /** Whether the next code is a prompt for an agent. */
  expectsPrompt: boolean;
  /** Whether the next list is one of places. */
  expectsPlaces: boolean;
  /** Whether no paragraph was read: badges stand above the first one. */
  isAtStart: boolean;
  /** The words right above. */
  above: string;
}

/** A body of which nothing was read. */
export const emptyBody = (): BodySoFar => ({
  parts: { explanation: [], fix: [], evidence: [] },
  places: [],
  labels: new Set(),
  fences: createNamedFences(),
  quote: null,
  patch: null,
  severity: null,
  tags: null,
  isSettled: false,
  isToldSettled: false,
  part: 'explanation',
  expectsPrompt: false,
  expectsPlaces: false,
  isAtStart: true,
  above: '',
});

/** Takes in places; a hostile body may hold too many for the arguments of one call. */
export function addPlaces(body: BodySoFar, places: readonly Place[]): void {
  for (const place of places) body.places.push(place);
}

/** The body when all of it was read. */
export function wholeBody(body: BodySoFar): FindingBody {
  const { parts, fences, quote, places, severity, tags, labels } = body;
  const told = parts.evidence.map((words) => note(words));
  return {
    quote,
    explanation: textOf(parts.explanation),
    evidence: [...told, ...fences.evidence()],
    fix: textOf(parts.fix) || null,
    patch: fences.patch() ?? body.patch,
    repro: fences.repro(),
    mutation: fences.mutation(),
    places,
    severity,
    tags,
    labels,
    isSettled: body.isSettled || body.isToldSettled,
  };
}

const textOf = (paragraphs: readonly string[]): string => paragraphs.filter(Boolean).join('\n\n');
