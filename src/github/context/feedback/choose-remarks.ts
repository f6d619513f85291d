import type { Feedback, Remark, Saying } from '../../../model/change/feedback.ts';
import { readCommands } from '../../rounds/commands.ts';
import { findingKeyOf, keyOfFinding, looksLikeOurs } from '../../rounds/marker.ts';
import type { ToldComment, ToldFeedback, ToldReview, ToldThread } from './told-feedback.ts';

/** Whose feedback is asked for. */
export interface FeedbackQuery {
  readonly number: number;
  /** Commit name; null where it is not known. */
  readonly head: string | null;
  /** Fingerprints of the findings of the last round. */
  readonly known: readonly string[];
}

/** More than these nobody reads. */
const mostRemarks = 100;
/** The first, and the last ones of what was answered. */
const mostSayings = 8;
/** Of more people than these it is not asked whether they may write. */
const mostPeople = 20;

/**
 * Chooses what is told of feedback: threads in which a person spoke and that are not resolved, the reviews that stand, and the answers to
 * our own inline comments by people with write access. What bots say is counted, what we said is left out.
 */
export async function chooseRemarks(
  { threads, reviews, unread }: ToldFeedback,
  query: FeedbackQuery,
  mayWrite: (login: string) => Promise<boolean>,
): Promise<Feedback> {
  const ours = threads.filter(({ comments: [first] }) => first !== undefined && looksLikeOurs(first.body));
  const open = threads.filter((thread) => !ours.includes(thread) && thread.isResolved !== true);
  const spoken = open.map((thread) => ({ thread, people: thread.comments.filter(isOfPerson) }));
  const standing = standingReviews(reviews);
  const remarks = [
    ...(await answersIn(ours, query, mayWrite)),
    ...standing.filter(({ author }) => !author.isApp).map((review) => reviewRemark(review, query.head)),
    ...spoken.flatMap(({ thread, people }) => threadRemark('thread', thread, people, null)),
  ].toSorted(byWeight);
  return {
    remarks: remarks.slice(0, mostRemarks),
    left: Math.max(0, remarks.length - mostRemarks) + unread,
    ofBots:
      spoken.filter(({ thread, people }) => people.length === 0 && thread.comments.length > 0).length +
      standing.filter(({ author }) => author.isApp).length,
  };
}

const isOfPerson = ({ author, body }: ToldComment): boolean => !author.isApp && !looksLikeOurs(body);

/** What people with write access answered to inline comments of ours, commands left out: these are answered elsewhere. */
async function answersIn(
  ours: readonly ToldThread[],
  { known }: FeedbackQuery,
  mayWrite: (login: string) => Promise<boolean>,
): Promise<Remark[]> {
  const answered = ours.map((thread) => ({
    thread,
    people: thread.comments
      .slice(1)
      .filter((comment) => isOfPerson(comment) && readCommands(comment.body).length === 0),
  }));
  const logins = [...new Set(answered.flatMap(({ people }) => people.map(({ author }) => author.login)))];
  const asked = logins.slice(0, mostPeople).map(async (login) => ((await mayWrite(login)) ? [login] : []));
  const writers = new Set((await Promise.all(asked)).flat());
  const byKey = new Map(known.map((fingerprint) => [keyOfFinding(fingerprint), fingerprint]));
  return answered.flatMap(({ thread, people }) => {
    const about = byKey.get(findingKeyOf(thread.comments[0]?.body ?? '') ?? '') ?? null;
    return threadRemark(
      'answer',
      thread,
      people.filter(({ author }) => writers.has(author.login)),
      about,
    );
  });
}

function threadRemark(
  kind: 'thread' | 'answer',
  thread: ToldThread,
  people: readonly ToldComment[],
  about: string | null,
): Remark[] {
  const [first, ...rest] = people;
  if (first === undefined) return [];
  return [
    {
      kind,
      url: first.url,
      path: thread.path,
      startLine: thread.startLine,
      endLine: thread.endLine,
      side: thread.side,
      isResolved: thread.isResolved,
      hasChanged: thread.isOutdated,
      asksForChanges: false,
      about,
      said: [first, ...rest.slice(1 - mostSayings)].map(sayingOf),
    },
  ];
}

/** What each person's last opinion left standing: an approval settles his reviews, and a dismissal the one that is dismissed. */
function standingReviews(reviews: readonly ToldReview[]): ToldReview[] {
  const own = reviews.filter(({ body }) => !looksLikeOurs(body));
  return own.filter((review, index) => {
    const later = own.slice(index + 1).filter(({ author }) => author.login === review.author.login);
    if (later.some(({ state }) => state === 'APPROVED')) return false;
    if (review.state === 'CHANGES_REQUESTED')
      return !later.some(({ state }) => state === 'CHANGES_REQUESTED' || state === 'DISMISSED');
    return review.state === 'COMMENTED' && review.body.trim() !== '';
  });
}

const reviewRemark = (review: ToldReview, head: string | null): Remark => ({
  kind: 'review',
  url: review.url,
  path: null,
  startLine: null,
  endLine: null,
  side: 'new',
  isResolved: false,
  hasChanged: review.commit === null || head === null ? null : review.commit !== head,
  asksForChanges: review.state === 'CHANGES_REQUESTED',
  about: null,
  said: [sayingOf(review)],
});

const sayingOf = ({ author, isInsider, at, body }: ToldComment): Saying => ({
  by: author.login,
  isInsider,
  at,
  text: body,
});

/** What a crowd of strangers says pushes out nothing that people of the repository said. */
const byWeight = (a: Remark, b: Remark): number =>
  Number(hasInsider(b)) - Number(hasInsider(a)) || lastOf(b).localeCompare(lastOf(a));
const hasInsider = ({ said }: Remark): boolean => said.some(({ isInsider }) => isInsider);
const lastOf = ({ said }: Remark): string => said.at(-1)?.at ?? '';
