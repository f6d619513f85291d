import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openArtifacts } from '../../../src/github/api/artifacts.ts';
import { createGitHubClient } from '../../../src/github/api/client.ts';

/** A forge on loopback whose second page of everything is refused with a status; its address. */
async function serveOnePage(status: number): Promise<string> {
  const server = createServer(({ url = '' }, response) => {
    const isFirst = !url.includes('page=2');
    const link = `<http://${address()}${url}&page=2>; rel="next"`;
    response.writeHead(isFirst ? 200 : status, {
      'content-type': 'application/json',
      ...(isFirst && { link }),
    });
    const entries = [{ id: 1, user: null, html_url: '', name: 'x', size_in_bytes: 1, expired: false }];
    const page = url.includes('/artifacts') ? { total_count: 2, artifacts: entries } : entries;
    response.end(JSON.stringify(isFirst ? page : { message: 'Try again later.' }));
  });
  const address = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return `http://${address()}`;
}

test.each([409, 404, 422])('a listing whose second page is refused with %i is a failure', async (status) => {
  const options = {
    ...{ token: 't', apiUrl: await serveOnePage(status), repository: 'o/r', pullNumber: 1 },
    ...{ signal: new AbortController().signal, temporaryDirectory: '/nowhere' },
  };
  const client = await createGitHubClient(options);
  const artifacts = await openArtifacts(options);
  const listings = [
    () => client.listComments(),
    () => client.listInlineComments(),
    () => client.listReviews(),
    () => artifacts.list('x'),
  ];
  for (const list of listings)
    await expect(list()).rejects.toMatchObject({
      name: 'GitHubFailure',
      message: expect.stringContaining(`${status}`),
      refusal: status === 404 ? 'absent' : null,
    });
});
