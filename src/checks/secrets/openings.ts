/**
 * What stands in every text in which a rule of secretlint's recommended preset finds anything, by the rule's id: the beginning of a token
 * and the least that follows, as the pattern of the rule has it, so that to speak of tokens or to look for them does not load the rules. A
 * test makes texts that the rules' own patterns match, and looks for it there.
 */
export const openings: Readonly<Record<string, RegExp>> = byRule({
  '1password': /ops_ey[\w+/=]{100}/,
  anthropic: /sk-ant-api0\d-[\w-]{90}/,
  aws: /secret_?access_?key[^a-z0-9]+[a-z0-9/+=]{40}/i,
  basicauth: /:\/\/[\w-]{1,256}:[\w-]{1,256}@/,
  cloudflare: /cf(?:k|ut|at)_\w{48}/,
  'database-connection-string':
    /(?:mongodb(?:\+srv)?|mysqlx?|postgres(?:ql)?):\/\/[^:/\s]{1,100}:[^@/\s]{1,200}@/i,
  databricks: /dapi[A-Fa-f0-9]{32}/,
  docker: /dckr_pat_[\w-]{27}/,
  figma: /figd_[\w-]{40}/,
  github: /gh[pousr]_\w{36}|github_pat_\w{82}|ghs_\d{1,20}_/,
  gitlab: /glpat-[\w-]{20}/,
  grafana: /glc_[\w+/]{32}|glsa_\w{32}/,
  groq: /gsk_\w{52}/,
  'hashicorp-vault': /hv[sbr]\.[\w-]{90}/,
  huggingface: /hf_[A-Za-z]{34}/,
  linear: /lin_api_\w{32}/,
  notion: /ntn_\d{11}/,
  npm: /npm_\w{36}|_authToken=[^$]|:x-oauth-basic@/,
  openai: /T3BlbkFJ/,
  sendgrid: /SG\.\w{1,128}\./,
  shopify: /shp(?:pa|ca|at|ss)_\w{32}/,
  slack: /(?:xox[bpaor]|xapp)-\w|hooks\.slack\.com\/services/i,
  stripe: /[sr]k_(?:live|test)_\w{24}/,
  tailscale: /tskey-[a-z]{2}/,
  vercel: /vc[piark]_\w{20}/,
});

function byRule(openings: Readonly<Record<string, RegExp>>): Record<string, RegExp> {
  return Object.fromEntries(
    Object.entries(openings).map(([name, opening]) => [`@secretlint/secretlint-rule-${name}`, opening]),
  );
}
