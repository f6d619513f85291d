#!/bin/sh
# Guess: a listing of which a later page is refused is an error, whatever the refusal; only an empty repository's 409 is an empty list.
# Seen:  `paginate` takes a 409 on any page, with any message, for the end: it resolves with the pages before. 404, 422 and 502 reject, and
#        so does 409 on a plain request.
# Why:   a tool that lists a pull request's comments or files this way believes that it has all; what it does not find it posts again, or
#        reviews not at all.
# With:  @actions/github 9.1.1 (with its @octokit/plugin-paginate-rest 14.0.0), a server on loopback; Node.js 20.20.2; 2026-11-27.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @actions/github@9.1.1 @octokit/plugin-paginate-rest@14.0.0 >/dev/null
cat >try.mjs <<'JS'
import { createServer } from 'node:http';
import { getOctokit } from '@actions/github';
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://x');
  const [, status] = pathname.match(/repos\/o\/(\d+)\//);
  const isFirst = !searchParams.has('page');
  const link = `<${address}${pathname}?page=2>; rel="next"`;
  response.writeHead(isFirst ? 200 : Number(status), { 'content-type': 'application/json', ...(isFirst && { link }) });
  response.end(JSON.stringify(isFirst ? [{ id: 1 }] : { message: 'Try again later.' }));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${server.address().port}`;
const octokit = getOctokit('t', { baseUrl: address, log: { debug() {}, info() {}, warn() {}, error() {} } });
const tell = (promise) => promise.then((list) => `resolves with ${JSON.stringify(list)}`, ({ status }) => `rejects with ${status}`);
for (const repo of ['404', '409', '422', '502']) {
  const seen = await tell(octokit.paginate(octokit.rest.issues.listComments, { owner: 'o', repo, issue_number: 1 }));
  console.log(`second page ${repo}: ${seen}`);
}
console.log(`409 on a request: ${await tell(octokit.request('GET /repos/o/409/issues/1/comments?page=2'))}`);
server.close();
JS
seen=$(node try.mjs)
echo "$seen"
[ "$seen" = 'second page 404: rejects with 404
second page 409: resolves with [{"id":1}]
second page 422: rejects with 422
second page 502: rejects with 502
409 on a request: rejects with 409' ]
