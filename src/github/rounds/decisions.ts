import type { Report } from '../../model/report/report-schema.ts';
import type { DeclinedFinding } from '../../model/rules.ts';
import type { Comment, GitHubClient } from '../api/client.ts';
import { GitHubFailure } from '../api/requests.ts';

/** What people decided in comments since a report, and what of it could not be honoured. */
export interface Decisions {
  readonly declined: readonly DeclinedFinding[];
  readonly notes: readonly string[];
}

/** A line of its own: `/deep-review decline I2 The queue is emptied by hand.` */
const command = /^\/deep-review +decline +([CISR]\d{1,5})\b[ \t]*(.*)$/gim;
const mayDecide = new Set(['admin', 'maintain', 'write']);

/** Reads `/deep-review decline ID REASON` in comments since a report, by people with write access. Trouble is a note. */
export async function readDecisions(report: Report, client: GitHubClient): Promise<Decisions> {
  const declined: DeclinedFinding[] = [];
  const notes: string[] = [];
  const { startedAt, finishedAt } = report.review;
  try {
    for (const { author, createdAt, id, reason } of (await client.listComments()).flatMap(commandsIn)) {
      if (createdAt <= startedAt) continue;
      const finding = report.findings.find((candidate) => candidate.id === id);
      if (!mayDecide.has(await client.readPermission(author)))
        notes.push(`${author} may not decline ${id}: that needs write access.`);
      else if (createdAt <= finishedAt)
        notes.push(
          `${author} declined ${id} while the last round ran, which has other ids now: say it again.`,
        );
      else if (!finding) notes.push(`${author} declined ${id}, which the last round did not have.`);
      else if (reason === '') notes.push(`${author} declined ${id} without a reason, so it stands.`);
      else declined.push(decline(finding.fingerprint, `${reason.slice(0, 500)} (${author})`));
    }
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    notes.push(`Comments could not be read, so what they decline still counts. ${error.message}`);
    return { declined: [], notes };
  }
  return { declined, notes };
}

/** The decision not to act on one finding. */
export const decline = (fingerprint: string, reason: string): DeclinedFinding => ({
  fingerprint,
  path: null,
  text: null,
  reason,
  expires: null,
});

/** Commands of people: what a bot says, we among them, may quote anybody. */
function commandsIn({ author, body, createdAt }: Comment) {
  if (author.endsWith('[bot]')) return [];
  return [...body.matchAll(command)].map(([, id = '', words = '']) => ({
    author,
    createdAt,
    id: id.toUpperCase(),
    reason: words.trim(),
  }));
}
