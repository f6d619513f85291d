// cline as an agent: signs in inside the run's private HOME, has the brief done in plan mode, and prints the last message.
import { execFileSync } from 'node:child_process';

const { CLINE_PROVIDER, CLINE_MODEL, CLINE_KEY, CLINE_URL } = process.env;
const cline = (...parameters) =>
  execFileSync('cline', parameters, { encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 2] });
const address = CLINE_URL ? ['--baseurl', CLINE_URL] : [];
cline('auth', '--provider', CLINE_PROVIDER, '--modelid', CLINE_MODEL, '--apikey', CLINE_KEY, ...address);
const task = 'Do what the file .deep-review/brief.md says. Your last message is the answer alone.';
const events = cline('--plan', '--json', task)
  .split('\n')
  .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
const end = events.findLast(({ type }) => type === 'run_result');
if (end?.finishReason === 'completed') console.log(end.text);
else throw new Error(`cline ended without an answer: ${end?.text}`);
