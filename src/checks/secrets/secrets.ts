import { posix } from 'node:path';
import { note } from '../../model/answers/evidence.ts';
import { matchAny } from '../../safety/match-any.ts';
import type { Check } from '../check.ts';
import type { FileView } from '../view/file-view.ts';
import { limits } from '../view/limits.ts';
import { isManual, isPractice } from '../view/paths.ts';
import { cutLine } from '../view/quote.ts';
import { lintSecrets } from './lint-secrets.ts';
import { namesByMessage } from './names-by-message.ts';
import { detects, isPlaceholder, isRandom, saysExample } from './placeholders.ts';
import { findPrivateKeys } from './private-keys.ts';
import { furtherFormats, hasIssuedToken, hasValidChecksum } from './secret-formats.ts';

/** A secret in the added lines; offsets are those of the added text. */
interface Secret {
  readonly name: string;
  readonly kind: 'token' | 'address' | 'key' | 'encrypted key';
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Reports credentials that the change adds; the finding never shows them. */
export const secrets: Check = {
  scope: 'file',
  name: 'secrets',
  about:
    "Private keys, tokens and passwords in added lines, by secretlint's recommended rules and further vendors' formats; not in tests, examples and detectors.",
  async *inspect(file) {
    if (file.addedText === '' || isPractice(file.path) || !mayHoldSecrets(file)) return;
    const plausible = (await findSecrets(file)).filter((secret) => isPlausible(secret, file));
    if (plausible.length === 0 || isRuleSample(file)) return;
    const texts = [await file.read('old'), (await file.read('new')) ?? file.addedText];
    const found = plausible.filter(
      ({ value }) => !texts[0]?.includes(value) && !detects(texts[1] ?? '', value),
    );
    for (const secret of found) {
      const line = file.lineAt(secret.start);
      yield {
        severity: severityOf(secret, file),
        kind: 'regression',
        title: `${secret.name} committed`,
        path: file.path,
        line,
        endLine: file.lineAt(secret.end - 1),
        quote: quoteBefore(file, found, line),
        explanation:
          'Everyone who can read the repository can use this credential, and deleting it in a later commit leaves it in the history.',
        evidence: [
          note(
            `The value begins with ${JSON.stringify(mask(secret.value))} and is ${secret.value.length} characters long${hasValidChecksum(secret.value) ? ', with a check sum that fits' : ''}.`,
          ),
        ],
        fix: "If it is in use, revoke it; take it out of the branch's history, and read it from a secret store or the environment.",
      };
    }
  },
  examples: {
    reports: [
      {
        change: {
          'src/client.ts': `const a = 1;\nconst token = '${'ghp'}_9fK2mQ7xVb4RtZ1pLw8YcJ5nHs3DgA6eUoXi';\n`,
        },
        at: ['src/client.ts:2'],
        severity: 'critical',
      },
      {
        change: {
          'deploy/key.pem': [
            '-----BEGIN RSA ',
            `PRIVATE KEY-----\n${'MIIEpAIBAAKCAQEA04up8hoqzS1+APIB0RhjXyObwHQnOzhAk5Bd7mhkSbPk\nyhP1iWwl53Xq9ZkTt7bB0LZr2vP4QJ8dUc3fGm6oHs1eYa5nRxKj\n'}-----END RSA `,
            'PRIVATE KEY-----\n',
          ].join(''),
        },
        at: ['deploy/key.pem:1'],
        severity: 'critical',
      },
      {
        change: { 'config.py': `x = 1\nkey = "${'sk'}_live_4eC39HqLyjWDarjtT1zdp7dcQm2x"\n` },
        at: ['config.py:2'],
        severity: 'critical',
      },
      {
        change: { 'app.env': `DB=postgres${'://'}billing:Zq8vT3nLw0Rk@db.acme-prod.io:5432/main\n` },
        at: ['app.env:1'],
        severity: 'important',
      },
    ],
    ignores: [
      { 'src/client.ts': 'const token = process.env.GITHUB_TOKEN;\nconst prefix = "ghp_";\n' },
      { 'src/client.ts': `const token = '${'ghp'}_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx';\n` },
      { 'compose.yml': 'url: postgres://postgres:postgres@db:5432/app\n' },
      {
        'detect.ts': `const ghp = /ghp_[A-Za-z0-9]{36}/;\nif (!ghp.test('${'ghp'}_9fK2mQ7xVb4RtZ1pLw8YcJ5nHs3DgA6eUoXi')) fail();\n`,
      },
      {
        'src/firebase.ts': `const config = { apiKey: '${'AIza'}SyD9x7Kq2mVb4RtZ1pLw8YcJ5nHs3DgA6eU', authDomain: 'a' };\n`,
      },
      { 'README.md': 'Use `postgres://user:Zq8vT3nLw0Rk@db.acme.io/main`.\n' },
      { 'test/redact.test.ts': `const token = '${'ghp'}_9fK2mQ7xVb4RtZ1pLw8YcJ5nHs3DgA6eUoXi';\n` },
      {
        'src/client.ts': [
          `const token = '${'ghp'}_9fK2mQ7xVb4RtZ1pLw8YcJ5nHs3DgA6eUoXi';\n`,
          'const token = read();\n',
        ],
      },
    ],
  },
};

/** Maps repeat their sources; other people's code and lock files hold none of ours. */
const mayHoldSecrets = (file: FileView): boolean =>
  (file.isReviewed || file.file.class === 'generated') && !/\.map$/.test(file.path);

/** Whether a file is written for people or by a program: of what stands there, only what a check sum proves is a token. */
const isTold = (file: FileView): boolean => isManual(file.path) || file.file.class === 'generated';

async function findSecrets(file: FileView): Promise<Secret[]> {
  const text = file.addedText;
  const secretAt = (name: string, start: number, end: number, kind?: Secret['kind']): Secret => {
    const value = text.slice(start, end);
    return { name, kind: kind ?? (/:\/\/[^/]*@/.test(value) ? 'address' : 'token'), value, start, end };
  };
  const keys = findPrivateKeys(text).map(({ isEncrypted, start, end }) =>
    secretAt(
      isEncrypted ? 'Encrypted private key' : 'Private key',
      start,
      end,
      isEncrypted ? 'encrypted key' : 'key',
    ),
  );
  if (isTold(file) && !hasIssuedToken(text)) return keys;
  const linted = (await lintSecrets(text, file.path))
    .map(({ messageId, start, end }) => ({ name: namesByMessage[messageId] ?? null, start, end }))
    .flatMap(({ name, start, end }) => (name === null ? [] : [secretAt(name, start, end)]));
  const further = (hasFurtherFormat(text) ? furtherFormats : []).flatMap(({ name, pattern, isOne }) =>
    Array.from(text.matchAll(pattern))
      .filter((match) => !isOne || isOne(match[0]))
      .map((match) => {
        const end = match.index + match[0].length;
        return secretAt(name, match[1] === undefined ? match.index : end - match[1].length, end);
      }),
  );
  const sorted = [...keys, ...linted, ...further].toSorted((a, b) => a.start - b.start || b.end - a.end);
  // Several rules know some formats.
  return sorted.filter((secret, index) => sorted.findIndex((other) => other.end > secret.start) === index);
}

const hasFurtherFormat = matchAny(furtherFormats.map(({ pattern }) => pattern));

/** Whether a value is one that somebody could use: drawn by lot, not said to be an example, for a host that others reach. */
function isPlausible(secret: Secret, file: FileView): boolean {
  const { kind, value, start } = secret;
  const line = lineAround(file.addedText, start);
  if (kind === 'key' || kind === 'encrypted key')
    return !(isComment(line) && saysExample(file.addedText.slice(Math.max(0, start - 200), start)));
  if (saysExample(line)) return false;
  if (kind === 'token')
    return !isPlaceholder(value.slice(0, 500)) && (!isTold(file) || hasValidChecksum(value));
  if (isTold(file) || isComment(line)) return false;
  const [, user = '', password = '', host = ''] =
    /:\/\/([^:/]*):([^@]+)@(?:[^@/]*@)?([^:/?#\s"'`]+)/.exec(value.slice(0, 500)) ?? [];
  return isRandom(decodeURIComponentSafely(password)) && password !== user && isPublicHost(host);
}

function severityOf({ kind, start }: Secret, file: FileView): 'critical' | 'important' | 'suggestion' {
  if (kind === 'key' && isComment(lineAround(file.addedText, start))) return 'suggestion';
  if (isTold(file)) return 'suggestion';
  return kind === 'token' || kind === 'key' ? 'critical' : 'important';
}

const isComment = (line: string): boolean => /^\s*(?:\/\/|#|\*|\/\*|--(?!-)|;|<!--)/.test(line);

function lineAround(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(Math.max(start, offset - 300), Math.min(end < 0 ? text.length : end, offset + 300));
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Development databases live on this machine or on a single-label name of a container network. */
const isPublicHost = (host: string): boolean =>
  host.includes('.') &&
  !/^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.0\.0\.0)|\.(?:local|localhost|internal|test|svc|invalid|lan|example)$|(?:^|\.)example\.(?:com|org|net)$|[${<]/.test(
    host,
  );

/** Whether a file is what a Semgrep rule of its own name is tried on (https://semgrep.dev/docs/writing-rules/testing-rules). */
const isRuleSample = ({ path, addedText }: FileView): boolean =>
  Array.from(addedText.matchAll(/\b(?:ruleid|ok):\s*([\w-]+)/g)).some(
    ([, id]) => id === posix.parse(path).name,
  );

/** The beginning of a secret that tells its kind and nothing more. */
function mask(secret: string): string {
  if (secret.startsWith('-----')) return secret.slice(0, secret.indexOf('-----', 5) + 5);
  const scheme = /^[a-z+]+:\/\//i.exec(secret)?.[0];
  const prefix = scheme ?? /^[A-Za-z]{2,6}(?:[_-](?=.{16}))?/.exec(secret)?.[0].slice(0, 7) ?? '';
  return `${prefix}…`;
}

/** The line up to its first secret, where that says anything. */
function quoteBefore(file: FileView, found: readonly Secret[], line: number): string | null {
  const first = found.find((secret) => file.lineAt(secret.start) === line)?.start ?? 0;
  const before = file.addedText.slice(file.addedText.lastIndexOf('\n', first - 1) + 1, first);
  return /\w{3}/.test(before) ? cutLine(before, before.length - limits.quote, before.length).trimEnd() : null;
}
