#!/bin/sh
# Guess: what repairs a JSON answer that was cut off, as jsonrepair's documentation says it does, completes a word that can only become
#        `false` or `null`, or leaves it out, as the readers of partial JSON do; it makes no other value of it.
# Seen:  jsonrepair makes a string of the stump: `fals` is "fals" and `nul` is "nul", both true where a program asks. A cut key becomes a
#        key of its own with null. partial-json, best-effort-json-parser and the AI SDK's `parsePartialJson` say false and null.
# Why:   a gate that asks `if (answer.blocking)` or `if (answer.approved)` gets the opposite of what the model was writing, and an answer
#        that is cut at that place looks whole.
# With:  jsonrepair 3.15.0, partial-json 0.1.7, best-effort-json-parser 1.5.1, ai 6.0.326; Node.js 20.20.2; 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . jsonrepair@3.15.0 partial-json@0.1.7 best-effort-json-parser@1.5.1 ai@6.0.326 zod@4.6.7 >/dev/null
cat >try.mjs <<'JS'
import { parsePartialJson } from 'ai';
import { parse as bestEffort } from 'best-effort-json-parser';
import { jsonrepair } from 'jsonrepair';
import { parse as partial } from 'partial-json';
for (const cut of ['{"approved": fals', '{"owner": nul', '{"line": 3, "blo']) {
  const others = [partial(cut), bestEffort(cut), (await parsePartialJson(cut)).value].map((value) => JSON.stringify(value));
  console.log(`${cut}  jsonrepair ${JSON.stringify(JSON.parse(jsonrepair(cut)))}, the others ${[...new Set(others)].join(' or ')}`);
}
JS
seen=$(node try.mjs)
echo "$seen"
[ "$seen" = '{"approved": fals  jsonrepair {"approved":"fals"}, the others {"approved":false}
{"owner": nul  jsonrepair {"owner":"nul"}, the others {"owner":null}
{"line": 3, "blo  jsonrepair {"line":3,"blo":null}, the others {"line":3}' ]
