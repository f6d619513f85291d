#!/bin/sh
# Guess: isomorphic-git merges what git merges, or throws, as its documentation says of what it cannot do (several bases, other strategies);
#        what git refuses to merge, a binary file or one marked `-merge`, it does not merge.
# Seen:  it merges both by lines, resolves, and commits. Of the binary file every byte that is no UTF-8 has become U+FFFD, in the lines that
#        nobody touched too. git conflicts for both. A change of each file on one side only is right.
# Why:   a bot that updates branches, or asks this way whether a pull request merges, is told of a clean merge; its commit holds a broken
#        image, or a lock file made of two, though .gitattributes says not to merge it.
# With:  isomorphic-git 1.44.19, git 2.39.5 (Debian 12); Node.js 20.20.2; 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=n GIT_AUTHOR_EMAIL=n@example.org GIT_COMMITTER_NAME=n GIT_COMMITTER_EMAIL=n@example.org
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . isomorphic-git@1.44.19 >/dev/null
cat >try.mjs <<'JS'
import fs from 'node:fs';
import git from 'isomorphic-git';
const author = { name: 'n', email: 'n@example.org' };
const [dir] = process.argv.slice(2);
await git.merge({ fs, dir, ours: 'main', theirs: 'topic', author }).then(() => console.log('clean'), ({ code }) => console.log(code));
JS
# lines FIRST LAST: a binary file of nine lines, a NUL and a byte that is no UTF-8 in the middle
lines() { printf '%s\n2\n3\n4\n\000\377\n6\n7\n8\n%s\n' "$1" "$2"; }
text() { printf '%s\n2\n3\n4\n5\n6\n7\n8\n%s\n' "$1" "$2"; }
# try NAME CONTENT BRANCH-END: what the two make of a line changed on main and, where BRANCH-END is not `last`, another on the branch
try() {
  mkdir "$folder/$1" && cd "$folder/$1"
  git init -q -b main
  echo 'file.lock -merge' >.gitattributes && $2 first last >"$4" && git add . && git commit -qm base
  git checkout -q -b topic && echo x >other && $2 first "$3" >"$4" && git add . && git commit -qm topic
  git checkout -q main && $2 FIRST last >"$4" && git commit -qam main
  if git merge-tree --write-tree main topic >/dev/null; then ours=clean; else ours=conflict; fi
  theirs=$(cd "$folder" && node try.mjs "$folder/$1")
  middle=$(git show "main:$4" | sed -n 5p | od -An -tx1 | xargs)
  echo "$1: git $ours, isomorphic-git $theirs, line 1 $(git show "main:$4" | head -1), line 9 $(git show "main:$4" | tail -1), line 5 $middle"
}
seen=$(
  try binary lines LAST image
  try unmergeable text LAST file.lock
  try one-side lines last image
)
echo "$seen"
[ "$seen" = 'binary: git conflict, isomorphic-git clean, line 1 FIRST, line 9 LAST, line 5 00 ef bf bd 0a
unmergeable: git conflict, isomorphic-git clean, line 1 FIRST, line 9 LAST, line 5 35 0a
one-side: git clean, isomorphic-git clean, line 1 FIRST, line 9 last, line 5 00 ff 0a' ]
