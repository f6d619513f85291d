import type { getOctokit } from '@actions/github';

/** A client of GitHub's REST API, as `getOctokit(token)` makes it. */
export type GitHubClient = ReturnType<typeof getOctokit>;

/** A pull request in a repository. */
export interface PullRequestAddress {
  readonly owner: string;
  readonly repo: string;
  readonly pull_number: number;
}

/** One file as `GET /repos/{owner}/{repo}/pulls/{pull_number}/files` lists it. */
export type ApiFile = Awaited<ReturnType<GitHubClient['rest']['pulls']['listFiles']>>['data'][number];

/** GitHub lists so many files of a pull request and no more. */
const mostFiles = 3000;
/** Sizes of pages; every one divides the one before, so that a page can be asked for again in parts. */
const pageSizes = [100, 10, 1];
/** Requests for parts of a page, which share the token's 1,000 an hour with the rest of the workflow. */
const mostRepeats = 100;

/**
 * Lists the files of a pull request. Past about 20,000 patch lines in one response the rest comes with neither patch nor
 * counts, so that a page with such files is asked for again in smaller ones.
 */
export async function listApiFiles(client: GitHubClient, address: PullRequestAddress): Promise<ApiFile[]> {
  let repeats = 0;
  const listPage = async (page: number, level: number): Promise<ApiFile[]> => {
    const size = pageSizes[level] ?? 1;
    const { data } = await client.rest.pulls.listFiles({ ...address, per_page: size, page });
    const smaller = pageSizes[level + 1];
    if (smaller === undefined || !data.some(isPerhapsCut)) return data;
    const parts = Math.ceil(data.length / smaller);
    if (repeats + parts > mostRepeats) return data;
    repeats += parts;
    const files: ApiFile[] = [];
    for (let part = 0; part < parts; part++) {
      files.push(...(await listPage(((page - 1) * size) / smaller + part + 1, level + 1)));
    }
    return files;
  };

  const files: ApiFile[] = [];
  for (let page = 1; files.length < mostFiles; page++) {
    const listed = await listPage(page, 0);
    files.push(...listed);
    if (listed.length < (pageSizes[0] ?? 0)) break;
  }
  return files;
}

/** Binary files look the same: no patch, no counts. */
const isPerhapsCut = (file: ApiFile) =>
  file.patch === undefined && file.changes === 0 && (file.status === 'modified' || file.status === 'added');
