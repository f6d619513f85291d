import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openScene } from '../../helpers/action-scene.ts';
import { deepReview } from '../../helpers/deep-review.ts';
import { makeChange } from '../../helpers/repository.ts';
import { printReview, reviewedBy } from './custom-agent.ts';

/** One for each place that could leak; none has the form of a well-known secret, so that only its place gives it away. */
const canaries = {
  GITHUB_TOKEN: 'canary-github+token/Qm7wXz41Lr',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-oidc+token/Yd55HsJc92',
  'INPUT_GITHUB-TOKEN': 'canary-input+token/Ge19MfRu37',
  INPUT_EXTRA_KEY: 'canary-other+input/Zk64WaBt28',
  AGENT_KEY: 'canary-agent"key/Pn70DxEo15==',
  OTHER_AGENT_API_KEY: 'canary-another<key>&/Ti26CvSq83',
  DATABASE_PASSWORD: "canary-pass'word %/Lw38RnKb50",
};
const runtime = { ACTIONS_RUNTIME_TOKEN: 'canary-runtime+token/Vb83KpTn06' };
/** In the checkout and its configuration of git, which the agent's workspace does not have. */
const local = { 'git configuration': 'canary-config-Hf48LyUd61', '.env': 'canary-dotenv-Xo93RbGi50' };

const json = (text: string) => JSON.stringify(text).slice(1, -1);
const forms: Readonly<Record<string, (text: string) => string>> = {
  raw: (text) => text,
  JSON: json,
  'JSON in JSON': (text) => json(json(text)),
  'JSON with escaped slashes': (text) => json(text).replaceAll('/', '\\/'),
  URL: (text) => encodeURIComponent(text),
  'URL in small letters': (text) => encodeURIComponent(text).replace(/%../g, (part) => part.toLowerCase()),
  'a form': (text) => encodeURIComponent(text).replaceAll('%20', '+'),
  hexadecimal: (text) => Buffer.from(text).toString('hex'),
  HEXADECIMAL: (text) => Buffer.from(text).toString('hex').toUpperCase(),
  base64: (text) => Buffer.from(text).toString('base64'),
  'base64 with a name before': (text) => Buffer.from(`user:${text}`).toString('base64'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
};

/** What only the secret decides in one of its forms: the ends of base64 depend on what is beside it. */
const core = (form: string, shown: string) => (form.startsWith('base64') ? shown.slice(8, -4) : shown);

/** Says all it knows in every way, also what it was never given: an accomplice told it. */
const talker = (secrets: readonly string[]) => `
  import { execFileSync } from 'node:child_process';
  import { existsSync, readFileSync } from 'node:fs';
  const secrets = ${JSON.stringify(secrets)};
  const json = (text) => JSON.stringify(text).slice(1, -1);
  const forms = { ${Object.entries(forms)
    .map(([name, encode]) => `${JSON.stringify(name)}: ${encode.toString()}`)
    .join(', ')} };
  const split = (text) => [4, 10, 16].map((width) => text.match(new RegExp('.{1,' + width + '}', 'g')).join('\\n'));
  const said = secrets.flatMap((secret) => [...Object.values(forms), (text) => text + '.' + Buffer.from(text).toString('base64')]
    .flatMap((encode) => [encode(secret), ...split(encode(secret))]));
  const environment = JSON.stringify(process.env);
  const configuration = execFileSync('git', ['config', '--list'], { encoding: 'utf8' });
  const dotenv = existsSync('.env') ? readFileSync('.env', 'utf8') : 'no .env';
  const forbidden = Object.keys(process.env).filter((name) => /^(GITHUB_|ACTIONS_|INPUT_|OTHER_|DATABASE_)/.test(name));
  const text = [...said, environment, configuration, dotenv, new Error(secrets[0]).stack].join(' and ');
  console.error(text);
  ${printReview(`{
    summary: 'Seen: ' + JSON.stringify(forbidden) + ' ' + text, documentation: text, commits: text, limitations: said,
    findings: [{ severity: 'important', kind: 'gap', title: text, path: 'a.js', startLine: 1, endLine: 1, quote: text,
      explanation: text, evidence: [], fix: text, patch: text }],
  }`)}`;

let searched = 0;
let found = 0;
afterAll(() => console.log(`Canaries × forms × places: ${searched} searched, ${found} found`));

/** Expects no form of any secret in any text, also where it is split over lines. */
function expectNone(
  secrets: Readonly<Record<string, string>>,
  places: Readonly<Record<string, string>>,
): void {
  const leaks = Object.entries(places).flatMap(([place, text]) => {
    const joined = text.replace(/\s|\\+[nrt]/g, '');
    return Object.entries(secrets).flatMap(([name, secret]) =>
      Object.entries(forms).flatMap(([form, encode]) => {
        searched++;
        const shown = core(form, encode(secret));
        const isThere = text.includes(shown) || joined.includes(shown.replaceAll(' ', ''));
        return isThere ? [`${name}, ${form}, in ${place}`] : [];
      }),
    );
  });
  found += leaks.length;
  expect(leaks).toEqual([]);
}

test('No secret reaches a file, a log or the agent, in any form', () => {
  const { directory, git } = makeChange({ 'a.js': 'one();\n' }, { 'a.js': 'two();\n' });
  git('config', 'http.https://github.com/.extraheader', `AUTHORIZATION: ${local['git configuration']}`);
  writeFileSync(join(directory, '.env'), `KEY=${local['.env']}\n`);
  const secrets = { ...canaries, ...runtime };
  const agents = reviewedBy(talker(Object.values(secrets)), { environment: ['AGENT_KEY'] });
  const ended = deepReview(['--repo', directory, ...agents], { environment: secrets });

  expect(ended.report?.agents[0]).toMatchObject({ name: 'mine', outcome: 'completed' });
  expect(ended.report?.summary).toContain('Seen: []');
  expect(ended.report?.findings[0]?.explanation).toContain('[redacted]');
  const files = filesBelow(ended.out);
  const expected = [
    'report.html',
    'report.sarif',
    'summary.md',
    'raw/mine/stdout.txt',
    'raw/mine/stderr.txt',
  ];
  expect(Object.keys(files)).toEqual(expect.arrayContaining(expected));
  expectNone({ ...secrets, ...local }, { stdout: ended.stdout, stderr: ended.stderr, ...files });
});

test('No secret is put together by reading an answer that took it apart', () => {
  const { directory } = makeChange({ 'a.js': 'one();\n' }, { 'a.js': 'two();\n' });
  const escaping = `const log = console.log; console.log = (text) => log(text.replaceAll('Q', '\\\\u0051').replaceAll('/', '&#47;'));`;
  const secret = canaries.GITHUB_TOKEN;
  const agents = reviewedBy(`${escaping} ${printReview(`{ summary: 'It is ${secret}, is it not.' }`)}`);
  const { out, report, stdout } = deepReview(['--repo', directory, ...agents], { environment: canaries });
  expect(report?.summary).toContain('It is ');
  const files = Object.entries(filesBelow(out)).filter(([path]) => !path.startsWith('raw/'));
  expectNone({ GITHUB_TOKEN: secret }, { stdout, ...Object.fromEntries(files) });
});

test('No secret reaches a request, an artifact, an output or the log of a workflow, in any form', async () => {
  // An action has no other inputs than its own.
  // An action has no other inputs than its own.
  const { INPUT_EXTRA_KEY: _, ...secrets } = canaries;
  const { 'INPUT_GITHUB-TOKEN': token, ...environment } = secrets;
  const agent = talker(Object.values(secrets));
  const scene = await openScene({ agent, base: { 'a.js': 'one();\n' }, head: { 'a.js': 'two();\n' } });
  const { log, summary, outputs, report } = await scene.run({
    environment,
    with: { agents: 'mine', comment: 'review', 'github-token': token },
  });
  expect(report?.summary).toContain('Seen: []');
  const { github, results } = scene;
  expect(github.calls.length).toBeGreaterThan(1);
  expect(Object.keys(results.files()).join()).toContain('report.html');
  expectNone(secrets, {
    log,
    summary,
    outputs: JSON.stringify(outputs),
    ...Object.fromEntries(github.calls.map((call, index) => [`request ${index}`, JSON.stringify(call)])),
    ...Object.fromEntries(results.bodies.map((body, index) => [`upload ${index}`, body])),
    ...results.files(),
  });
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
