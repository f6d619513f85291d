import { createHash } from 'node:crypto';
import type { Comment } from '../api/client.ts';

/** What tells the comments of one workflow job of ours from every other comment; an HTML comment that nobody sees. */
export type Marker = string;

/**
 * The marker of a job's comments, so that two jobs of a pull request do not overwrite each other's.
 * @param job what is the same in every run: the workflow's file and the job's id.
 */
export const markerOf = (job: string): Marker => `<!-- deep-review ${digest(job)} -->`;

/** The marker of the inline comment on one finding. */
export const findingMarker = (marker: Marker, fingerprint: string): Marker =>
  marker.replace(' -->', ` ${digest(fingerprint)} -->`);

/**
 * Our own among comments: it begins with the marker *and* we wrote it, since anyone can write the marker. Where there are several (two
 * runs at once), the first.
 */
export const findOwn = <Candidate extends Pick<Comment, 'author' | 'body'>>(
  comments: readonly Candidate[],
  marker: Marker,
  viewer: string,
): Candidate | null =>
  comments.find((comment) => sameLogin(comment.author, viewer) && comment.body.startsWith(marker)) ?? null;

/** GraphQL leaves out the `[bot]` that REST puts behind an app's name. */
export const sameLogin = (one: string, other: string): boolean => bare(one) === bare(other);

const bare = (login: string): string => login.toLowerCase().replace(/\[bot\]$/, '');
const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
