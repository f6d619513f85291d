import * as z from 'zod';
import type { Feedback } from '../../../model/change/feedback.ts';
import { createGitHubClient } from '../../api/client.ts';
import type { RepositoryOptions } from '../../api/octokit.ts';
import { asFailure, GitHubFailure } from '../../api/requests.ts';
import { askThreads } from './ask-threads.ts';
import { chooseRemarks, type FeedbackQuery } from './choose-remarks.ts';
import { listComments } from './list-comments.ts';
import type { ToldFeedback } from './told-feedback.ts';

/** What people said of a pull request, and what could not be read of it. */
export interface ReadFeedback {
  readonly feedback: Feedback | undefined;
  readonly notes: readonly string[];
}

/**
 * Reads what people said of a pull request and nobody has settled: open review threads, reviews, and answers in inline comments of ours by
 * people with write access. It needs `pull-requests: read`. Never rejects: what cannot be read is a note.
 */
export async function readFeedback(options: RepositoryOptions, query: FeedbackQuery): Promise<ReadFeedback> {
  const notes: string[] = [];
  const told = await tell(options, query.number, notes);
  if (told === null) return { feedback: undefined, notes };
  const client = await createGitHubClient({ ...options, pullNumber: query.number });
  const mayWrite = async (login: string) => {
    try {
      return (await client.readPermission(login)) !== 'none';
    } catch (error) {
      if (error instanceof GitHubFailure) return false;
      throw error;
    }
  };
  return { feedback: await chooseRemarks(told, query, mayWrite), notes };
}

/** GraphQL knows which threads are resolved; REST has to do where it does not answer. */
async function tell(
  options: RepositoryOptions,
  number: number,
  notes: string[],
): Promise<ToldFeedback | null> {
  try {
    return await readable(() => askThreads(options, number));
  } catch (refused) {
    if (!(refused instanceof GitHubFailure)) throw refused;
    try {
      const listed = await readable(() => listComments(options, number));
      if (listed.threads.length > 0)
        notes.push(
          `Which review threads are resolved could not be read, so resolved ones may be among those shown. ${refused.message}`,
        );
      return listed;
    } catch (failure) {
      if (!(failure instanceof GitHubFailure)) throw failure;
      const wish = failure.refusal === null ? '' : ' Let the job read pull requests (pull-requests: read).';
      notes.push(`What people said in review could not be read. ${failure.message}${wish}`);
      return null;
    }
  }
}

/** An answer of another form is a failure like every other. */
const readable = <T>(ask: () => Promise<T>): Promise<T> =>
  asFailure(async () => {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof z.ZodError) throw new GitHubFailure('GitHub answered in another form.');
      throw error;
    }
  });
