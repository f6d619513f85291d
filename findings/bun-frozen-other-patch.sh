#!/bin/sh
# Guess: an installation by a frozen lock file refuses a patch of a dependency (patchedDependencies) that is another than the one
#        locked, as it refuses other bytes of the dependency itself.
# Seen:  bun.lock holds the patch's path alone: `bun install --frozen-lockfile` ends with 0 and applies the new patch. pnpm and Berry hold
#        its hash and end with 1.
# Why:   for Bun a changed .patch file changes what is installed without a line in the lock file, so the patch itself is to be read;
#        with pnpm and Berry the same change without a changed lock file is stale.
# With:  bun 1.4.5, pnpm 12.21.0, yarn 4.18.1; Linux, Node.js 20.20.2; 2026-11-27.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export CI=1 YARN_ENABLE_TELEMETRY=0 YARN_NODE_LINKER=node-modules
mkdir "$folder/tools" && cd "$folder/tools"
npm install --silent --no-audit --no-fund --prefix . pnpm@12.21.0 bun@1.4.5 @yarnpkg/cli-dist@4.18.1 >/dev/null
bin=$folder/tools/node_modules/.bin

# write_patch TEXT: a patch of is-number that adds a comment
write_patch() {
  printf '%s\n' 'diff --git a/index.js b/index.js' '--- a/index.js' '+++ b/index.js' '@@ -9,3 +9,4 @@' \
    ' ' ' module.exports = function(num) {' "+    // $1" "   if (typeof num === 'number') {" >patches/a.patch
}
# try NAME PACKAGE.JSON LOCK INSTALL
try() {
  mkdir -p "$folder/$1/patches" && cd "$folder/$1"
  echo "$2" >package.json
  [ "$1" != berry ] || touch yarn.lock
  [ "$1" != pnpm ] || printf 'patchedDependencies:\n  is-number@7.0.0: patches/a.patch\n' >pnpm-workspace.yaml
  write_patch one
  $3 >/dev/null 2>&1
  rm -rf node_modules
  write_patch two
  code=0
  $4 >output 2>&1 || code=$?
  echo "$1: exit $code, installed: $(grep -oE '(one|two)$' node_modules/is-number/index.js 2>/dev/null || true)"
}
seen=$(
  try bun '{"name":"r","version":"1.0.0","dependencies":{"is-number":"7.0.0"},"patchedDependencies":{"is-number@7.0.0":"patches/a.patch"}}' \
    "$bin/bun install" "$bin/bun install --frozen-lockfile"
  try pnpm '{"name":"r","version":"1.0.0","dependencies":{"is-number":"7.0.0"}}' "$bin/pnpm install" "$bin/pnpm install --frozen-lockfile"
  try berry '{"name":"r","version":"1.0.0","dependencies":{"is-number":"patch:is-number@npm%3A7.0.0#./patches/a.patch"}}' \
    "$bin/yarn install --no-immutable" "$bin/yarn install --immutable"
)
echo "$seen"
[ "$seen" = 'bun: exit 0, installed: two
pnpm: exit 1, installed: 
berry: exit 1, installed: ' ]
