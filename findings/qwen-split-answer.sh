#!/bin/sh
# Guess: an answer with a text and a tool call is one assistant event with two blocks, as in Claude Code's stream, whose form this is.
# Seen:  two events with ids of their own; the one with the text says 0 input and 0 output tokens and no reason to stop.
# With:  @qwen-code/qwen-code 0.24.4, --output-format stream-json; 2026-11-27.
dir=$(mktemp -d)
. "$(dirname "$0")/loopback/begin.sh"
install @qwen-code/qwen-code@0.24.4
echo one >"$dir/tree/a.txt"
serve <<EOF
[{"say":"I look.","calls":[{"name":"read_file","input":{"file_path":"$dir/tree/a.txt"}}]},{"say":"Done."}]
EOF
echo hello | run OPENAI_API_KEY=k OPENAI_BASE_URL="$url/v1" OPENAI_MODEL=m QWEN_USAGE_STATISTICS_ENABLED=false \
  qwen --auth-type openai --output-format stream-json --bare
seen=$(node -e '
  const events = require("fs").readFileSync(process.argv[1], "utf8").split("\n").filter((l) => l.startsWith("{")).map((l) => JSON.parse(l));
  const [text, call] = events.filter(({ type }) => type === "assistant").map(({ message }) => message);
  const tell = ({ content, usage, stop_reason }) => `${content.map(({ type }) => type)} ${usage.input_tokens}/${usage.output_tokens} ${stop_reason}`;
  console.log(`${tell(text)}; ${tell(call)}; same id: ${text.id === call.id}`);' "$dir/out")
expect 'the two events' "$seen" 'text 0/0 null; tool_use 1000/50 tool_use; same id: false'
