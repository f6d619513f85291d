import { crc32 } from 'node:zlib';

/** Token formats with a distinctive prefix that the secretlint preset does not know, each from its vendor's documentation. */
export const furtherFormats: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'Stripe live key', pattern: /\b[rs]k_live_[A-Za-z0-9]{24,}\b/g },
  { name: 'GitLab access token', pattern: /\bglpat-[\w-]{20,}/g },
  { name: 'Google API key', pattern: /\bAIza[\w-]{35}(?![\w-])/g },
  { name: 'Google OAuth client secret', pattern: /\bGOCSPX-[\w-]{28}(?![\w-])/g },
  { name: 'PyPI upload token', pattern: /\bpypi-AgEIcHlwaS5vcmc[\w-]{50,}/g },
  { name: 'Hugging Face token', pattern: /\bhf_[A-Za-z]{34}\b/g },
  { name: 'Docker Hub token', pattern: /\bdckr_(?:pat|oat)_[\w-]{27,}/g },
  { name: 'DigitalOcean token', pattern: /\bdo[opr]_v1_[a-f0-9]{64}\b/g },
  { name: 'HashiCorp Vault token', pattern: /\bhvs\.[\w-]{90,}/g },
  {
    name: 'AWS access key pair',
    pattern: /\bAKIA[A-Z2-7]{16}\b(?=[\s\S]{0,200}["'=:\s][A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=]))/g,
  },
];

/** Whether a token carries the check sum that GitHub and npm put in its last six characters, as only real ones do. */
export function hasValidChecksum(secret: string): boolean {
  // https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
  const match = /^(?:gh[pousr]|npm)_([A-Za-z0-9]{30})([A-Za-z0-9]{6})$/.exec(secret);
  return match?.[1] !== undefined && encodeBase62(crc32(match[1])).padStart(6, '0') === match[2];
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function encodeBase62(number: number): string {
  return number < 62
    ? (digits[number] ?? '')
    : encodeBase62(Math.floor(number / 62)) + encodeBase62(number % 62);
}

const invented =
  /example|dummy|fake|placeholder|changeme|change[-_]me|redacted|sample|insert|your[-_]|[-_]here|my[-_]?(?:secret|token|key|password)|test[-_]|not[-_]?real|invalid|x{4}|\*{3}|\.{3}|<[^>]{1,40}>|\$\{|\{\{|0{6}|123456|abcdef|deadbeef/i;

/** Whether a value only stands where a secret would: words such as "example", a row of letters, too little variety. */
export const isPlaceholder = (secret: string): boolean =>
  invented.test(secret) || ascends(secret) || entropyOf(secret) < 2.8;

/** Whether a third of the characters follow on their neighbours, as in `abcdefghij`. */
function ascends(text: string): boolean {
  let steps = 0;
  for (let index = 1; index < text.length; index++)
    if (text.charCodeAt(index) - text.charCodeAt(index - 1) === 1) steps++;
  return steps * 3 > text.length;
}

/** Shannon entropy in bits per character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
