import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deepReview } from '../../helpers/deep-review.ts';
import { makeChange } from '../../helpers/repository.ts';
import { printReview, reviewedBy } from './custom-agent.ts';

/** One for each place that could leak; none has the form of a well-known secret, so that only its place gives it away. */
const canaries = {
  GITHUB_TOKEN: 'canary-github+token/Qm7wXz41Lr',
  ACTIONS_RUNTIME_TOKEN: 'canary-runtime+token/Vb83KpTn06',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-oidc+token/Yd55HsJc92',
  'INPUT_GITHUB-TOKEN': 'canary-input+token/Ge19MfRu37',
  INPUT_EXTRA_KEY: 'canary-other+input/Zk64WaBt28',
  AGENT_KEY: 'canary-agent"key/Pn70DxEo15==',
  OTHER_AGENT_API_KEY: 'canary-another+key/Ti26CvSq83',
};
const secrets = Object.values(canaries);
/** In the checkout and its configuration of git, which the agent's workspace does not have. */
const local = { 'git configuration': 'canary-config-Hf48LyUd61', '.env': 'canary-dotenv-Xo93RbGi50' };

const forms: Readonly<Record<string, (text: string) => string>> = {
  raw: (text) => text,
  JSON: (text) => JSON.stringify(text).slice(1, -1),
  'JSON in JSON': (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  URL: encodeURIComponent,
  hexadecimal: (text) => Buffer.from(text).toString('hex'),
  base64: (text) => Buffer.from(text).toString('base64').slice(0, -4),
  'base64 with a name before': (text) => Buffer.from(`user:${text}`).toString('base64').slice(8, -4),
  base64url: (text) => Buffer.from(text).toString('base64url').slice(0, -4),
};

/** Says all it knows in every way, also what it was never given: an accomplice told it. */
const talker = `
  import { execFileSync } from 'node:child_process';
  import { existsSync, readFileSync } from 'node:fs';
  const secrets = ${JSON.stringify(secrets)};
  const encode = (text) => [text, JSON.stringify(text), encodeURIComponent(text), ...['hex', 'base64', 'base64url']
    .flatMap((encoding) => [Buffer.from(text).toString(encoding), Buffer.from('user:' + text).toString(encoding)])];
  const split = (text) => [4, 10, 16].map((width) => text.match(new RegExp('.{1,' + width + '}', 'g')).join('\\n'));
  const said = secrets.flatMap((secret) => encode(secret).flatMap((text) => [text, ...split(text)]));
  const environment = JSON.stringify(process.env);
  const configuration = execFileSync('git', ['config', '--list'], { encoding: 'utf8' });
  const dotenv = existsSync('.env') ? readFileSync('.env', 'utf8') : 'no .env';
  const forbidden = Object.keys(process.env).filter((name) => /^(GITHUB_|ACTIONS_|INPUT_|OTHER_)/.test(name));
  const text = [...said, environment, configuration, dotenv, new Error(secrets[0]).stack].join(' and ');
  console.error(text);
  ${printReview(`{
    summary: 'Seen: ' + JSON.stringify(forbidden) + ' ' + text, documentation: text, commits: text, limitations: said,
    findings: [{ severity: 'important', kind: 'gap', title: text, path: 'a.js', startLine: 1, endLine: 1, quote: text,
      explanation: text, evidence: [], fix: text, patch: text }],
  }`)}`;

test('No secret reaches a file, a log or the agent, in any form', () => {
  const { directory, git } = makeChange({ 'a.js': 'one();\n' }, { 'a.js': 'two();\n' });
  git('config', 'http.https://github.com/.extraheader', `AUTHORIZATION: ${local['git configuration']}`);
  writeFileSync(join(directory, '.env'), `KEY=${local['.env']}\n`);
  const ended = deepReview(['--repo', directory, ...reviewedBy(talker, { environment: ['AGENT_KEY'] })], {
    environment: { ...canaries },
  });

  expect(ended.report?.agents[0]).toMatchObject({ name: 'mine', outcome: 'completed' });
  expect(ended.report?.summary).toContain('Seen: []');
  expect(ended.report?.findings[0]?.explanation).toContain('[redacted]');

  const places = { stdout: ended.stdout, stderr: ended.stderr, ...filesBelow(ended.out) };
  expect(Object.keys(places)).toEqual(
    expect.arrayContaining([
      'report.html',
      'report.sarif',
      'summary.md',
      'raw/mine/stdout.txt',
      'raw/mine/stderr.txt',
    ]),
  );
  const leaks: string[] = [];
  let searches = 0;
  for (const [place, text] of Object.entries(places)) {
    const joined = text.replace(/\s|\\+[nrt]/g, '');
    for (const [name, secret] of Object.entries({ ...canaries, ...local })) {
      for (const [form, encode] of Object.entries(forms)) {
        searches++;
        const shown = encode(secret);
        if (text.includes(shown)) leaks.push(`${name}, ${form}, in ${place}`);
        else if (joined.includes(shown)) leaks.push(`${name}, ${form}, split, in ${place}`);
      }
    }
  }
  console.log(`Canaries × forms × places: ${searches} searches, ${leaks.length} found`);
  expect(leaks).toEqual([]);
});

function filesBelow(directory: string): Record<string, string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(directory.length + 1), readFileSync(path, 'utf8')];
    }),
  );
}
