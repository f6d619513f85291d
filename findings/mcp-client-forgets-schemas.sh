#!/bin/sh
# Guess: a client that has listed a server's tools, page after page, checks what each of them answers against its output schema; and an
#        answer is checked the same way whenever the tool is called.
# Seen:  each page puts its schemas in the place of those before: after the second page the first page's tools answer whatever they like,
#        and so does every tool before anything was listed. The same call is refused (-32602) while its page is the last that was read.
# Why:   whether `structuredContent` can be trusted to have its form depends on which page was listed last, so on how many tools a server
#        has and on what else asked.
# With:  @modelcontextprotocol/sdk 1.32.2, a server in the same process; Node.js 20.20.2; 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @modelcontextprotocol/sdk@1.32.2 >/dev/null
cat >try.mjs <<'JS'
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
const outputSchema = { type: 'object', properties: { findings: { type: 'integer' } }, required: ['findings'] };
const tool = (name) => ({ name, inputSchema: { type: 'object' }, outputSchema });
const server = new Server({ name: 's', version: '1' }, { capabilities: { tools: {} } });
server.setRequestHandler(ListToolsRequestSchema, ({ params }) =>
  params?.cursor ? { tools: [tool('second')] } : { tools: [tool('first')], nextCursor: '2' },
);
server.setRequestHandler(CallToolRequestSchema, () => ({ content: [], structuredContent: { findings: 'none' } }));
const client = new Client({ name: 'c', version: '1' });
const [ours, theirs] = InMemoryTransport.createLinkedPair();
await Promise.all([server.connect(theirs), client.connect(ours)]);
const call = (name) => client.callTool({ name }).then(() => 'taken', ({ code }) => `refused ${code}`);
const tell = async (when) => console.log(`${when}: first ${await call('first')}, second ${await call('second')}`);
await tell('before any listing');
const { nextCursor } = await client.listTools();
await tell('after page 1');
await client.listTools({ cursor: nextCursor });
await tell('after page 2');
JS
seen=$(node try.mjs)
echo "$seen"
[ "$seen" = 'before any listing: first taken, second taken
after page 1: first refused -32602, second taken
after page 2: first taken, second refused -32602' ]
