#!/bin/sh
# Guess: npm writes its own lock file and leaves that of another package manager alone.
# Seen:  `npm install` beside the yarn.lock of Yarn 4 writes it anew in the form of Yarn 1, without a word and with exit 0: the check sums
#        and the project's own entry are gone. `yarn install --immutable` refuses it then. With --no-package-lock npm leaves it as it is, and
#        so do pnpm and Bun.
# Why:   one `npm install` by habit, or by an agent, undoes what Yarn had verified of every package, in a file whose diffs nobody reads.
# With:  npm 11.19.1, pnpm 12.21.0, bun 1.4.5, @yarnpkg/cli-dist 4.18.1; Linux, Node.js 20.20.2; 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export CI=1 YARN_ENABLE_TELEMETRY=0 YARN_NODE_LINKER=node-modules
mkdir "$folder/tools" "$folder/berry" && cd "$folder/tools"
npm install --silent --no-audit --no-fund --prefix . npm@11.19.1 pnpm@12.21.0 bun@1.4.5 @yarnpkg/cli-dist@4.18.1 >/dev/null
bin=$folder/tools/node_modules/.bin
cd "$folder/berry"
echo '{"name":"r","version":"1.0.0","dependencies":{"ms":"2.1.2"}}' >package.json
touch yarn.lock
"$bin/yarn" install --no-immutable >/dev/null
rm -rf node_modules .yarn

# try NAME COMMAND
try() {
  cp -r "$folder/berry" "$folder/copy" && cd "$folder/copy"
  code=0
  $2 >output 2>&1 || code=$?
  cmp -s yarn.lock "$folder/berry/yarn.lock" && change='as it was' ||
    change="changed, check sums left: $(grep -c '^  checksum:' yarn.lock || true), version 1: $(grep -c '^# yarn lockfile v1$' yarn.lock || true)"
  rm -rf node_modules
  frozen=0
  "$bin/yarn" install --immutable >output 2>&1 || frozen=$?
  echo "$1: exit $code, $change; yarn afterwards: exit $frozen"
  cd "$folder" && rm -rf copy
}
seen=$(
  try 'npm install' "$bin/npm install --no-audit --no-fund"
  try 'npm install --no-package-lock' "$bin/npm install --no-audit --no-fund --no-package-lock"
  try 'pnpm install' "$bin/pnpm install --no-frozen-lockfile"
  try 'bun install' "$bin/bun install"
)
echo "$seen"
[ "$seen" = 'npm install: exit 0, changed, check sums left: 0, version 1: 1; yarn afterwards: exit 1
npm install --no-package-lock: exit 0, as it was; yarn afterwards: exit 0
pnpm install: exit 0, as it was; yarn afterwards: exit 0
bun install: exit 0, as it was; yarn afterwards: exit 0' ]
