const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Characters that look drawn by lot and are the same every time, so that no scanner finds a secret in a test's own text. */
export const base62 = (length: number, seed = 1): string => draw(letters, length, seed);

/** The same in hexadecimal digits. */
export const hex = (length: number, seed = 1): string => draw('0123456789abcdef', length, seed);

/** A token of a vendor: its prefix and a made-up rest. */
export const token = (prefix: string, length: number): string => prefix + base62(length, prefix.length);

/** A made-up private key in PEM, of the length of a real one. */
export function pem(label: string, beginning: string): string {
  const body = (beginning + base62(400, 7)).match(/.{1,64}/g)?.join('\n');
  const dashes = '-'.repeat(5);
  return `${dashes}BEGIN ${label}${dashes}\n${body}\n${dashes}END ${label}${dashes}`;
}

function draw(alphabet: string, length: number, seed: number): string {
  let state = seed * 7919 + 17;
  return Array.from({ length }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return alphabet[Math.floor(state / 65536) % alphabet.length];
  }).join('');
}
