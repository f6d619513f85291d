import { createHash } from 'node:crypto';
import type { Account } from '../api/account.ts';
import type { Comment } from '../api/comment.ts';

/** What tells the comments of one workflow job of ours from every other comment; an HTML comment that nobody sees. */
export type Marker = string;

/**
 * The marker of a job's comments, so that two jobs of a pull request do not overwrite each other's.
 * @param job what is the same in every run: the workflow's file, the job's id, its leg of a matrix.
 */
export const markerOf = (job: string): Marker => `<!-- deep-review ${digest(job)} -->`;

/** The same as part of a name. */
export const keyOf = (marker: Marker): string => marker.split(' ')[2] ?? '';

/** The marker of the inline comment on one finding. */
export const findingMarker = (marker: Marker, fingerprint: string): Marker =>
  marker.replace(' -->', ` ${digest(fingerprint)} -->`);

/** What every comment of ours begins with, whichever job wrote it. */
const ofOurs = /^<!-- deep-review [0-9a-f]{16}(?: ([0-9a-f]{16}))? -->/;

/** Whether a comment looks like one of ours; anyone can write so, which hides what he says and does nothing else. */
export const looksLikeOurs = (body: string): boolean => ofOurs.test(body);

/** What an inline comment of ours says of which finding it is about; null for every other comment. */
export const findingKeyOf = (body: string): string | null => ofOurs.exec(body)?.[1] ?? null;

/** The same of a finding. */
export const keyOfFinding = (fingerprint: string): string => digest(fingerprint);

/** Our own among comments: they begin with the marker *and* we wrote them, since anyone can write the marker. The first is the oldest. */
export const ownOf = <Candidate extends Pick<Comment, 'author' | 'body'>>(
  comments: readonly Candidate[],
  marker: Marker,
  viewer: Account,
): Candidate[] => comments.filter(({ author, body }) => isSame(author, viewer) && body.startsWith(marker));

/** Whether two accounts are one: GraphQL leaves out the `[bot]` that REST puts behind an app's name. */
export const isSame = (one: Account, other: Account): boolean =>
  one.isApp === other.isApp && bare(one.login) === bare(other.login);

const bare = (login: string): string => login.toLowerCase().replace(/\[bot\]$/, '');
const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
