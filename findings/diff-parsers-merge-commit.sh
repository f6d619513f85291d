#!/bin/sh
# Guess: a reader of git's diffs that gets the diff of a merge commit (`git show`, with `@@@` for its two parents) reads it, or refuses it.
# Seen:  gitdiff-parser leaves the file out, with no trace of it; parse-diff and jsdiff have the file without a changed line;
#        parse-git-diff takes a line that only the second parent loses for unchanged. None of them throws. diff2html alone counts what
#        stands there. A file behind it, with an ordinary diff, is right in all.
# Why:   what is written in the merge itself, in neither branch, is what no other diff shows; a summary or a gate by these readers shows
#        that nothing was changed.
# With:  parse-diff 0.12.0, gitdiff-parser 0.3.1, parse-git-diff 0.0.20, diff2html 3.4.56, diff 9.0.0, git 2.39.5; 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=n GIT_AUTHOR_EMAIL=n@example.org GIT_COMMITTER_NAME=n GIT_COMMITTER_EMAIL=n@example.org
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . parse-diff@0.12.0 gitdiff-parser@0.3.1 parse-git-diff@0.0.20 diff2html@3.4.56 diff@9.0.0 >/dev/null
git init -q -b main repository && cd repository
printf 'one\ntwo\nthree\n' >gate.txt && git add . && git commit -qm base
git checkout -q -b topic && sed -i s/two/topic/ gate.txt && git commit -qam topic
git checkout -q main && sed -i s/two/main/ gate.txt && git commit -qam main
git merge -q topic >/dev/null || true
printf 'one\nneither\nnor\nthree\n' >gate.txt && git commit -qam merge
git show --format= >../merge.diff
echo x >plain.txt && git add . && git commit -qm plain
git show --format= >>../merge.diff
cd ..
cat >try.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { parse as diff2html } from 'diff2html';
import { parsePatch } from 'diff';
import gitdiffParser from 'gitdiff-parser';
import parseDiff from 'parse-diff';
import parseGitDiff from 'parse-git-diff';
const text = readFileSync('merge.diff', 'utf8');
console.log(text.split('\n').slice(4, 11).join('|'));
const count = (items, isAdded, isDeleted) => `+${items.filter(isAdded).length} -${items.filter(isDeleted).length}`;
const byType = (changes, added, deleted) => count(changes, ({ type }) => type === added, ({ type }) => type === deleted);
const readers = {
  'diff2html': () => diff2html(text).map(({ newName, addedLines, deletedLines }) => `${newName} +${addedLines} -${deletedLines}`),
  'gitdiff-parser': () => (gitdiffParser.parse ?? gitdiffParser.default.parse)(text).map(({ newPath, hunks }) => `${newPath} ${byType(hunks.flatMap(({ changes }) => changes), 'insert', 'delete')}`),
  'parse-diff': () => parseDiff(text).map(({ to, additions, deletions }) => `${to} +${additions} -${deletions}`),
  'jsdiff': () => parsePatch(text).map(({ newFileName, hunks }) => `${newFileName.slice(2)} ${count(hunks.flatMap(({ lines }) => lines), (line) => line.startsWith('+'), (line) => line.startsWith('-'))}`),
  'parse-git-diff': () => parseGitDiff(text).files.map(({ path, chunks }) => `${path} ${byType(chunks.flatMap(({ changes }) => changes), 'AddedLine', 'DeletedLine')}`),
};
for (const [name, read] of Object.entries(readers)) {
  let seen;
  try { seen = read().join(', '); } catch (error) { seen = `refused: ${error.message}`; }
  console.log(`${name}: ${seen}`);
}
JS
seen=$(node try.mjs)
echo "$seen"
[ "$seen" = '@@@ -1,3 -1,3 +1,4 @@@|  one|- main| -topic|++neither|++nor|  three
diff2html: gate.txt +2 -2, plain.txt +1 -0
gitdiff-parser: plain.txt +1 -0
parse-diff: gate.txt +0 -0, plain.txt +1 -0
jsdiff: gate.txt +0 -0, plain.txt +1 -0
parse-git-diff: gate.txt +2 -1, plain.txt +1 -0' ]
