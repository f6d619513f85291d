import { crc32 } from 'node:zlib';

/** A format of tokens: where the pattern has a group, that is the token. */
export interface SecretFormat {
  readonly name: string;
  readonly pattern: RegExp;
  /** Whether a match is one, where the pattern cannot tell. */
  readonly isOne?: (token: string) => boolean;
}

/** Token formats that the secretlint preset does not know, each from its vendor's documentation. */
export const furtherFormats: readonly SecretFormat[] = [
  { name: 'Stripe live key', pattern: /\b[rs]k_live_[A-Za-z0-9]{24,}\b/g },
  { name: 'GitLab access token', pattern: /\bgl(?:pat|dt|rt|ptt|soat)-[\w-]{20,}/g },
  { name: 'Google OAuth client secret', pattern: /\bGOCSPX-[\w-]{28}(?![\w-])/g },
  {
    name: 'Gemini key',
    pattern: /(?:gemini|genai|generativelanguage|google_ai)\S{0,40}["'\s:=]{1,6}(AIza[\w-]{35})(?![\w-])/gi,
  },
  { name: 'PyPI upload token', pattern: /\bpypi-AgEIcHlwaS5vcmc[\w-]{50,}/g },
  { name: 'Hugging Face token', pattern: /\bhf_[A-Za-z]{34}\b/g },
  { name: 'Docker Hub token', pattern: /\bdckr_(?:pat|oat)_[\w-]{27,}/g },
  { name: 'DigitalOcean token', pattern: /\bdo[opr]_v1_[a-f0-9]{64}\b/g },
  { name: 'HashiCorp Vault token', pattern: /\bhvs\.[\w-]{90,}/g },
  // Looks back from what is found at once: at the start of an expression that would be tried at every letter.
  {
    name: 'HCP Terraform token',
    pattern: /\.atlasv1\.(?<=\b[A-Za-z0-9]{14}\.atlasv1\.)[\w-]{60,70}(?![\w-])/g,
  },
  {
    name: 'AWS access key pair',
    pattern: /\bAKIA[A-Z2-7]{16}\b(?=[\s\S]{0,200}["'=:\s][A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=]))/g,
  },
  {
    name: 'Azure storage key',
    // https://learn.microsoft.com/azure/storage/common/storage-use-azurite: the emulator's account is known to all.
    pattern: /(?<!devstoreaccount1;)AccountKey=([A-Za-z0-9/+]{86}==)/gi,
  },
  {
    name: 'Telegram bot token',
    pattern: /:AA[\w-]{33}(?![\w-])(?<=(?<![\w:/.-])([1-9]\d{7,9}:AA[\w-]{33}))/g,
  },
  {
    name: 'Twilio credential',
    pattern:
      /twilio[\s\S]{0,80}?(?:auth_?token|secret|api_?key)\w{0,12}["'\s:=]{1,6}((?:SK)?[0-9a-f]{32})\b/gi,
  },
  { name: 'Twilio API key', pattern: /\bSK[0-9a-f]{32}\b(?<=twilio[\s\S]{0,160})/gi },
  { name: 'Mailgun key', pattern: /\bkey-[0-9a-f]{32}\b(?<=mailgun[\s\S]{0,120})/gi },
  { name: 'Mailchimp key', pattern: /-us\d{1,2}\b(?<=\b([0-9a-f]{32}-us\d{1,2}))/g },
  {
    name: 'Discord webhook',
    pattern: /https:\/\/(?:canary\.|ptb\.)?discord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/[\w-]{60,72}/g,
  },
  { name: 'OpenRouter key', pattern: /\bsk-or-v1-[0-9a-f]{64}\b/g },
  { name: 'Replicate token', pattern: /\br8_[A-Za-z0-9]{37}\b/g },
  { name: 'xAI key', pattern: /\bxai-[A-Za-z0-9]{80}\b/g },
  { name: 'Sentry token', pattern: /\bsntry[su]_[A-Za-z0-9+/=_]{60,}/g },
  { name: 'New Relic user key', pattern: /\bNRAK-[A-Z0-9]{27}\b/g },
  { name: 'Square token', pattern: /\bsq0csp-[\w-]{43}\b/g },
  { name: 'Postman key', pattern: /\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}\b/g },
  { name: 'RubyGems key', pattern: /\brubygems_[0-9a-f]{48}\b/g },
  { name: 'NuGet key', pattern: /\boy2[a-z0-9]{43}\b(?<=nuget[\s\S]{0,170})/gi },
  { name: 'Atlassian token', pattern: /\bATATT3xFfGF0[\w=-]{150,}/g },
  { name: 'Doppler token', pattern: /\bdp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9]{40,44}\b/g },
  { name: 'Pulumi token', pattern: /\bpul-[0-9a-f]{40}\b/g },
  { name: 'Supabase token', pattern: /\bsb(?:p_[0-9a-f]{40}|_secret_[\w-]{30,40})\b/g },
  { name: 'Perplexity key', pattern: /\bpplx-[A-Za-z0-9]{48}\b/g },
  { name: 'PlanetScale token', pattern: /\bpscale_(?:tkn|oauth|pw)_[\w-]{32,64}\b/g },
  { name: 'Airtable token', pattern: /\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}\b/g },
  { name: 'Mapbox secret token', pattern: /\bsk\.eyJ1[\w-]{50,200}\.[\w-]{20,24}(?![\w-])/g },
  { name: 'Buildkite token', pattern: /\bbkua_[0-9a-f]{40}\b/g },
  { name: 'CircleCI token', pattern: /\bCCIP(?:AT|RJ)_[A-Za-z0-9]{22}_[0-9a-f]{40}\b/g },
  { name: 'crates.io token', pattern: /\bcio[A-Za-z0-9]{32}\b/g },
  { name: 'JFrog key', pattern: /\bAKCp[A-Za-z0-9]{69}\b/g },
  { name: 'Fly.io token', pattern: /\bfm2_[A-Za-z0-9+/=]{100,}/g },
  { name: 'Azure DevOps token', pattern: /AZDO(?<=\b[A-Za-z0-9]{76}AZDO)[A-Za-z0-9]{4}\b/g },
  { name: 'Age secret key', pattern: /\bAGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}\b/g },
  {
    name: 'JWT of a service role',
    pattern: /\beyJ[\w-]{10,400}\.eyJ[\w-]{10,2000}\.[\w-]{20,400}\b/g,
    isOne: (token) =>
      /"role"\s*:\s*"(?:service_role|supabase_admin)"/.test(decode(token.split('.')[1] ?? '')),
  },
];

const decode = (base64: string): string => Buffer.from(base64, 'base64url').toString('utf8');

/** Whether a token carries the check sum that GitHub and npm put in its last six characters: it has the form of an issued one. */
export function hasValidChecksum(secret: string): boolean {
  // https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
  const match = /^(?:gh[pousr]|npm)_([A-Za-z0-9]{30})([A-Za-z0-9]{6})$/.exec(secret);
  return match?.[1] !== undefined && encodeBase62(crc32(match[1])).padStart(6, '0') === match[2];
}

/** Whether a text holds a token with such a check sum. */
export const hasIssuedToken = (text: string): boolean =>
  Array.from(text.matchAll(/(?:gh[pousr]|npm)_[A-Za-z0-9]{36}(?!\w)/g)).some(([token]) =>
    hasValidChecksum(token),
  );

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function encodeBase62(number: number): string {
  return number < 62
    ? (digits[number] ?? '')
    : encodeBase62(Math.floor(number / 62)) + encodeBase62(number % 62);
}
