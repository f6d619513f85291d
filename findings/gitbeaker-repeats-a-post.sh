#!/bin/sh
# Guess: a client repeats after a 502 what may be asked twice, a GET and no POST; it waits as long as a 429 says; and `maxPages: 1` loads one page.
# Seen:  a comment whose creation is answered by 502 is sent ten times, and each may have been made; a 503 is repeated for neither method.
#        The ten tries after a 429 are over within five seconds, whatever `retry-after` says. `maxPages: 1` loads two
#        pages, unless `perPage` stands beside it.
# Why:   a gateway that gives up on a slow GitLab makes ten copies of one review comment; a limit meant to bound a listing does not.
# With:  @gitbeaker/rest 43.8.0, a server on loopback; Node.js 20.20.2; 2026-11-27.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @gitbeaker/rest@43.8.0 >/dev/null
cat >try.mjs <<'JS'
import { createServer } from 'node:http';
import { Gitlab } from '@gitbeaker/rest';
let requests = 0;
const server = createServer((request, response) => {
  requests++;
  const { pathname, searchParams } = new URL(request.url, 'http://x');
  const status = Number(pathname.match(/projects\/(\d+)\//)[1]);
  const page = Number(searchParams.get('page') ?? 1);
  const link = `<${host}${pathname}?page=${page + 1}&per_page=20>; rel="next"`;
  const headers = { 'content-type': 'application/json', ...(status === 429 && { 'retry-after': '60' }), ...(status === 200 && page < 3 && { link }) };
  request.resume().on('end', () => response.writeHead(status, headers).end(JSON.stringify(status === 200 ? Array(20).fill({ page }) : { message: 'no' })));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const host = `http://127.0.0.1:${server.address().port}`;
const gitlab = new Gitlab({ host, token: 't' });
async function count(name, ask) {
  requests = 0;
  const begun = Date.now();
  await ask().catch(() => {});
  console.log(`${name}: ${requests}${name.includes('429') ? `, ${Date.now() - begun < 5000 ? 'within 5 s' : 'slower'}` : ''}`);
}
await count('POST, 502', () => gitlab.MergeRequestNotes.create(502, 1, 'A comment.'));
await count('POST, 503', () => gitlab.MergeRequestNotes.create(503, 1, 'A comment.'));
await count('GET, 503', () => gitlab.MergeRequests.show(503, 1));
await count('GET, 429', () => gitlab.MergeRequests.show(429, 1));
await count('maxPages 1', () => gitlab.MergeRequests.allDiffs(200, 1, { maxPages: 1 }));
await count('maxPages 1 with perPage 20', () => gitlab.MergeRequests.allDiffs(200, 1, { maxPages: 1, perPage: 20 }));
server.close();
JS
seen=$(node try.mjs)
echo "$seen"
[ "$seen" = 'POST, 502: 10
POST, 503: 1
GET, 503: 1
GET, 429: 10, within 5 s
maxPages 1: 2
maxPages 1 with perPage 20: 1' ]
