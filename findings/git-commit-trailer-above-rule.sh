#!/bin/sh
# Guess: what `git commit --trailer` writes is a trailer for `git log --format=%(trailers)`, as the manual of %(trailers) says that they are
#        read as `git interpret-trailers` reads them.
# Seen:  below a rule of three dashes in the message, as Markdown has it, they part. `git commit --trailer` writes above the rule, where the
#        log sees none; with --signoff, which writes at the end, the log sees that alone, and `git interpret-trailers --parse` the other alone.
# Why:   a gate that asks the log who approved, or which change a commit belongs to, does not find what its own bot wrote, by the text of the
#        message only; and which of two gates is right depends on which command each of them asks.
# With:  git 2.39.5 (Debian 12); 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=n GIT_AUTHOR_EMAIL=n@example.org GIT_COMMITTER_NAME=n GIT_COMMITTER_EMAIL=n@example.org
cd "$folder"
git init -q -b main repository && cd repository
printf 'Mend the gate\n\nWhat it did.\n' >../plain
printf 'Mend the gate\n\nWhat it did.\n\n---\n\nHow it was tried.\n' >../ruled

# try NAME MESSAGE OPTION...: the keys of the trailers that each of git's two readers finds
try() {
  name=$1 message=$2
  shift 2
  git commit -q --allow-empty -F "../$message" "$@"
  log=$(git log -1 --format='%(trailers:only,separator=%x20,keyonly)')
  parsed=$(git log -1 --format=%B | git interpret-trailers --parse | cut -d: -f1 | xargs)
  echo "$name: log ${log:-none}, interpret-trailers ${parsed:-none}"
}
seen=$(
  try 'plain, trailer' plain --trailer 'Approved-by: B'
  try 'ruled, trailer' ruled --trailer 'Approved-by: B'
  try 'ruled, signoff' ruled --signoff
  try 'ruled, both' ruled --signoff --trailer 'Approved-by: B'
)
echo "$seen"
[ "$seen" = 'plain, trailer: log Approved-by, interpret-trailers Approved-by
ruled, trailer: log none, interpret-trailers Approved-by
ruled, signoff: log Signed-off-by, interpret-trailers none
ruled, both: log Signed-off-by, interpret-trailers Approved-by' ]
