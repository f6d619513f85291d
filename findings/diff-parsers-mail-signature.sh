#!/bin/sh
# Guess: readers of unified diffs stop a hunk where its header says that it ends, so that the signature below a patch by mail
#        ("-- " and git's version, as `git format-patch` and a forge's .patch pages end) belongs to no file.
# Seen:  gitdiff-parser and diff2html count "-- " as one more deleted line, jsdiff refuses the whole patch for it, parse-git-diff sees no
#        file at all, because of the mail's header. parse-diff alone agrees with `git apply --numstat`.
# Why:   counts of lines and line numbers taken from a .patch page differ from those of the diff; and "no file" is not an error.
# With:  parse-diff 0.12.0, gitdiff-parser 0.3.1, parse-git-diff 0.0.20, diff2html 3.4.56, diff 9.0.0, git 2.39.5; 2026-11-27.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=n GIT_AUTHOR_EMAIL=n@example.org GIT_COMMITTER_NAME=n GIT_COMMITTER_EMAIL=n@example.org
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . parse-diff@0.12.0 gitdiff-parser@0.3.1 parse-git-diff@0.0.20 diff2html@3.4.56 diff@9.0.0 >/dev/null
git init -q -b main repository && cd repository
seq 9 >a.txt && git add . && git commit -qm one
sed -i s/5/five/ a.txt && git commit -qam two
git format-patch -1 --stdout >../mail.patch
echo "git: $(git apply --numstat ../mail.patch | cut -f1,2 | xargs)" >../seen
cd ..
cat >try.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { parse as diff2html } from 'diff2html';
import { parsePatch } from 'diff';
import gitdiffParser from 'gitdiff-parser';
import parseDiff from 'parse-diff';
import parseGitDiff from 'parse-git-diff';
const mail = readFileSync('mail.patch', 'utf8');
const count = (lines, kind) => lines.filter((line) => line === kind).length;
const types = (changes, added, deleted) => [count(changes.map(({ type }) => type), added), count(changes.map(({ type }) => type), deleted)];
const readers = {
  'parse-diff': () => parseDiff(mail).map(({ additions, deletions }) => [additions, deletions]),
  'gitdiff-parser': () => (gitdiffParser.parse ?? gitdiffParser.default.parse)(mail).map(({ hunks }) => types(hunks.flatMap(({ changes }) => changes), 'insert', 'delete')),
  'diff2html': () => diff2html(mail).map(({ addedLines, deletedLines }) => [addedLines, deletedLines]),
  'jsdiff': () => parsePatch(mail).map(({ hunks }) => types(hunks.flatMap(({ lines }) => lines.map((line) => ({ type: line[0] }))), '+', '-')),
  'parse-git-diff': () => parseGitDiff(mail).files.map(({ chunks }) => types(chunks.flatMap(({ changes }) => changes), 'AddedLine', 'DeletedLine')),
};
for (const [name, read] of Object.entries(readers)) {
  let seen;
  try { seen = read().map((pair) => pair.join(' ')).join(', ') || 'no file'; } catch (error) { seen = `refused: ${error.message.split(' (')[0]}`; }
  console.log(`${name}: ${seen}`);
}
JS
node try.mjs >>seen
cat seen
[ "$(cat seen)" = 'git: 1 1
parse-diff: 1 1
gitdiff-parser: 1 2
diff2html: 1 2
jsdiff: refused: Hunk at line 14 has more lines than expected
parse-git-diff: no file' ]
