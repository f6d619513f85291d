/** A private key in a text; offsets are those of the text. */
export interface PrivateKey {
  readonly isEncrypted: boolean;
  readonly start: number;
  readonly end: number;
}

const dashes = '-'.repeat(5);
const armoured = new RegExp(
  `${dashes}BEGIN (?<label>(?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?)${dashes}(?<body>[^-]{40,20000}(?:-(?!----)[^-]{0,2000}){0,20})${dashes}END \\k<label>${dashes}`,
  'g',
);

/** Private keys in PEM and OpenPGP armour (RFC 7468, RFC 9580), also where a string spells their line ends. */
export function findPrivateKeys(text: string): PrivateKey[] {
  return Array.from(text.matchAll(armoured)).flatMap((match) => {
    const { label = '', body = '' } = match.groups ?? {};
    const key = readBody(label, body);
    return key === null
      ? []
      : [{ isEncrypted: key.isEncrypted, start: match.index, end: match.index + match[0].length }];
  });
}

/** Null where the body is no key: words, dots or too little of it stand in its place. */
function readBody(label: string, body: string): { readonly isEncrypted: boolean } | null {
  const lines = body
    .replace(/\\[nrt]/g, '\n')
    .replace(/["'`+,\\|]/g, '\n')
    .split(/\s*\n\s*/)
    .map((line) => line.replace(/^(?:[#>*]|\/\/)\s*/, '').trim());
  const headers = lines.filter((line) => /^[A-Za-z-]+: /.test(line));
  const base64 = lines.filter((line) => /^[A-Za-z0-9/+=]+$/.test(line)).join('');
  const isStrange = lines.some((line) => line !== '' && !/^[A-Za-z-]+: |^[A-Za-z0-9/+=]+$/.test(line));
  if (isStrange || base64.length < 60 || isRepetitive(base64)) return null;
  // A DER sequence (PKCS #1, PKCS #8, SEC 1), OpenSSH's magic word, or an OpenPGP secret key packet.
  const isEncrypted = label.startsWith('ENCRYPTED') || headers.some((line) => /ENCRYPTED/.test(line));
  const isKey = /^M[A-P]/.test(base64) || /^b3BlbnNzaC1rZXktdjE/.test(base64) || label.startsWith('PGP');
  return isKey || isEncrypted ? { isEncrypted } : null;
}

const isRepetitive = (base64: string): boolean => new Set(base64).size < 20;
