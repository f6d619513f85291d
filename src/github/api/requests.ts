import { setTimeout as sleep } from 'node:timers/promises';
import { formatDuration } from '../../model/report/wording.ts';
import { withDeadline } from './deadline.ts';

/** GitHub refused or could not be reached; the message is one sentence that says what to do where there is something to do. */
export class GitHubFailure extends Error {
  override readonly name = 'GitHubFailure';
  /** Set where GitHub would answer so however often it is asked: the token may not see it, or there is no such thing. */
  readonly refusal: 'forbidden' | 'absent' | null;

  constructor(message: string, refusal: GitHubFailure['refusal'] = null, options?: ErrorOptions) {
    super(message, options);
    this.refusal = refusal;
  }
}

/** Makes a request, whose trouble becomes a {@link GitHubFailure}. */
export async function asFailure<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof GitHubFailure) throw error;
    throw new GitHubFailure(describeFailure(error), refusalOf(error), { cause: error });
  }
}

function refusalOf(error: unknown): GitHubFailure['refusal'] {
  const status = statusOf(error);
  if (status === 404) return 'absent';
  return status === 403 && !isRateLimit(error) ? 'forbidden' : null;
}

/** Pauses before the second and third try. */
const pausesMs = [1_000, 3_000];
/** A longer wait than this is not worth it: the report is elsewhere too. */
const longestPauseMs = 20_000;
/** A server that never answers must not hold the job. */
const requestTimeoutMs = 10_000;

/**
 * Makes a request up to three times. Tried again: what GitHub refused for its rate limit, as it says when to come back; and,
 * where asking twice does no harm, a server's fault or no answer.
 * @param isRepeatable false for what would be created a second time.
 */
export async function withRetries<Result>(
  request: (signal: AbortSignal) => Promise<Result>,
  isRepeatable: boolean,
  signal: AbortSignal,
  pauses: readonly number[] = pausesMs,
): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await request(withDeadline(signal, requestTimeoutMs));
    } catch (error) {
      const pause = pauses[attempt];
      if (pause === undefined || signal.aborted || !isWorthRetrying(error, isRepeatable)) throw error;
      const asked = askedPauseMs(error);
      if (asked !== null && asked > longestPauseMs) throw error;
      await sleep(Math.max(pause, asked ?? 0), undefined, { signal });
    }
  }
}

function isWorthRetrying(error: unknown, isRepeatable: boolean): boolean {
  const status = statusOf(error);
  if (status === 429 || (status === 403 && isRateLimit(error))) return true;
  return isRepeatable && (status === null || status >= 500);
}

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
const isRateLimit = (error: unknown): boolean =>
  /rate limit|abuse/i.test(messageOf(error)) || headerOf(error, 'retry-after') !== null;

/** How long the refused is asked to wait: `retry-after`, or until the hour's requests are given anew. */
function askedPauseMs(error: unknown): number | null {
  const after = Number(headerOf(error, 'retry-after') ?? Number.NaN);
  if (Number.isFinite(after)) return after * 1000;
  if (headerOf(error, 'x-ratelimit-remaining') !== '0') return null;
  const reset = Number(headerOf(error, 'x-ratelimit-reset') ?? Number.NaN);
  return Number.isFinite(reset) ? Math.max(0, reset * 1000 - Date.now()) : null;
}

/** What went wrong as one sentence, with what a maintainer can do about it. */
export function describeFailure(error: unknown): string {
  const status = statusOf(error);
  const said = messageOf(error).split('\n')[0]?.slice(0, 200) ?? '';
  if (isObject(error) && typeof error.syscall === 'string' && typeof error.path === 'string')
    return `A file could not be read or written (${said}): free space there, or make it ours.`;
  if (status === null)
    return isMisread(error)
      ? `GitHub's answer is not what it documents, as where a proxy answers for it (${said}).`
      : `GitHub could not be reached (${said}).`;
  if (status === 429 || (status === 403 && isRateLimit(error))) {
    const pause = askedPauseMs(error);
    const wait = pause === null ? '' : `, for another ${formatDuration(pause)}`;
    return `GitHub's rate limit is reached (${status})${wait}.`;
  }
  if (status === 401) return 'The input "github-token" was not accepted (401).';
  if (status === 403) {
    // GraphQL names what it refuses, and no permission.
    if (isObject(error) && error.name === 'GraphqlResponseError') return `GitHub refused it: ${said}.`;
    const accepted = headerOf(error, 'x-accepted-github-permissions');
    return `The token may not do this (403): ${accepted ? `it needs the permission ${accepted}` : said}. A pull request from a fork never has it.`;
  }
  if (status === 404) return 'GitHub does not know it, or the token may not see it (404).';
  return `GitHub answered ${status}: ${said}.`;
}

/** An answer came, and the library stumbled over it: what is never sent by the network. */
const isMisread = (error: unknown): boolean =>
  isObject(error) && ['TypeError', 'SyntaxError'].includes(String(error.name)) && error.cause === undefined;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Null where no answer came. GraphQL's errors come with 200 and count as refused. */
function statusOf(error: unknown): number | null {
  if (!isObject(error)) return null;
  // Octokit makes a 500 of a request that got no answer.
  if (error.name === 'HttpError' && error.response === undefined) return null;
  if (typeof error.status === 'number') return error.status;
  return error.name === 'GraphqlResponseError' ? 403 : null;
}

function headerOf(error: unknown, name: string): string | null {
  const response = isObject(error) ? error.response : null;
  const headers = isObject(response) ? response.headers : null;
  const value = isObject(headers) ? headers[name] : undefined;
  return value === undefined ? null : String(value);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
