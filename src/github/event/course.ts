import type { Inputs } from '../../config/inputs.ts';
import { UserError } from '../../model/errors.ts';
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

/**
 * Why an event needs no review, as a sentence; null where it needs one. What its payload says of a pull request lets none pass: it may
 * be old.
 */
export function reasonToSkip(event: EventFacts, inputs: CourseInputs): string | null {
  if (event.over !== null) return event.over;
  if (event.name === 'merge_group' && !isForced(event, inputs) && inputs['merge-group'] === 'pass')
    return 'Merge groups are passed without a review (input `merge-group`): what their pull requests hold was checked before they were queued.';
  return event.name !== 'merge_group' && event.isCurrent ? reasonOfPull(event, inputs) : null;
}

function reasonOfPull(event: EventFacts, inputs: CourseInputs): string | null {
  if (event.isClosed) return 'The pull request is closed.';
  if (isForced(event, inputs)) return null;
  const label = inputs['skip-label'];
  if (label !== null && hasLabel(event, label))
    return `The pull request carries the label "${label}" (input \`skip-label\`).`;
  if (event.isDraft && inputs.drafts === 'skip')
    return 'The pull request is a draft (input `drafts`). It is reviewed when it is marked as ready.';
  return null;
}

/** What is known before it is decided whether anything is reviewed. */
interface Asked {
  readonly event: EventFacts;
  /** See {@link reasonToSkip}. */
  readonly skipped: string | null;
  readonly previous: PreviousRound;
}

/** A verdict that holds the gate shut, and what it is about. */
export type StandingBlock = Extract<Course, { type: 'reuse' }> & { readonly identity: ChangeIdentity };

/**
 * The last verdict, where it holds the gate shut for the very head that would pass unreviewed now; null otherwise.
 * @throws {UserError} where it cannot be known whether there is one.
 */
export function blockThatStands({
  event,
  skipped,
  previous: { report, identity, isLost },
}: Asked): StandingBlock | null {
  if (skipped === null) return null;
  if (isLost)
    throw new UserError(
      `${skipped} But whether an earlier verdict blocks it could not be read, so it is not passed. Run this again once GitHub answers, and see that the workflow has actions: read.`,
    );
  if (report === null || identity === null || report.verdict.gate === 'pass') return null;
  if ((event.pullHead ?? event.head) !== identity.head) return null;
  const reason = `${skipped} But ${identity.head.slice(0, 12)} was reviewed, and the verdict of round ${report.review.round} on it stands: passing without a review undoes none.`;
  return { type: 'reuse', report, reason, identity };
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
  const isWanted = isWholeWanted(event, inputs);
  if (report === null || identity === null || wish !== 'reuse' || isWanted) return review;
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
  if (!isSameChange(asked, reviewed)) return null;
  if (event.name === 'merge_group')
    return `The merge group holds the change of pull request #${event.pullNumber}, which was reviewed at ${commit}, and nothing else.`;
  return asked.head === reviewed.head
    ? `Nothing changed since ${commit} was reviewed.`
    : `The change is the same as at ${commit}, which was reviewed.`;
}

/** Whether somebody asks for all of the change to be reviewed anew. */
export const isWholeWanted = (event: EventFacts, inputs: Pick<Inputs, 'force-label'>): boolean =>
  event.command?.isWhole === true || hasForceLabel(event, inputs);

/** By a label, or by somebody who asked for it; only who asks for the whole has the same change reviewed twice. */
const isForced = (event: EventFacts, inputs: CourseInputs): boolean =>
  event.command !== null || hasForceLabel(event, inputs);

const hasForceLabel = (event: EventFacts, inputs: Pick<Inputs, 'force-label'>): boolean =>
  inputs['force-label'] !== null && hasLabel(event, inputs['force-label']);

/** GitHub has no two labels whose names differ in case alone. */
const hasLabel = ({ labels }: EventFacts, wanted: string): boolean =>
  labels.some((label) => label.toLowerCase() === wanted.toLowerCase());
