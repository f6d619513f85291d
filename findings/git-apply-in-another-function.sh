#!/bin/sh
# Guess: a patch whose hunk header names a function (`@@ … @@ def two`) is applied in that function, or refused where the file has changed
#        around it.
# Seen:  what stands in front of the hunk is taken away on the branch, so that an alike function stands where the hunk's line number
#        points: `git apply` and `git am` change that one, "cleanly" and with exit 0. `git apply --3way` changes the right one, as
#        `git cherry-pick` does; `git am --3way` still the wrong one, since it merges only what does not apply.
# Why:   a patch from a review of an older head changes another function than the reviewer meant, and nothing says so.
# With:  git 2.39.5 (Debian 12); 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=n GIT_AUTHOR_EMAIL=n@example.org GIT_COMMITTER_NAME=n GIT_COMMITTER_EMAIL=n@example.org
cd "$folder"
git --version
git init -q -b main repository && cd repository
for name in one two three; do
  printf 'def %s(job):\n    start(job)\n    log(job)\n    check(job)\n    limit = 10\n    run(job)\n    log(job)\n    stop(job)\n\n' "$name"
done >jobs.py
git add . && git commit -qm base
sed -i '14s/10/20/' jobs.py && git commit -qam 'Raise the limit of two'
git tag topic
git diff HEAD~ >../two.patch
git format-patch -q -1 --stdout >../two.mail
git reset -q --hard HEAD~
sed -i 1,9d jobs.py && git commit -qam 'Remove one'
git tag later

# try NAME COMMAND: in which function the limit is raised
try() {
  code=0
  $2 >../said 2>&1 || code=$?
  raised=$(awk '/^def/ { name = $2 } /limit = 20/ { print name }' jobs.py | cut -d'(' -f1)
  echo "$1: exit $code, raised in ${raised:-none}"
  git reset -q --hard later
}
seen=$(
  echo "the hunk: $(grep -o 'def .*(' ../two.patch | tr -d '(')"
  try 'git apply' 'git apply ../two.patch'
  try 'git apply --3way' 'git apply --3way ../two.patch'
  try 'git am' 'git am -q ../two.mail'
  try 'git am --3way' 'git am -q --3way ../two.mail'
  try 'git cherry-pick' 'git cherry-pick topic'
)
echo "$seen"
[ "$seen" = 'the hunk: def two
git apply: exit 0, raised in three
git apply --3way: exit 0, raised in two
git am: exit 0, raised in three
git am --3way: exit 0, raised in three
git cherry-pick: exit 0, raised in two' ]
