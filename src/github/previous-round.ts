import type { DeclinedFinding } from '../config/rules.ts';
import type { Report } from '../report/report-schema.ts';
import type { Comment, GitHubClient } from './client.ts';
import type { Marker } from './marker.ts';
import { findOwnComment } from './publish-comment.ts';
import { GitHubFailure } from './requests.ts';
import { readState } from './round-state.ts';

/** What earlier rounds of a pull request left. */
export interface PreviousRound {
  /** Null in the first round. */
  readonly report: Report | null;
  readonly patchId: string | null;
  /** Decisions of people with write access, made in comments of this pull request. */
  readonly declined: readonly DeclinedFinding[];
  /** What could not be read. */
  readonly notes: readonly string[];
}

const none: PreviousRound = { report: null, patchId: null, declined: [], notes: [] };

/**
 * Reads the last round from our own comment, known by author and digest, and what people declined since. Without access it is
 * the first round, and a note says so.
 */
export async function readPreviousRound(
  pullNumber: number,
  marker: Marker,
  client: GitHubClient,
): Promise<PreviousRound> {
  try {
    const own = await findOwnComment(client, marker);
    const state = own ? readState(own.body) : null;
    if (own && !state)
      return {
        ...none,
        notes: ['The last round could not be read from our comment, so every finding counts as new.'],
      };
    if (!state || state.pullNumber !== pullNumber) return none;
    const { report, patchId } = state;
    const comments = (await client.listComments()).filter(
      (comment) => comment.createdAt > report.review.finishedAt,
    );
    const decisions = await readDecisions(comments, report, client);
    return {
      report,
      patchId,
      declined: [...carriedOn(report), ...decisions.declined],
      notes: decisions.notes,
    };
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    return {
      ...none,
      notes: [`Earlier rounds could not be read, so every finding counts as new. ${error.message}`],
    };
  }
}

const command = /^\/deep-review +decline +([CISR]\d{1,5})\b[ \t]*(.*)$/gim;
const mayDecide = new Set(['admin', 'maintain', 'write']);

async function readDecisions(
  comments: readonly Comment[],
  report: Report,
  client: GitHubClient,
): Promise<Pick<PreviousRound, 'declined' | 'notes'>> {
  const declined: DeclinedFinding[] = [];
  const notes: string[] = [];
  const permissions = new Map<string, string>();
  for (const { author, body } of comments) {
    for (const [, id = '', words = ''] of body.matchAll(command)) {
      const finding = report.findings.find((candidate) => candidate.id === id.toUpperCase());
      const permission = permissions.get(author) ?? (await client.readPermission(author));
      permissions.set(author, permission);
      if (!mayDecide.has(permission)) notes.push(`${author} may not decline ${id}: that needs write access.`);
      else if (!finding) notes.push(`${author} declined ${id}, which the last round did not have.`);
      else if (words.trim() === '') notes.push(`${author} declined ${id} without a reason, so it stands.`);
      else declined.push(decision(finding.fingerprint, `${words.trim().slice(0, 500)} (${author})`));
    }
  }
  return { declined, notes };
}

/** What was declined in an earlier round stays so. */
const carriedOn = (report: Report): DeclinedFinding[] =>
  [...report.refuted, ...report.findings].flatMap(({ state, fingerprint, declinedReason }) =>
    state === 'declined' ? [decision(fingerprint, declinedReason ?? 'declined in an earlier round')] : [],
  );

const decision = (fingerprint: string, reason: string): DeclinedFinding => ({
  fingerprint,
  path: null,
  text: null,
  reason,
  expires: null,
});
