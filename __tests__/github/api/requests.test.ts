import { describe, expect, test } from 'vitest';
import { describeFailure, withRetries } from '../../../src/github/api/requests.ts';

const failure = (status: number | null, headers: Record<string, string> = {}, message = 'no') =>
  Object.assign(new Error(message), {
    name: 'HttpError',
    status: status ?? 500,
    ...(status !== null && { response: { headers } }),
  });

const attempt = async (failures: Error[], isRepeatable: boolean) => {
  let tries = 0;
  const run = withRetries(
    async () => {
      const next = failures[tries++];
      if (next) throw next;
      return 'done';
    },
    isRepeatable,
    new AbortController().signal,
    [0, 0],
  );
  return { result: await run.catch((error: Error) => error.message), tries };
};

describe('withRetries', () => {
  test.each([
    ['a fault twice', [failure(502), failure(503)], true, { result: 'done', tries: 3 }],
    [
      'a fault thrice',
      [failure(502), failure(503), failure(500, {}, 'last')],
      true,
      { result: 'last', tries: 3 },
    ],
    ['no answer', [failure(null)], true, { result: 'done', tries: 2 }],
    ['a fault while creating', [failure(502)], false, { result: 'no', tries: 1 }],
    [
      'a rate limit while creating',
      [failure(429, { 'retry-after': '0' })],
      false,
      { result: 'done', tries: 2 },
    ],
    ['a secondary rate limit', [failure(403, { 'retry-after': '0' })], false, { result: 'done', tries: 2 }],
    ['a long wait', [failure(429, { 'retry-after': '60' })], true, { result: 'no', tries: 1 }],
    [
      'a wait until the hour is over',
      [failure(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '99999999999' }, 'API rate limit')],
      true,
      { result: 'API rate limit', tries: 1 },
    ],
    ['a refusal', [failure(403)], true, { result: 'no', tries: 1 }],
  ])('%s', async (_, failures, isRepeatable, expected) => {
    expect(await attempt(failures, isRepeatable)).toEqual(expected);
  });
});

test.each([
  [failure(401), /github-token/],
  [
    failure(403, { 'x-accepted-github-permissions': 'pull_requests=write' }),
    /permission pull_requests=write/,
  ],
  [failure(404), /404/],
  [failure(429, { 'retry-after': '90' }), /rate limit is reached \(429\), for another 1 min 30 s\.$/],
  [failure(429), /rate limit is reached \(429\)\.$/],
  [new TypeError("Cannot use 'in' operator"), /answer is not what it documents.*Cannot use/],
  [
    new TypeError('fetch failed', { cause: new Error('ECONNRESET') }),
    /could not be reached \(fetch failed\)/,
  ],
  [failure(null, {}, 'ECONNREFUSED'), /could not be reached \(ECONNREFUSED\)/],
  [failure(422, {}, 'Validation Failed\nsecond line'), /^GitHub answered 422: Validation Failed\.$/],
])('%o is described', (error, sentence) => {
  expect(describeFailure(error)).toMatch(sentence);
});
