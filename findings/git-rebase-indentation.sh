#!/bin/sh
# Guess: a rebase leaves out a commit only where the other branch already has the same change, so that the branch reads afterwards as its
#        author wrote it.
# Seen:  white space does not count: main put a call into the `if`, the branch put it behind the `if`, and the branch's commit is skipped as
#        "previously applied", exit 0. What is left is main's code. `git cherry` marks the commit with `-`, `--cherry-pick` hides it, and
#        `git patch-id` gives both the same id, unless --verbatim is given. With --reapply-cherry-picks the same rebase is a conflict.
# Why:   in a language of indentation that is another program, without a conflict for anybody to look at; and what knows a change again
#        by its patch id takes it for reviewed.
# With:  git 2.39.5 (Debian 12); 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=n GIT_AUTHOR_EMAIL=n@example.org GIT_COMMITTER_NAME=n GIT_COMMITTER_EMAIL=n@example.org
cd "$folder"
git --version
git init -q -b main repository && cd repository
printf 'def run(job):\n    if job.failed:\n        warn()\n    return job\n' >job.py
git add . && git commit -qm base
git checkout -qb topic
printf 'def run(job):\n    if job.failed:\n        warn()\n    close()\n    return job\n' >job.py
git commit -qam 'Close every job'
git tag written
git checkout -q main
printf 'def run(job):\n    if job.failed:\n        warn()\n        close()\n    return job\n' >job.py
git commit -qam 'Close failed jobs'

# ids OPTION: how many different ids the two patches have
ids() { for commit in main written; do git diff "$commit~" "$commit" | git patch-id "$1"; done | cut -d' ' -f1 | sort -u | wc -l | tr -d ' '; }
seen=$(
  echo "patch ids: $(ids --stable), with --verbatim: $(ids --verbatim)"
  echo "git cherry: $(git cherry main written | cut -c1)"
  echo "commits shown with --cherry-pick: $(git rev-list --count --cherry-pick --right-only main...written)"
  git checkout -q topic
  code=0
  git rebase -q main >../said 2>&1 || code=$?
  echo "rebase: exit $code, commits left: $(git rev-list --count main..topic), call behind the if: $(grep -c '^    close' job.py || true)"
  git checkout -q --detach written
  code=0
  git rebase -q --reapply-cherry-picks main >../said 2>&1 || code=$?
  echo "with --reapply-cherry-picks: exit $code, conflicts: $(grep -c '^CONFLICT' ../said || true)"
)
echo "$seen"
[ "$seen" = 'patch ids: 1, with --verbatim: 2
git cherry: -
commits shown with --cherry-pick: 0
rebase: exit 0, commits left: 0, call behind the if: 0
with --reapply-cherry-picks: exit 1, conflicts: 1' ]
