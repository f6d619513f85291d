#!/bin/sh
# Guess: `git merge-tree --write-tree`, which needs no work tree, merges two commits to the same tree in every copy of a repository.
# Seen:  the merge driver of a path comes from the .gitattributes on disk, not from the commits: in a clone the union driver merges
#        cleanly, in a bare clone and in a work tree without files the same two commits conflict, exit 1.
# Why:   a tool that asks in a bare mirror or beside a checkout of something else whether a pull request merges is told of a conflict
#        that nobody has, or the reverse.
# With:  git 2.39.5 (Debian 12); 2026-11-27.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=n GIT_AUTHOR_EMAIL=n@example.org GIT_COMMITTER_NAME=n GIT_COMMITTER_EMAIL=n@example.org
cd "$folder"
git --version
git init -q -b main clone && cd clone
echo 'notes.txt merge=union' >.gitattributes
printf 'first\nlast\n' >notes.txt
git add . && git commit -qm base
git checkout -qb topic && printf 'first\ntopic\nlast\n' >notes.txt && git commit -qam topic
git checkout -q main && printf 'first\nmain\nlast\n' >notes.txt && git commit -qam main
git clone -q --bare . ../bare
git worktree add -q --no-checkout ../empty topic

# try NAME
try() {
  code=0
  git -C "../$1" merge-tree --write-tree main topic >"../$1.out" || code=$?
  echo "$1: exit $code, conflicts: $(grep -c '^CONFLICT' "../$1.out" || true)"
}
seen=$(try clone; try bare; try empty)
echo "$seen"
[ "$seen" = 'clone: exit 0, conflicts: 0
bare: exit 1, conflicts: 1
empty: exit 1, conflicts: 1' ]
