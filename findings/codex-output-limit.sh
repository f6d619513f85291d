#!/bin/sh
# Guess: a model that asks Codex's shell tool for more output (`max_output_tokens`: 100,000) gets more than by default.
# Seen:  it gets the default, 10,000 tokens of 4 bytes, half from each end; asking for fewer gives fewer. The events hold the whole
#        output in either case, and nothing that says what was asked for or cut.
# With:  @openai/codex 0.171.0; 2026-11-27.
dir=$(mktemp -d)
. "$(dirname "$0")/loopback/begin.sh"
install @openai/codex@0.171.0
node -e 'for (let i = 1; i <= 30000; i++) console.log(`line ${i} of the big file`)' >"$dir/tree/big.txt"
serve <<EOF
[{"calls":[{"name":"exec_command","input":{"cmd":"cat big.txt","max_output_tokens":100000}}]},
 {"calls":[{"name":"exec_command","input":{"cmd":"cat big.txt","max_output_tokens":100}}]},{"say":"Done."}]
EOF
echo hello | run CODEX_API_KEY=k codex exec --json --skip-git-repo-check --ephemeral -m gpt-5.5 --sandbox danger-full-access \
  -c analytics.enabled=false --disable plugins -c "openai_base_url=\"$url/v1\"" -
shown=$(node -e '
  const last = JSON.parse(JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).at(-1));
  const outputs = last.input.filter(({ type }) => type === "function_call_output").map(({ output }) => output.replace(/^[^]*?\n\n/, ""));
  console.log(outputs.map((text) => text.replace(/…\d+ tokens truncated…/, "").length).join(" "));' "$dir/port.requests")
printed=$(node -e '
  const items = require("fs").readFileSync(process.argv[1], "utf8").split("\n").filter((l) => l.includes("item.completed") && l.includes("aggregated_output"));
  console.log(items.map((l) => JSON.parse(l).item.aggregated_output.length).join(" "));' "$dir/out")
expect 'characters that the model got, of 100,000 and of 100 tokens' "$shown" '40000 400'
expect 'characters in the events' "$printed" '798894 798894'
