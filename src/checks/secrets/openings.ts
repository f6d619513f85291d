/**
 * What stands in every text in which a rule of secretlint's recommended preset finds anything, by the rule's id: the beginning of a token,
 * as the pattern of the rule has it. A test makes texts that the rules' own patterns match, and looks for it there.
 */
export const openings: Readonly<Record<string, RegExp>> = byRule({
  '1password': /ops_ey/,
  anthropic: /sk-ant-api0/,
  aws: /secret_?access/i,
  basicauth: /:\/\/[\w-]{1,256}:[\w-]{1,256}@/,
  cloudflare: /cf(?:k|ut|at)_/,
  'database-connection-string': /(?:mongodb(?:\+srv)?|mysqlx?|postgres(?:ql)?):\/\//i,
  databricks: /dapi[A-Fa-f0-9]/,
  docker: /dckr_pat_/,
  figma: /figd_/,
  github: /gh[pousr]_|github_pat_/,
  gitlab: /glpat-/,
  grafana: /gl(?:c|sa)_/,
  groq: /gsk_/,
  'hashicorp-vault': /hv[sbr]\./,
  huggingface: /hf_/,
  linear: /lin_api_/,
  notion: /ntn_/,
  npm: /npm_|_authToken=|:x-oauth-basic@/,
  openai: /T3BlbkFJ/,
  sendgrid: /SG\./,
  shopify: /shp(?:pa|ca|at|ss)_/,
  slack: /xox[bpaor]-|xapp-|hooks\.slack\.com/i,
  stripe: /[sr]k_(?:live|test)_/,
  tailscale: /tskey-/,
  vercel: /vc[piark]_/,
});

function byRule(openings: Readonly<Record<string, RegExp>>): Record<string, RegExp> {
  return Object.fromEntries(
    Object.entries(openings).map(([name, opening]) => [`@secretlint/secretlint-rule-${name}`, opening]),
  );
}
