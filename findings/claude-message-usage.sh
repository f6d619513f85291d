#!/bin/sh
# Guess: the `usage` of the assistant events that Claude Code streams is that of the whole message, so that their sum is the run's.
# Seen:  it is what the service said when the message began (1 output token); the final counts (50 each) are in no event but the result, which adds them up.
# With:  @anthropic-ai/claude-code 2.1.332, --output-format stream-json; 2026-11-27.
dir=$(mktemp -d)
. "$(dirname "$0")/loopback/begin.sh"
install @anthropic-ai/claude-code@2.1.332 install.cjs
echo one >"$dir/tree/a.txt"
serve <<EOF
[{"say":"I look.","calls":[{"name":"Read","input":{"file_path":"$dir/tree/a.txt"}}]},{"say":"Done."}]
EOF
echo hello | run ANTHROPIC_API_KEY=k ANTHROPIC_BASE_URL="$url" CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1 DISABLE_AUTOUPDATER=1 \
  claude --print --verbose --output-format stream-json --tools Read --no-session-persistence
seen=$(node -e '
  const events = require("fs").readFileSync(process.argv[1], "utf8").split("\n").filter((l) => l.startsWith("{")).map((l) => JSON.parse(l));
  const messages = events.filter(({ type }) => type === "assistant").map(({ message }) => message.usage.output_tokens);
  console.log(`${messages.join(" ")}, result ${events.find(({ type }) => type === "result").usage.output_tokens}`);' "$dir/out")
expect 'output tokens of the assistant events' "$seen" '1 1 1, result 100'
