import * as z from 'zod';
import type { LinkedIssue, PullRequestFacts } from '../../model/change/change.ts';
import { createOctokit, type RepositoryOptions } from '../api/octokit.ts';
import { asFailure, GitHubFailure } from '../api/requests.ts';

/** What a pull request says it closes, as far as it could be read; notes say what could not. */
export interface LinkedIssues {
  readonly issues: readonly LinkedIssue[];
  readonly notes: readonly string[];
}

/** More than these are named in a note. */
const mostIssues = 5;

/** What was found, before anything of it is read: issues of this repository, and those of others by name. */
interface References {
  readonly issues: readonly LinkedIssue[];
  readonly strangers: readonly string[];
  readonly total: number;
}

/**
 * Reads the issues that a pull request says it closes: those that GitHub links, and where it does not tell, those that its description
 * names behind a closing keyword. Issues of other repositories are named and not read, since the token may see what the readers of the
 * report may not. Never rejects.
 */
export async function readLinkedIssues(
  options: RepositoryOptions,
  { number, body }: Pick<PullRequestFacts, 'number' | 'body'>,
): Promise<LinkedIssues> {
  const named = issuesNamedIn(body, options.repository);
  try {
    return tell(await asFailure(() => askLinks(options, number)));
  } catch (failure) {
    if (!(failure instanceof GitHubFailure)) throw failure;
    if (named.length > 0) return readNamed(options, named);
    if (failure.refusal !== 'forbidden') return { issues: [], notes: [] };
    const note = `Whether the pull request closes an issue could not be asked: ${failure.message} Let the job read issues (issues: read).`;
    return { issues: [], notes: [note] };
  }
}

function tell({ issues, strangers, total }: References): LinkedIssues {
  const read = issues.slice(0, mostIssues);
  const unread = total - read.length - strangers.length;
  return {
    issues: read,
    notes: [
      ...(strangers.length > 0
        ? [`Issues of other repositories were not read: ${strangers.slice(0, mostIssues).join(', ')}.`]
        : []),
      ...(unread > 0 ? [`The pull request closes ${total} issues, of which ${read.length} were read.`] : []),
    ],
  };
}

const query = `query($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) {
    closingIssuesReferences(first: 20) {
      totalCount nodes { number title body author { login } repository { nameWithOwner } }
    }
  } }
}`;

/** Nodes that the token may not see are null. */
const linksSchema = z.object({
  repository: z.object({
    pullRequest: z.object({
      closingIssuesReferences: z.object({
        totalCount: z.int().min(0),
        nodes: z.array(
          z
            .object({
              number: z.int().min(1),
              title: z.string(),
              body: z.string(),
              author: z.object({ login: z.string() }).nullable(),
              repository: z.object({ nameWithOwner: z.string() }),
            })
            .nullable(),
        ),
      }),
    }),
  }),
});

async function askLinks(options: RepositoryOptions, number: number): Promise<References> {
  const { octokit, owner, repo } = await createOctokit(options);
  const answer = linksSchema.parse(await octokit.graphql(query, { owner, repo, number }));
  const { nodes, totalCount } = answer.repository.pullRequest.closingIssuesReferences;
  const seen = nodes.filter((node) => node !== null);
  const isOwn = ({ repository }: (typeof seen)[number]) =>
    repository.nameWithOwner.toLowerCase() === options.repository.toLowerCase();
  return {
    total: totalCount,
    issues: seen.filter(isOwn).map(({ author, number: issue, title, body }) => ({
      number: issue,
      title,
      body,
      author: author?.login ?? 'ghost',
    })),
    strangers: seen
      .filter((node) => !isOwn(node))
      .map((node) => `${node.repository.nameWithOwner}#${node.number}`),
  };
}

async function readNamed(options: RepositoryOptions, numbers: readonly number[]): Promise<LinkedIssues> {
  const { octokit, owner, repo } = await createOctokit(options);
  const notes: string[] = [];
  const read = await Promise.all(
    numbers.slice(0, mostIssues).map(async (number): Promise<LinkedIssue[]> => {
      try {
        const { data } = await asFailure(() =>
          octokit.rest.issues.get({ owner, repo, issue_number: number }),
        );
        // A pull request is an issue, too, for this part of the API.
        if (data.pull_request !== undefined) return [];
        const { title, body, user } = data;
        return [{ number, title, body: body ?? '', author: user?.login ?? 'ghost' }];
      } catch (failure) {
        if (!(failure instanceof GitHubFailure)) throw failure;
        notes.push(
          `#${number}, which the pull request says it closes, could not be read: ${failure.message} Let the job read issues (issues: read).`,
        );
        return [];
      }
    }),
  );
  if (numbers.length > mostIssues)
    notes.push(`The pull request names ${numbers.length} issues to close, of which ${mostIssues} were read.`);
  return { issues: read.flat(), notes: notes.sort() };
}

/** GitHub's documentation, "Linking a pull request to an issue": the keywords, in any case, with a colon or without. */
const closing =
  /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s{1,4}(?:https?:\/\/[\w.-]{1,200}\/)?([\w.-]{1,100}\/[\w.-]{1,100}(?=#|\/issues\/))?(?:#|\/issues\/)(\d{1,9})\b/gi;
/** What a description shows to nobody, or as code. */
const unsaid = /<!--[\s\S]*?(?:-->|$)|^ {0,3}(`{3,}|~{3,})[\s\S]*?(?:^ {0,3}\1|$(?![\s\S]))|`[^`\n]*`/gm;

/** Numbers of the issues of a repository that a description names behind a closing keyword, in order. */
export function issuesNamedIn(body: string, repository: string): number[] {
  const found = [...body.replace(unsaid, ' ').matchAll(closing)];
  const own = found.filter(
    ([, named]) => named === undefined || named.toLowerCase() === repository.toLowerCase(),
  );
  return [...new Set(own.map(([, , number]) => Number(number)).filter((number) => number > 0))];
}
