import { note } from '../../model/answers/evidence.ts';
import type { ReviewEvidence } from '../../model/answers/review-schema.ts';
import type { Anchor } from '../../model/change/anchor.ts';
import type { ReportFinding } from '../../model/report/report-schema.ts';
import { type Ends, type Trace, traceFinding } from './trace-finding.ts';

/** A finding of an earlier round, at the place where it stands now. */
export interface TracedPlaces {
  readonly known: ReportFinding;
  readonly trace: Trace;
  /** Its own place, where only another one stands now; else null. */
  readonly leftFrom: Anchor | null;
}

/**
 * Looks for a finding's code at every place where it was raised: it is fixed only where all of them are. What stands at another
 * place than its own is told of that one from now on, and nobody has ruled on it there.
 */
export function tracePlaces(known: ReportFinding, ends: Ends): TracedPlaces {
  const own = traceFinding(known, ends);
  const standing = (own.state === 'fixed' ? (known.alsoRaisedAt ?? []) : [])
    .map((place) => ({ place, trace: traceFinding(place, ends) }))
    .filter(({ trace }) => trace.state !== 'fixed')
    .map(({ place, trace }) => ({
      place,
      trace: place.isCertain ? trace : ({ ...trace, state: 'unknown' } as const),
    }));
  const next = standing.find(({ trace }) => trace.state === 'open') ?? standing[0];
  if (next === undefined) return { known, trace: own, leftFrom: null };
  const { anchor, cited } = next.place;
  const alsoRaisedAt = standing.filter((one) => one !== next).map(({ place }) => place);
  const state = known.state === 'declined' ? known.state : 'unknown';
  return {
    known: { ...known, anchor, cited, alsoRaisedAt, state },
    trace: next.trace,
    leftFrom: known.anchor,
  };
}

/** Says why a finding is told of another place than before. */
export function sayWhereItStands({ path, startLine }: Anchor): ReviewEvidence {
  const place = startLine === null ? `${path}` : `${path}:${startLine}`;
  return note(
    `Its code at ${place} is gone or changed. It was raised of this place too, or cited it, and that code stands.`,
  );
}
