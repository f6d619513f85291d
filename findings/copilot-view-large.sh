#!/bin/sh
# Guess: reading a file of 58 kB with Copilot's `view` shows it, or its beginning, or is reported as a failure.
# Seen:  `success` is true and the content is one sentence that tells to read it in parts; the limit is 20,480 bytes. With a range, an
#        empty file is a failure ("view_range out of bounds"), though its first lines are asked for.
# With:  @github/copilot 1.0.102, a provider of one's own; 2026-11-27.
dir=$(mktemp -d)
. "$(dirname "$0")/loopback/begin.sh"
install @github/copilot@1.0.102
node -e 'process.stdout.write("y".repeat(59) + "\n")' >"$dir/line"
node -e 'const l = require("fs").readFileSync(process.argv[1], "utf8"); process.stdout.write(l.repeat(1000))' "$dir/line" >"$dir/tree/large.txt"
: >"$dir/tree/empty.txt"
serve <<EOF
[{"calls":[{"name":"view","input":{"path":"$dir/tree/large.txt"}}]},
 {"calls":[{"name":"view","input":{"path":"$dir/tree/empty.txt","view_range":[1,20]}}]},{"say":"Done."}]
EOF
echo hello | run COPILOT_PROVIDER_BASE_URL="$url/v1" COPILOT_PROVIDER_TYPE=openai COPILOT_PROVIDER_API_KEY=k COPILOT_OFFLINE=true \
  copilot --output-format json --no-color --no-auto-update --available-tools view --model gpt-5.4
seen=$(node -e '
  const events = require("fs").readFileSync(process.argv[1], "utf8").split("\n").filter((l) => l.includes("tool.execution_complete")).map((l) => JSON.parse(l).data);
  console.log(events.map(({ success, result, error }) => `${success} ${(result?.content ?? error?.message).slice(0, 31)}`).join("; "));' "$dir/out")
expect 'success and content' "$seen" 'true File too large to read at once ; false view_range out of bounds'
