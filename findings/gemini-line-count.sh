#!/bin/sh
# Guess: a file of 3,000 lines, each ended, has 3,000 lines for every agent that tells how much of it was read.
# Seen:  Gemini CLI says 3001: what follows the last line end counts as a line.
# With:  @google/gemini-cli 0.61.0, --output-format stream-json; 2026-11-27.
dir=$(mktemp -d)
. "$(dirname "$0")/loopback/begin.sh"
install @google/gemini-cli@0.61.0
node -e 'for (let i = 1; i <= 3000; i++) console.log(`line ${i}`)' >"$dir/tree/long.txt"
mkdir -p "$dir/home/.gemini"
echo '{"security":{"auth":{"selectedType":"gemini-api-key"},"folderTrust":{"enabled":false}},"privacy":{"usageStatisticsEnabled":false},"general":{"enableAutoUpdate":false}}' >"$dir/home/.gemini/settings.json"
serve <<EOF
[{"calls":[{"name":"read_file","input":{"file_path":"$dir/tree/long.txt"}}]},
 {"calls":[{"name":"read_file","input":{"file_path":"$dir/tree/long.txt","start_line":11,"end_line":20}}]},{"say":"Done."}]
EOF
echo hello | run GEMINI_API_KEY=k GOOGLE_GEMINI_BASE_URL="$url" GEMINI_CLI_TRUST_WORKSPACE=false \
  gemini --output-format stream-json --model gemini-2.5-flash --prompt ''
seen=$(node -e '
  const events = require("fs").readFileSync(process.argv[1], "utf8").split("\n").filter((l) => l.includes("\"tool_result\"")).map((l) => JSON.parse(l));
  console.log(events.map(({ output }) => JSON.stringify(output)).join(" "));' "$dir/out")
expect 'what is told of the two reads' "$seen" '"Read lines 1-2000 of 3001 from long.txt" "Read lines 11-20 of 3001 from long.txt"'
