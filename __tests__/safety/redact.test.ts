import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeHtml } from '../../src/report/html/page/write-html.ts';
import { createRedactor, secretValues } from '../../src/safety/redact.ts';

const key = 'k3y-that+nobody/may"see==';

describe('Known secrets', () => {
  test('are found by the names of their variables, and inside addresses', () => {
    const values = secretValues({
      ANTHROPIC_API_KEY: 'value-1',
      GITHUB_TOKEN: 'value-2',
      DB_PASSWORD: 'value-3',
      'INPUT_GITHUB-TOKEN': 'value-4',
      HTTPS_PROXY: 'http://user:value-5@proxy:3128',
      NPM_AUTH: 'value-6',
      PATH: '/usr/bin',
      HOME: '/home/ada',
      PWD: '/work',
      SSH_AUTH_SOCK: '/run/agent.sock',
      MAX_TOKENS: '4096',
      AUTHOR: 'Ada Lovelace',
      GOOGLE_KEY: undefined,
    });
    expect(values.sort()).toEqual(['value-1', 'value-2', 'value-3', 'value-4', 'value-5', 'value-6']);
  });

  const base64 = (text: string) => Buffer.from(text).toString('base64');
  test.for([
    ['plain', key, key],
    ['JSON', JSON.stringify({ key }), 'nobody/may'],
    ['JSON in JSON', JSON.stringify(JSON.stringify({ key })), 'nobody/may'],
    [
      'JSON as PHP writes it',
      `{"key":"${JSON.stringify(key).slice(1, -1).replaceAll('/', '\\/')}"}`,
      'nobody\\/may',
    ],
    ['HTML', key.replaceAll('"', '&quot;'), 'may&quot;see'],
    ['url in small letters', encodeURIComponent(key).toLowerCase(), 'nobody%2fmay'],
    ['URL, byte by byte', Buffer.from(key).toString('hex').replace(/../g, '%$&'), '%6e%6f%62%6f%64%79'],
    ['URL', encodeURIComponent(key), 'nobody%2Fmay'],
    ['form', new URLSearchParams({ key }).toString(), 'nobody%2Fmay'],
    ['hexadecimal', Buffer.from(key).toString('hex'), Buffer.from('nobody').toString('hex')],
    ['HEXADECIMAL', Buffer.from(key).toString('hex').toUpperCase(), '6E6F626F6479'],
    ['base64', base64(key), base64(key).slice(4, 20)],
    ['base64url', Buffer.from(key).toString('base64url'), base64(key).slice(4, 20)],
    ['base64 behind one character', base64(`a${key}b`), base64(`a${key}b`).slice(4, 20)],
    ['base64 behind two characters', base64(`ab${key}cd`), base64(`ab${key}cd`).slice(4, 20)],
    ['basic authentication', base64(`x-access-token:${key}`), base64(`x-access-token:${key}`).slice(24, 40)],
  ])('are gone in this form: %s', ([, text, part]) => {
    expect(text).toContain(part);
    const safe = createRedactor([key])(`before ${text} after`);
    expect(safe).toMatch(/^before .*\[redacted\].* after$/);
    expect(safe).not.toContain(part);
  });

  test('are gone from what our own page writes, in text and in attributes', () => {
    const secret = `pa55<word&with-"quotes'-1234`;
    const children = [{ type: 'text', value: secret } as const];
    const page = writeHtml([{ type: 'element', tagName: 'p', properties: { title: secret }, children }]);
    expect(createRedactor([secret])(page)).toBe('<p title="[redacted]">[redacted]</p>');
  });

  test('are gone wherever they stand, whatever surrounds them', () => {
    const redact = createRedactor([key]);
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(redact(before + key + after)).not.toContain(key);
        const encoded = Buffer.from(before + key + after).toString('base64');
        const inner = Buffer.from(key).toString('base64').slice(4, -6);
        expect(redact(encoded)).not.toContain(inner);
      }),
    );
  });

  test('with blanks in them are gone when they are split over lines', () => {
    const phrase = "correct horse battery staple's 42";
    expect(createRedactor([phrase])(`x ${phrase.replaceAll(/.{5}/g, '$&\n')} y`)).toMatch(
      /^x \[redacted\]\s*y$/,
    );
  });

  test('of several lines are gone as a whole and line by line', () => {
    const lines = ['-----BEGIN CERTIFICATE-----', 'MIIabcdefghijklmnopqrstuv0', 'MIIzyxwvutsrqponmlkjihgfe1'];
    const redact = createRedactor([lines.join('\n')]);
    expect(redact(`one ${lines[1]} two`)).toBe('one [redacted] two');
    expect(redact(lines.join('\n'))).toBe('[redacted]');
    expect(redact('-----BEGIN CERTIFICATE-----')).toBe('-----BEGIN CERTIFICATE-----');
  });

  test.for(['true', 'main', 'password', 'localhost', '12345678', '/home/ada/.ssh/id', 'production', ''])(
    'are left alone when short or common: %s',
    (value) => {
      const text = `This ${value} and that ${value}.`;
      expect(createRedactor([value])(text)).toBe(text);
    },
  );
});

describe('Well-known secrets', () => {
  const a1 = (length: number) => 'aB3dE6gH9'.repeat(30).slice(0, length);
  test.for([
    ['GitHub token', `ghp_${a1(36)}`],
    ['GitHub fine-grained token', `github_pat_${a1(22)}_${a1(59)}`],
    ['GitHub installation token', `ghs_${a1(36)}`],
    ['Anthropic key', `sk-ant-api03-${a1(80)}`],
    ['OpenAI project key', `sk-proj-${a1(48)}`],
    ['OpenAI key', `sk-${a1(48)}`],
    ['Google API key', `AIza${a1(35)}`],
    ['Google OAuth token', `ya29.${a1(60)}`],
    ['AWS access key id', 'AKIAIOSFODNN7EXAMPLE'],
    ['Slack token', `xoxb-1234567890-${a1(24)}`],
    ['GitLab token', `glpat-${a1(20)}`],
    ['npm token', `npm_${a1(36)}`],
    ['JSON Web Token', `eyJ${a1(20)}.eyJ${a1(40)}.${a1(43)}`],
  ])('%s', ([, secret]) => {
    expect(createRedactor([])(`x "${secret}" y`)).toBe('x "[redacted]" y');
  });

  const pem = (middle: string) => `-----BEGIN RSA PRIVATE KEY-----${middle}-----END RSA PRIVATE KEY-----`;
  test.for([
    ['plain', pem(`\n${a1(64)}\n${a1(30)}=\n`), ''],
    ['in a diff', pem(`\n+${a1(64)}\n+${a1(30)}=\n+`), ''],
    ['in JSON', pem(`\\n${a1(64)}\\n`), ''],
    ['encrypted', pem(`\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n${a1(64)}\n`), ''],
    ['cut off', `-----BEGIN PRIVATE KEY-----\n${a1(64)}\n${a1(20)}`, ''],
  ])('a private key, %s', ([, text]) => {
    expect(createRedactor([])(`x ${text}`)).toBe('x [redacted]');
  });

  test('keep what surrounds them', () => {
    const redact = createRedactor([]);
    expect(redact('Authorization: Bearer abcdef0123456789')).toBe('Authorization: Bearer [redacted]');
    expect(redact('https://ada:s3cr3t@example.com/x')).toBe('https://ada:[redacted]@example.com/x');
    expect(redact(`aws_secret_access_key = ${a1(40)}`)).toBe('aws_secret_access_key = [redacted]');
    expect(redact(`https://hooks.slack.com/services/T0/B0/${a1(24)}`)).toBe(
      'https://hooks.slack.com/services/[redacted]',
    );
  });

  test.for([
    'The task-runner-of-the-month-club was chosen.',
    'pip install sk-learn-contrib-and-many-other-words',
    'const risk = "sk-" + name;',
    'eyJ is how base64 of {" begins',
    'See https://example.com:8080/path@2x.png and ada@example.com.',
    'commit 4b825dc642cb6eb9a060e54bf8d69288fbee4904',
    'sha512-9NZjNH4uA9BSdKAFXUpTlIpKZWDdXoz8oLTBTPaB8Yk=',
  ])('are not seen in %s', (text) => {
    expect(createRedactor([])(text)).toBe(text);
  });

  test('are looked for in linear time', () => {
    const redact = createRedactor([key]);
    const hostile = [
      '-----BEGIN RSA PRIVATE KEY-----'.repeat(60_000),
      'eyJaaaaaaaaaaaa.'.repeat(100_000),
      'sk-'.repeat(600_000),
      `https://${'a:'.repeat(900_000)}`,
      `authorization: bearer${' '.repeat(1_800_000)}`,
      'a'.repeat(2_000_000),
    ];
    for (const text of hostile) {
      const startedAt = performance.now();
      redact(text);
      expect(performance.now() - startedAt).toBeLessThan(3_000);
    }
  });
});
