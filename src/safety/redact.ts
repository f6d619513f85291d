import { matchAny } from './match-any.ts';
import { knownSecretPatterns } from './secret-patterns.ts';

/** What stands where a secret stood; safe inside JSON, Markdown, HTML and a shell. */
export const redactedMark = '[redacted]';

/** Variables whose value is a secret by their name. */
const secretName =
  /(?:key|token|secret|passw(?:or)?d|passphrase|credential|cookie|private|(?:^|_)(?:auth|pat|dsn|pwd)(?:_|$))/i;
/** Words that turn such a name into something harmless: a path, a switch, a number. */
const harmlessName = /(?:_sock|_path|_file|_dir|_url|_count|_limit|_tokens|^pwd|^oldpwd|keyboard|keymap)$/i;
const userInfo = /:\/\/([^\s/@]*):([^\s/@]+)@/;
const knownPath = /^(?:~|\.{1,2})?\/(?:home|usr|run|tmp|var|etc|opt|private|users|root|mnt|dev|proc)\//i;

/** The values of an environment that must never be shown: those with a secret's name, and passwords inside addresses. */
export function secretValues(environment: Readonly<Record<string, string | undefined>>): string[] {
  const values: string[] = [];
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined) continue;
    const password = userInfo.exec(value)?.[2];
    if (password !== undefined) values.push(password);
    if (secretName.test(name) && !harmlessName.test(name)) values.push(value);
  }
  return values;
}

const holdsKnownSecret = matchAny(knownSecretPatterns.map(({ pattern }) => pattern));

/** What may stand between the pieces of a secret that was split: white space, also as JSON writes it. */
const split = String.raw`(?:\s|\\+[nrt])`;
const everySplit = new RegExp(`${split}+`, 'g');
/** Shorter forms could be found in words that merely follow one another. */
const leastSplitLength = 16;

/**
 * Makes the function that replaces secrets: the given values as they are and as base64, hexadecimal, URL, JSON or HTML encode
 * them, also split over lines, then whatever has the form of a well-known secret. To be applied before a text is cut,
 * since half a secret matches nothing. Values that are short or common are left alone: masking `true` would shred
 * every text.
 */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const values = secrets.flatMap(maskableParts);
  const forms = [...new Set(values.flatMap(encodings))].sort((one, other) => other.length - one.length);
  const bare = [...new Set(forms.map((form) => form.replace(everySplit, '')))].filter(
    (form) => form.length >= leastSplitLength,
  );
  return (text) => {
    let safe = text;
    for (const form of forms) if (safe.includes(form)) safe = safe.replaceAll(form, redactedMark);
    const joined = bare.length > 0 ? safe.replace(everySplit, '') : '';
    for (const form of bare) if (joined.includes(form)) safe = safe.replace(splitForm(form), redactedMark);
    if (!holdsKnownSecret(safe)) return safe;
    for (const { pattern, replacement } of knownSecretPatterns) safe = safe.replace(pattern, replacement);
    return safe;
  };
}

/** Finds a form between whose characters anything of {@link split} may stand. */
function splitForm(form: string): RegExp {
  const characters = [...form].map((character) => character.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&'));
  return new RegExp(characters.join(`${split}*`), 'g');
}

/** A value, and the lines of one that has several (a private key), where masking them can do no harm. */
function maskableParts(value: string): string[] {
  const trimmed = value.trim();
  const lines = trimmed.split(/\r?\n/);
  const parts = lines.length > 1 ? [trimmed, ...lines.filter((line) => line.trim().length >= 20)] : [trimmed];
  return parts.filter(isMaskable);
}

function isMaskable(value: string): boolean {
  if (value.length < 8 || knownPath.test(value)) return false;
  if (/^-----(?:BEGIN|END) [A-Z ]+-----$/.test(value)) return false;
  return value.length >= 20 || (/[0-9\W_]/.test(value) && /[a-z]/i.test(value));
}

/** Every form, also as it stands inside a text of JSON, once or twice. */
function encodings(value: string): string[] {
  return writings(value).flatMap((form) => [form, inJson(form), inJson(inJson(form))]);
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

function writings(value: string): string[] {
  const bytes = Buffer.from(value);
  const json = inJson(value);
  const hexadecimal = bytes.toString('hex');
  const url = encodeURIComponent(value);
  return [
    value,
    ...[json.replaceAll('/', '\\/'), json.replace(/[<>&]/g, escapeUnicode)],
    ...[url, url.replaceAll('%20', '+'), url.replace(/%../g, (byte) => byte.toLowerCase())],
    ...['&quot;', '&#34;'].map((quote) => escapeHtml(value, quote)),
    ...[/[<&]/g, /["'&]/g].map((special) => value.replace(special, escapeCharacter)),
    ...[hexadecimal, hexadecimal.toUpperCase(), hexadecimal.replace(/../g, '%$&')],
    ...[0, 1, 2].flatMap((offset) => base64At(bytes, offset)),
  ];
}

/** As Go writes HTML's characters in JSON. */
const escapeUnicode = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** As our own page has it: some characters in text, others in attributes. */
const escapeCharacter = (character: string): string =>
  `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;

const escapeHtml = (text: string, quote: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', quote)
    .replaceAll("'", '&#39;');

/** The characters of a base64 text that only `bytes` decide, when they stand `offset` bytes (modulo 3) into the encoded text. */
function base64At(bytes: Buffer, offset: number): string[] {
  const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
  const whole = padded.toString('base64').replace(/=+$/, '');
  const start = Math.ceil((offset * 8) / 6);
  const end = Math.floor((padded.length * 8) / 6);
  const sure = whole.slice(start, end);
  return [sure, sure.replaceAll('+', '-').replaceAll('/', '_')];
}
