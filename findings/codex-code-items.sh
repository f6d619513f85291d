#!/bin/sh
# Guess: where a model calls Codex's shell from code (the tool `exec`), the event of the command tells what the model got.
# Seen:  it tells what the command printed; the model got what its code passed to `text()`, here six digits, of which no event speaks.
# With:  @openai/codex 0.171.0, a model of its own list that works by code (gpt-6.1-sol); 2026-11-27.
dir=$(mktemp -d)
. "$(dirname "$0")/loopback/begin.sh"
install @openai/codex@0.171.0
node -e 'for (let i = 1; i <= 30000; i++) console.log(`line ${i} of the big file`)' >"$dir/tree/big.txt"
serve <<'EOF'
[{"calls":[{"namespace":"functions","name":"exec","input":"const r = await tools.exec_command({cmd: 'wc -c big.txt; cat big.txt'}); text(r.output.slice(0, 6));"}]},{"say":"Done."}]
EOF
echo hello | run CODEX_API_KEY=k codex exec --json --skip-git-repo-check --ephemeral -m gpt-6.1-sol --sandbox danger-full-access \
  -c analytics.enabled=false --disable plugins -c "openai_base_url=\"$url/v1\"" -
got=$(node -e '
  const last = JSON.parse(JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).at(-1));
  const { output } = last.input.find(({ type }) => type === "custom_tool_call_output");
  console.log(output.at(-1).text);' "$dir/port.requests")
printed=$(node -e '
  const line = require("fs").readFileSync(process.argv[1], "utf8").split("\n").find((l) => l.includes("item.completed") && l.includes("aggregated_output"));
  console.log(JSON.parse(line).item.aggregated_output.length > 798894);' "$dir/out")
expect 'what the model got' "$got" '798894'
expect 'the event holds the whole file' "$printed" true
expect 'events that hold what the model got, and no more' "$(grep -c '"798894"' "$dir/out" || true)" 0
