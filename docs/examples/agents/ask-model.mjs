// Any model behind an OpenAI-compatible API as an agent: the brief goes in, the answer comes out, whatever the role.
import { text } from 'node:stream/consumers';

const { MODEL_URL, MODEL_KEY, MODEL_NAME } = process.env;
const messages = [{ role: 'user', content: await text(process.stdin) }];
const response = await fetch(`${MODEL_URL}/chat/completions`, {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${MODEL_KEY}` },
  body: JSON.stringify({ model: MODEL_NAME, messages }),
});
const answer = await response.text();
if (response.ok) console.log(JSON.parse(answer).choices[0].message.content);
else console.error(`The model's service answered ${response.status}: ${answer}`);
process.exitCode = response.ok ? 0 : response.status === 429 || response.status >= 500 ? 75 : 1;
