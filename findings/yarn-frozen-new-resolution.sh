#!/bin/sh
# Guess: an installation that may not change the lock file refuses a package.json whose overrides (npm, Bun, pnpm) or resolutions (yarn) are
#        newer than the lock file.
# Seen:  yarn 1 does not: with --frozen-lockfile it ends with 0 and installs the version that the new resolution asks for, which the lock
#        file does not hold, so without a check sum of it. npm, pnpm, Bun and Yarn 4 end with 1.
# Why:   a frozen installation is trusted to install what was locked; here one line of package.json brings in what nobody locked, from the
#        network of that moment.
# With:  yarn 1.22.22 and 4.18.1, npm 11.19.1, pnpm 12.21.0, bun 1.4.5; Linux, Node.js 20.20.2; 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export CI=1 YARN_ENABLE_TELEMETRY=0 YARN_NODE_LINKER=node-modules
mkdir "$folder/tools" && cd "$folder/tools"
npm install --silent --no-audit --no-fund --prefix . npm@11.19.1 pnpm@12.21.0 bun@1.4.5 @yarnpkg/cli-dist@4.18.1 classic@npm:yarn@1.22.22 >/dev/null
bin=$folder/tools/node_modules/.bin
classic=$folder/tools/node_modules/classic/bin/yarn.js

# try NAME LOCK FROZEN KEY: what the frozen installation leaves after an override of debug's dependency
try() {
  mkdir "$folder/$1" && cd "$folder/$1"
  echo '{"name":"r","version":"1.0.0","license":"MIT","dependencies":{"debug":"4.3.4"}}' >package.json
  [ "$1" != berry ] || touch yarn.lock
  $2 >/dev/null 2>&1
  rm -rf node_modules
  if [ "$1" = pnpm ]; then printf 'overrides:\n  ms: 2.1.3\n' >pnpm-workspace.yaml
  else echo "{\"name\":\"r\",\"version\":\"1.0.0\",\"license\":\"MIT\",\"dependencies\":{\"debug\":\"4.3.4\"},\"$4\":{\"ms\":\"2.1.3\"}}" >package.json; fi
  code=0
  $3 >output 2>&1 || code=$?
  version=$(sed -n 's/.*"version": "\(.*\)".*/\1/p' node_modules/ms/package.json 2>/dev/null || true)
  echo "$1: exit $code, installed: ${version:-nothing}"
}
seen=$(
  try npm "$bin/npm install --package-lock-only" "$bin/npm ci" overrides
  try pnpm "$bin/pnpm install --lockfile-only" "$bin/pnpm install --frozen-lockfile" -
  try bun "$bin/bun install --lockfile-only" "$bin/bun install --frozen-lockfile" overrides
  try berry "$bin/yarn install --no-immutable" "$bin/yarn install --immutable" resolutions
  try classic "node $classic install" "node $classic install --frozen-lockfile" resolutions
  echo "versions of ms in the lock file of yarn 1: $(sed -n '/^ms@/,$s/^  version "\(.*\)"/\1/p' "$folder/classic/yarn.lock" | xargs)"
)
echo "$seen"
[ "$seen" = 'npm: exit 1, installed: nothing
pnpm: exit 1, installed: nothing
bun: exit 1, installed: nothing
berry: exit 1, installed: nothing
classic: exit 0, installed: 2.1.3
versions of ms in the lock file of yarn 1: 2.1.2' ]
