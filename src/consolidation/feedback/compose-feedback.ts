import type { Feedback, Remark } from '../../model/change/feedback.ts';
import type { Recording } from '../../model/recording.ts';
import type { ReportFeedback, ReportRemark } from '../../model/report/feedback-schema.ts';
import type { ReportFinding } from '../../model/report/report-schema.ts';
import { type Claim, claimOf, claimOfText } from '../clustering/claim.ts';
import { relate } from '../clustering/describe-pair.ts';
import { linkInOrder } from '../clustering/group-claims.ts';
import type { SettledFinding } from '../rulings/settled-finding.ts';

/** Log-odds from which a remark and a finding at the same lines are taken for the same: two to one, as for findings. */
const sameFrom = 0.7;
/** Elsewhere the words have to say it: twelve to one. */
const sameElsewhereFrom = 2.5;
const dayMs = 86_400_000;

/** Who raised a finding besides reviewers. */
type People = NonNullable<ReportFinding['people']>;

/** What people said, and which findings say the same. */
export interface ComposedFeedback {
  readonly feedback: ReportFeedback;
  /** By the finding's id. */
  readonly people: ReadonlyMap<string, People>;
}

/** Tells what people said and nobody resolved, beside the findings that say the same; null where nobody asked. Nothing of it counts. */
export function composeFeedback(
  { change, review }: Pick<Recording, 'change' | 'review'>,
  settled: readonly SettledFinding[],
): ComposedFeedback | null {
  const feedback = change.pullRequest?.feedback;
  if (feedback === undefined) return null;
  const open = feedback.remarks.filter((remark) => remark.isResolved !== true);
  const same = matchRemarks(open, settled);
  return {
    feedback: {
      remarks: open.map((remark, index) => reportRemark(remark, same[index] ?? [], review.startedAt)),
      ...countsOf(feedback),
    },
    people: peopleOf(open, same),
  };
}

const countsOf = ({ left, ofBots }: Feedback): Pick<ReportFeedback, 'left' | 'ofBots'> => ({ left, ofBots });

function reportRemark(remark: Remark, findings: readonly string[], reviewedAt: number): ReportRemark {
  const { kind, said, url, path, startLine, endLine, side, isResolved, hasChanged, asksForChanges } = remark;
  const [first, ...answers] = said.map(({ by, at, text }) => ({ by, at, text }));
  const last = Date.parse(said.at(-1)?.at ?? '');
  return {
    kind,
    ...(first ?? { by: '', at: null, text: '' }),
    answers,
    url,
    path,
    startLine,
    endLine,
    side,
    days: Number.isNaN(last) ? null : Math.max(0, Math.floor((reviewedAt - last) / dayMs)),
    changed: hasChanged,
    resolved: isResolved === null ? null : false,
    asksForChanges,
    findings: [...findings],
  };
}

/** For each remark the ids of the findings that say the same: by place and words, or since it answers our own comment on one. */
function matchRemarks(remarks: readonly Remark[], settled: readonly SettledFinding[]): string[][] {
  const found = settled.flatMap(
    ({
      id,
      cluster: {
        findings: [lead],
      },
    }) => (lead === undefined ? [] : [{ id, claim: { ...claimOf(lead), tag: 'finding' } }]),
  );
  const said = remarks.map((remark, index) =>
    remark.kind === 'answer' ? null : claimOfRemark(remark, index),
  );
  const ids = new Map(found.map(({ id, claim }) => [claim.key, id]));
  const claims = [...found.map(({ claim }) => claim), ...said.filter((claim) => claim !== null)];
  const likest = new Map<string, { readonly id: string; readonly score: number }[]>();
  for (const { one, other, score } of linkInOrder(claims).links) {
    const [a, b] = [claims[one], claims[other]];
    if (a === undefined || b === undefined || a.tag === b.tag) continue;
    const [finding, remark] = ids.has(a.key) ? [a, b] : [b, a];
    const isHere = relate(finding.places, remark.places) === 'same lines';
    const id = ids.get(finding.key);
    if (id === undefined || score < (isHere ? sameFrom : sameElsewhereFrom)) continue;
    likest.set(remark.key, [...(likest.get(remark.key) ?? []), { id, score }]);
  }
  return remarks.map(({ about }, index) => {
    if (about !== null) return settled.filter((finding) => isKnownAs(finding, about)).map(({ id }) => id);
    const matches = likest.get(said[index]?.key ?? '') ?? [];
    return matches
      .toSorted((a, b) => b.score - a.score)
      .slice(0, 1)
      .map(({ id }) => id);
  });
}

const isKnownAs = ({ fingerprint, formerFingerprints }: SettledFinding, name: string): boolean =>
  fingerprint === name || formerFingerprints.includes(name);

function claimOfRemark({ path, startLine, endLine, side, said }: Remark, index: number): Claim {
  const place = path === null ? null : { path: side === 'old' ? `${path}@old` : path, startLine, endLine };
  // What is answered may be about something else by then.
  return { ...claimOfText(`person/${index}`, 'people', said[0]?.text ?? '', place), tag: 'people' };
}

function peopleOf(remarks: readonly Remark[], same: readonly (readonly string[])[]): Map<string, People> {
  const people = new Map<string, People>();
  for (const [index, { kind, said, url }] of remarks.entries()) {
    const by = said[0]?.by;
    if (kind === 'answer' || by === undefined) continue;
    for (const id of same[index] ?? []) people.set(id, [...(people.get(id) ?? []), { by, url }]);
  }
  return people;
}
