#!/bin/sh
# Guess: `git apply` takes a patch as a whole or not at all, wherever in the work tree it runs, since the paths of a patch are the repository's.
# Seen:  in a folder it applies what lies below and leaves out the rest: exit 0 and no word, where only one of two files is patched, and where
#        none is. `--check` agrees, `--3way` too; `git am` in that folder and `git apply` at the top are whole.
# Why:   a tool or agent that applies a reviewer's patch from the folder of one package believes by the exit code that it is all in.
# With:  git 2.39.5 (Debian 12); 2026-11-27.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=n GIT_AUTHOR_EMAIL=n@example.org GIT_COMMITTER_NAME=n GIT_COMMITTER_EMAIL=n@example.org
cd "$folder"
git --version
git init -q -b main repository && cd repository
mkdir a b && echo old >a/one.txt && echo old >b/two.txt
git add . && git commit -qm old
echo new >a/one.txt && echo new >b/two.txt && git commit -qam new
git diff HEAD~ >../both.patch
git diff HEAD~ -- b >../other.patch
git format-patch -q -1 --stdout >../mail.patch
git reset -q --hard HEAD~

# try NAME COMMAND: in the folder a
try() {
  code=0
  (cd a && $2) >../said 2>&1 || code=$?
  echo "$1: exit $code, $(wc -c <../said) characters said, $(cat a/one.txt) and $(cat b/two.txt)"
  git reset -q --hard ORIG
}
git tag ORIG
seen=$(
  try 'both files' 'git apply ../../both.patch'
  try 'both files, --check' 'git apply --check ../../both.patch'
  try 'both files, --3way' 'git apply --quiet --3way ../../both.patch'
  try 'the other file' 'git apply ../../other.patch'
  try 'git am' 'git am -q ../../mail.patch'
  try 'from the top' 'git -C .. apply ../both.patch'
)
echo "$seen"
[ "$seen" = 'both files: exit 0, 0 characters said, new and old
both files, --check: exit 0, 0 characters said, old and old
both files, --3way: exit 0, 0 characters said, new and old
the other file: exit 0, 0 characters said, old and old
git am: exit 0, 0 characters said, new and new
from the top: exit 0, 0 characters said, new and new' ]
