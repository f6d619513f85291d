const invented =
  /example|dummy|fake|placeholder|changeme|change[-_]me|redacted|sample|insert|your[-_]|[-_]here|my[-_]?(?:secret|token|key|password)|test[-_]|not[-_]?real|invalid|foobar|lorem|x{4}|\*{3}|\.{3}|<[^>]{1,40}>|\$\{|\{\{|0{6}|1{6}|a{5}|123456|abcdef|fedcba|deadbeef|cafebabe/i;

/** Whether a value only stands where a secret would: words such as "example", a row of letters, too little variety. */
export function isPlaceholder(secret: string): boolean {
  return invented.test(secret) || ascends(secret) || entropyOf(secret) < leastEntropy(secret.length);
}

/** Whether a line says that what it holds is no real value. */
export const saysExample = (line: string): boolean =>
  /\b(?:examples?|e\.g\.|sample|dummy|fake|placeholder|looks? like|such as|not (?:a )?real|revoked|invalid(?:ated)?|redact(?:ed)?|mask(?:ed)?|format)\b/i.test(
    line,
  );

/** Whether a text holds a pattern for tokens of this kind: then it detects them, and what looks like one is its test. */
export function detects(text: string, secret: string): boolean {
  const prefix =
    /^(?:-{5}BEGIN|[a-z]+:\/\/|[A-Za-z0-9]{2,12}(?:[-_.][a-z]{2,8})*[-_.]?)/.exec(secret)?.[0] ?? '';
  const stem = prefix.slice(0, /^[A-Z]{4}[A-Z0-9]/.test(secret) ? 4 : undefined);
  if (stem.length < 3) return false;
  for (const start of new Set([stem, stem.replace(/[-_.]$/, '')])) {
    for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
      if (
        /^[-_.]?(?:\)|\|[a-z]|\[|\(\?|\\[wdSsb]|\.\*|\.\{|\?:)/.test(
          text.slice(at + start.length, at + start.length + 4),
        )
      )
        return true;
    }
  }
  return false;
}

/** Whether a password looks drawn by lot: long, of several kinds of characters, no word. */
export function isRandom(password: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  return (
    password.length >= 8 &&
    kinds >= (password.length >= 16 ? 2 : 3) &&
    !commonWord.test(password) &&
    !isPlaceholder(password)
  );
}

const commonWord =
  /pass|p[a4@][s5$]{2}|secret|admin|root|guest|user|postgres|mysql|mongo|redis|token|hunter2|letmein|qwerty|welcome|hello|world|^[a-z]+\d{0,4}$|^\d+$/i;

/** Short values have few characters to differ in. */
const leastEntropy = (length: number): number => (length >= 30 ? 3.1 : length >= 20 ? 2.9 : 2.5);

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
