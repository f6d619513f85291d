import type { Inputs } from '../../config/inputs.ts';
import type { Report } from '../../model/report/report-schema.ts';
import type { PreviousRound } from '../rounds/previous-round.ts';
import { type ChangeIdentity, isSameChange } from './change-identity.ts';
import type { EventFacts } from './event.ts';

/** How an event that needs a verdict gets it. */
export type Course =
  | { readonly type: 'review' }
  /** An earlier verdict holds, and no agent runs; the reason is in whole sentences. */
  | { readonly type: 'reuse'; readonly report: Report; readonly reason: string };

type CourseInputs = Pick<Inputs, 'drafts' | 'skip-label' | 'force-label' | 'unchanged' | 'merge-group'>;

const review: Course = { type: 'review' };

/** Why an event needs no review, as a sentence; null where it needs one. */
export function reasonToSkip(event: EventFacts, inputs: CourseInputs): string | null {
  if (event.over !== null) return event.over;
  if (isForced(event, inputs)) return null;
  const label = inputs['skip-label'];
  if (label !== null && event.labels.includes(label))
    return `The pull request carries the label "${label}" (input \`skip-label\`).`;
  if (event.name === 'merge_group')
    return inputs['merge-group'] === 'pass'
      ? 'Merge groups are passed without a review (input `merge-group`): what their pull requests hold was checked before they were queued.'
      : null;
  if (event.isDraft && inputs.drafts === 'skip')
    return 'The pull request is a draft (input `drafts`). It is reviewed when it is marked as ready.';
  return null;
}

/**
 * Whether the verdict of the last round still holds: that review was whole and conclusive, nobody decided on a finding since, and it
 * was of the same change, under the same inputs and configuration.
 */
export function chooseCourse(
  event: EventFacts,
  inputs: CourseInputs,
  previous: PreviousRound,
  asked: ChangeIdentity,
): Course {
  const { report, identity } = previous;
  const wish = event.name === 'merge_group' ? inputs['merge-group'] : inputs.unchanged;
  if (report === null || identity === null || wish !== 'reuse' || isForced(event, inputs)) return review;
  const isFinal = report.review.complete && report.verdict.level !== 'inconclusive';
  if (!isFinal || previous.hasNewDecisions || asked.terms !== identity.terms) return review;
  // Others can write comments too, so a pass is believed only where GitHub vouches for it, and that it is the last one.
  const isSure = previous.isVouched && !previous.isLost;
  if (report.verdict.gate === 'pass' && !isSure) return review;
  const reason = whyItHolds(event, asked, identity);
  if (reason === null) return review;
  const round = `The verdict is that of round ${report.review.round}, and no agent was run.`;
  return { type: 'reuse', report, reason: `${reason} ${round}` };
}

function whyItHolds(event: EventFacts, asked: ChangeIdentity, reviewed: ChangeIdentity): string | null {
  const commit = reviewed.head.slice(0, 12);
  // A merge group ends at a commit of its own; its pull request was reviewed at its head.
  if (event.name === 'merge_group' && event.pullHead === reviewed.head)
    return `The merge group ends with pull request #${event.pullNumber}, which was reviewed at its head ${commit}.`;
  if (!isSameChange(asked, reviewed)) return null;
  return asked.head === reviewed.head
    ? `Nothing changed since ${commit} was reviewed.`
    : `The change is the same as at ${commit}, which was reviewed.`;
}

const isForced = ({ labels }: EventFacts, inputs: CourseInputs): boolean =>
  inputs['force-label'] !== null && labels.includes(inputs['force-label']);
