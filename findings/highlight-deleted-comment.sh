#!/bin/sh
# Guess: a highlighter of diffs colours a line of a hunk by its first character: `-` is deleted, `+` is added.
# Seen:  a deleted line of SQL, Lua or Haskell that is a comment (`-- old`, so `--- old` in the diff) is a file header for highlight.js,
#        Prism and Shiki, and so is an added `++ i;`. For the first two it has no class of a deletion or addition; highlight.js calls both a
#        comment. Only Shiki's colours are those of a change.
# Why:   a reader of a coloured diff sees neither that the line goes nor that it comes.
# With:  highlight.js 11.12.0, prismjs 1.30.0, shiki 4.6.0; Node.js 20.20.2; 2026-11-27.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . highlight.js@11.12.0 prismjs@1.30.0 shiki@4.6.0 >/dev/null
cat >try.mjs <<'JS'
import hljs from 'highlight.js';
import Prism from 'prismjs';
import 'prismjs/components/prism-diff.js';
import { codeToTokens } from 'shiki';
const diff = ['--- a/q.sql', '+++ b/q.sql', '@@ -1,3 +1,3 @@', ' select 1;', '--- old', '-drop table t;', '+++ i;', '+select 2;', ''].join('\n');
const wanted = ['--- old', '-drop table t;', '+++ i;', '+select 2;'];
const highlighted = hljs.highlight(diff, { language: 'diff' }).value;
const ofHighlight = (line) => highlighted.match(new RegExp(`<span class="hljs-(\\w+)">${line.replace(/[+]/g, '\\+')}</span>`))?.[1];
const ofPrism = (line) => {
  const tokens = Prism.tokenize(diff, Prism.languages.diff);
  const text = (part) => (typeof part === 'string' ? part : [part.content].flat().map(text).join(''));
  return tokens.find((token) => typeof token !== 'string' && text(token).split('\n').includes(line))?.type;
};
const { tokens } = await codeToTokens(diff, { lang: 'diff', theme: 'github-light', includeExplanation: true });
const ofShiki = (line) =>
  tokens.find((parts) => parts.map(({ content }) => content).join('') === line)?.[0].explanation[0].scopes[1].scopeName;
for (const line of wanted) console.log(`${line} | ${ofHighlight(line)} | ${ofPrism(line)} | ${ofShiki(line)}`);
JS
seen=$(node try.mjs)
echo "$seen"
[ "$seen" = '--- old | comment | coord | meta.diff.header.from-file
-drop table t; | deletion | deleted-sign | markup.deleted.diff
+++ i; | comment | coord | meta.diff.header.to-file
+select 2; | addition | inserted-sign | markup.inserted.diff' ]
