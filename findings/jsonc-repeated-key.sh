#!/bin/sh
# Guess: the functions of one JSON library agree on which of two equal keys counts: the last, as JSON.parse has it.
# Seen:  jsonc-parser's `parse` gives the last value, `findNodeAtLocation` the node of the first, and `modify` writes to the first: after
#        an edit the document still means what it meant before. Removing the key leaves the other one.
# Why:   a reader that takes values from `parse` and lines from the tree points at the line that does not count; a tool that mends a
#        setting so says that it is mended, and it is not.
# With:  jsonc-parser 3.3.1; Node.js 20.20.2; 2026-11-27.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . jsonc-parser@3.3.1 >/dev/null
cat >try.cjs <<'JS'
const { applyEdits, findNodeAtLocation, modify, parse, parseTree } = require('jsonc-parser');
const text = '{"strict": true, "target": "es2022", "strict": false}';
const errors = [];
const edit = (value) => parse(applyEdits(text, modify(text, ['strict'], value, {}))).strict;
console.log(`parse: ${parse(text, errors).strict}, errors ${errors.length}`);
console.log(`node: ${findNodeAtLocation(parseTree(text), ['strict']).value}`);
console.log(`JSON.parse: ${JSON.parse(text).strict}`);
console.log(`after setting it to "set": ${edit('set')}`);
console.log(`after removing it: ${edit(undefined)}`);
JS
seen=$(node try.cjs)
echo "$seen"
[ "$seen" = 'parse: false, errors 0
node: true
JSON.parse: false
after setting it to "set": false
after removing it: false' ]
