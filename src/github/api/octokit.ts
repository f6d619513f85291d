import { describeFailure, GitHubFailure, withRetries } from './requests.ts';

/** Where and as whom to ask. */
export interface RepositoryOptions {
  readonly token: string;
  /** `https://api.github.com`, or a server's own. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly signal: AbortSignal;
}

/**
 * Octokit for one repository, quiet, and with {@link withRetries} around every request. Its library reads the event's file as it is
 * loaded, and throws where that is no JSON: so it is loaded here, once we have read the event and said so ourselves.
 */
export async function createOctokit({ token, apiUrl, repository, signal }: RepositoryOptions) {
  const { getOctokit } = await import('@actions/github');
  const octokit = getOctokit(token, { baseUrl: apiUrl, log: silent });
  octokit.hook.wrap('request', (request, options) =>
    withRetries(
      async (limit) => {
        // The inner hooks hold on to these options: a copy would not reach the request.
        Object.assign(options.request, { signal: limit });
        return request(options);
      },
      // A GraphQL query is a POST that creates nothing, and resolving a thread twice is once.
      options.method !== 'POST' || options.url === '/graphql',
      signal,
    ).catch(hideConflict),
  );
  const [owner = '', repo = ''] = repository.split('/');
  return { octokit, owner, repo };
}

/** Octokit's `paginate` takes a 409 for the end of a listing, which would be cut without a word. */
function hideConflict(error: unknown): never {
  const isConflict = (error as { status?: number } | null)?.status === 409;
  throw isConflict ? new GitHubFailure(describeFailure(error), null, { cause: error }) : error;
}

/** Octokit warns on standard error, which the runner reads as commands. */
const silent = { debug() {}, info() {}, warn() {}, error() {} };
