import { type Check, note } from '../check.ts';
import type { FileView } from '../view/file-view.ts';
import { isDocument, isTest } from '../view/paths.ts';
import { lintSecrets } from './lint-secrets.ts';
import { furtherFormats, hasValidChecksum, isPlaceholder } from './secret-formats.ts';

/** A secret in the added lines; offsets are those of the added text. */
interface Secret {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Reports credentials that the change adds; the finding never shows them. */
export const secrets: Check = {
  scope: 'file',
  name: 'secrets',
  about:
    "Private keys, tokens and passwords in added lines, by secretlint's recommended rules and further vendors' formats.",
  async *inspect(file) {
    if (file.addedText === '') return;
    const found = (await findSecrets(file)).filter((secret) => isLive(secret, file.path));
    for (const secret of found) {
      const isCredentialUrl = /:\/\//.test(secret.value);
      const line = file.lineAt(secret.start);
      yield {
        severity: isCredentialUrl ? 'important' : 'critical',
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
            `The value begins with ${JSON.stringify(mask(secret.value))} and is ${secret.value.length} characters long${hasValidChecksum(secret.value) ? '; its check sum is right, so it was issued by the vendor' : ''}.`,
          ),
        ],
        fix: "Revoke the credential, take it out of the branch's history, and read it from a secret store or the environment.",
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

async function findSecrets(file: FileView): Promise<Secret[]> {
  const linted = await lintSecrets(file.addedText, file.path);
  const known = linted.map(({ messageId, start, end }) => ({
    name: names[messageId] ?? 'Credential',
    value: file.addedText.slice(start, end),
    start,
    end,
  }));
  const further = furtherFormats.flatMap(({ name, pattern }) =>
    Array.from(file.addedText.matchAll(pattern), (match) => ({
      name,
      value: match[0],
      start: match.index,
      end: match.index + match[0].length,
    })),
  );
  return [...known, ...further].toSorted((a, b) => a.start - b.start);
}

/** By secretlint's message id. */
const names: Readonly<Record<string, string>> = {
  AWSSecretAccessKey: 'AWS secret access key',
  PrivateKey: 'Private key',
  PackageJSON_xOauthToken: 'GitHub token',
  Npmrc_authToken: 'npm registry token',
  NPM_ACCESS_TOKEN: 'npm access token',
  BasicAuth: 'Password in an address',
  SLACK_TOKEN: 'Slack token',
  IncomingWebhook: 'Slack webhook',
  SENDGRID_KEY: 'SendGrid key',
  SHOPIFY_KEY: 'Shopify key',
  GITHUB_TOKEN: 'GitHub token',
  OPENAI_TOKEN: 'OpenAI key',
  ANTHROPIC_API_KEY: 'Anthropic key',
  LINEAR_API_TOKEN: 'Linear key',
  OPS_TOKEN: '1Password service account token',
  MongoDBConnection: 'Database password',
  MySQLConnection: 'Database password',
  PostgreSQLConnection: 'Database password',
};

/** Tests and prose hold made-up credentials; there only a token with the vendor's check sum counts. */
function isLive(secret: Secret, path: string): boolean {
  if (hasValidChecksum(secret.value)) return true;
  if (isTest(path) || isDocument(path) || isPlaceholder(secret.value.slice(0, 500))) return false;
  const address = /:\/\/([^:/]+):([^@]+)@(?:[^@/]*@)?([^:/?#]+)/.exec(secret.value.slice(0, 500));
  if (!address) return true;
  const [, user = '', password = '', host = ''] = address;
  return password.length >= 8 && !commonPassword.test(password) && password !== user && isPublicHost(host);
}

const commonPassword =
  /pass|secret|admin|root|guest|postgres|mysql|mongo|token|hunter2|letmein|qwerty|^[a-z]+$|^\d+$/i;

/** Development databases live on this machine or on a single-label name of a container network. */
const isPublicHost = (host: string): boolean =>
  host.includes('.') &&
  !/^(?:127\.|10\.|192\.168\.|0\.0\.0\.0)|\.(?:local|localhost|internal|test|svc)$/.test(host);

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
  return /\w{3}/.test(before) && before.length <= 200 ? before.trimEnd() : null;
}
