/** A form that a well-known kind of secret has, and what to write instead. */
interface SecretPattern {
  readonly pattern: RegExp;
  readonly replacement: string;
}

const whole = (pattern: RegExp): SecretPattern => ({ pattern, replacement: '[redacted]' });
/** Keeps what the first group holds. */
const afterPrefix = (pattern: RegExp): SecretPattern => ({ pattern, replacement: '$1[redacted]' });

/** Well-known secrets by their vendors' documented prefixes; each pattern runs in linear time. */
export const knownSecretPatterns: readonly SecretPattern[] = [
  // PEM: to its end, or, where the text was cut, as far as base64 (and a diff's `+`, or JSON's `\n`) goes.
  whole(
    /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----(?:(?:[^-]|-(?!----)){0,20000}-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----|[A-Za-z0-9+/=\s\\]*)/g,
  ),
  // GitHub: classic, OAuth, user-to-server, server-to-server, refresh; fine-grained.
  whole(/\bgh[pousr]_[A-Za-z0-9_]{30,}(?:\.[A-Za-z0-9_-]+){0,2}/g),
  whole(/\bgithub_pat_[A-Za-z0-9_]{22,}/g),
  whole(/\bglpat-[A-Za-z0-9_-]{20,}/g),
  // Anthropic, then OpenAI, whose bare `sk-` asks for a digit and a capital to spare words such as `sk-learn-…`.
  whole(/\bsk-ant-[A-Za-z0-9_-]{20,}/g),
  whole(/(?<![\w-])sk-(?=[A-Za-z_-]*[0-9])(?=[a-z0-9_-]*[A-Z])[A-Za-z0-9_-]{20,}/g),
  whole(/\b(?:sk|rk)_live_[A-Za-z0-9]{16,}/g),
  whole(/\bhf_[A-Za-z0-9]{30,}/g),
  // Google: API key, OAuth access token, OAuth client secret.
  whole(/\bAIza[A-Za-z0-9_-]{35}/g),
  whole(/\bya29\.[A-Za-z0-9_-]{20,}/g),
  whole(/\bGOCSPX-[A-Za-z0-9_-]{20,}/g),
  // AWS: access key id; secret access key, known by its name only.
  whole(/\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/g),
  afterPrefix(/(aws_?secret_?access_?key["']?\s{0,5}[=:]\s{0,5}["']?)[A-Za-z0-9/+=]{40}/gi),
  // Slack: tokens, app tokens, web hooks.
  whole(/\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g),
  whole(/\bxapp-[0-9]-[A-Za-z0-9-]{10,}/g),
  afterPrefix(/(hooks\.slack\.com\/services\/)[A-Za-z0-9/]{20,}/g),
  whole(/\bnpm_[A-Za-z0-9]{36}/g),
  whole(/\bpypi-[A-Za-z0-9_-]{50,}/g),
  // JSON Web Token: three base64url parts, the first two JSON objects.
  whole(/\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,}/g),
  afterPrefix(
    /(authorization["']?\s{0,5}[:=]\s{0,5}["']?(?:basic|bearer|token)\s{1,5})[A-Za-z0-9+/=._~-]{8,}/gi,
  ),
  // A password inside an address; found by `://`, since a scheme may begin at every letter.
  {
    pattern: /(:\/\/(?<=\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s:/@'"]{1,100}:)[^\s:/@'"]{3,200}@/gi,
    replacement: '$1[redacted]@',
  },
];
