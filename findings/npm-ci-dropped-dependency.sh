#!/usr/bin/env bash
# Guess: `npm ci` refuses a lock file that records a dependency which package.json no longer asks for, as pnpm and Bun do.
# Seen:  npm ends with 0 and installs without it; `pnpm install --frozen-lockfile` and `bun install --frozen-lockfile` end with 1.
# With:  npm 11.19.1, pnpm 12.21.0, bun 1.4.5; Linux, Node.js 20.20.2; 2026-11-27.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export CI=1
mkdir "$folder/tools" && cd "$folder/tools"
npm install --silent --no-audit --no-fund --prefix . npm@11.19.1 pnpm@12.21.0 bun@1.4.5 >/dev/null 2>&1
bin=$folder/tools/node_modules/.bin
with='{"name":"r","version":"1.0.0","dependencies":{"ms":"2.1.2","is-number":"7.0.0"}}'
without='{"name":"r","version":"1.0.0","dependencies":{"ms":"2.1.2"}}'

# $1 name, $2 command that locks, $3 command that installs what is locked
try() {
  mkdir "$folder/$1" && cd "$folder/$1"
  printf '%s' "$with" >package.json
  $2 >/dev/null 2>&1
  printf '%s' "$without" >package.json
  code=0
  $3 >output 2>&1 || code=$?
  echo "$1 $("$bin/$1" --version): exit $code, installed: $(ls node_modules 2>/dev/null | tr '\n' ' ')"
}
seen=$(
  try npm "$bin/npm install --package-lock-only" "$bin/npm ci"
  try pnpm "$bin/pnpm install --lockfile-only" "$bin/pnpm install --frozen-lockfile"
  try bun "$bin/bun install --lockfile-only" "$bin/bun install --frozen-lockfile"
)
echo "$seen"
grep -q '^npm 11.19.1: exit 0, installed: ms $' <<<"$seen"
grep -q '^pnpm 12.21.0: exit 1' <<<"$seen"
grep -q '^bun 1.4.5: exit 1' <<<"$seen"
