import { expect, test } from 'vitest';
import { readReview } from '../../src/findings/read-review.ts';

const sentences = [
  'Calling `drain()` twice drops the last job',
  'The access token is written to the log in plain text',
  'User input reaches the shell command without escaping',
  'SQL is built by string concatenation from the request body',
  'The lock is never released when the write throws',
  'A null user crashes the session handler',
  'The migration deletes the column before the data is copied',
  'Any caller can read the invoices of another tenant',
  'The retry loop never ends when the server answers 503',
  'Money is rounded as a float, so totals are off by a cent',
  'The cache key ignores the locale and serves the wrong page',
  'Two workers can claim the same job at once',
  'Passwords are compared with ==, which leaks timing',
  'The new endpoint has no authentication',
  'Deleting a project leaves its files readable by everyone',
  'The file handle is not closed on the error path',
  'An empty list makes the average divide by zero',
  'The timeout is given in seconds but read as milliseconds',
  'Old clients cannot parse the new response and fail at start',
  'The index is off by one and skips the first row',
  'Secrets end up in the browser bundle',
  'The rollback swallows the exception and reports success',
  'A race between save and close loses the draft',
  'The check uses the stale balance and lets accounts go negative',
  'Unbounded recursion overflows the stack on deep trees',
  'CORS allows every origin together with credentials',
  'The webhook signature is not verified',
  'The path from the request may climb out of the upload folder',
  'The feature flag is inverted, so everyone gets the beta',
  'The backup job truncates the table it should copy',
  'Die Transaktion wird nie abgeschlossen, Daten gehen verloren',
  'Le jeton est enregistré en clair dans le journal',
  'La consulta concatena la entrada del usuario',
  'O bloqueio nunca é liberado quando a escrita falha',
  '锁在异常路径上没有释放，会造成死锁',
  '用户输入未经转义直接拼接到命令中',
  '例外時にロックが解放されず、処理が止まる',
  'トークンがログに平文で出力される',
  '사용자 입력이 검증 없이 쿼리에 들어간다',
  'Блокировка не освобождается при ошибке записи',
];
const at = 'src/queue.ts:40';

test.each<[string, (sentence: string) => string]>([
  ['headings below a level', (it) => `# Review\n\n## Critical\n\n### ${it}\n\nSee \`${at}\`.\n`],
  ['headings with a mark', (it) => `## Code review\n\n### 🔴 ${it}\n\nIn \`${at}\`.\n`],
  ['tables', (it) => `| Severity | File | Finding |\n|---|---|---|\n| Critical | ${at} | ${it} |\n`],
  ['bullets behind a word', (it) => `I looked at the change. Blocking:\n\n- ${it} (\`${at}\`)\n`],
  ['nested lists', (it) => `- **src/queue.ts**\n  - line 40\n    - critical: ${it}\n`],
  ['bold labels', (it) => `**Critical:** ${it}\n\n**Where:** ${at}\n`],
  ['bold titles', (it) => `**${it}**\n\nThis is a blocker. It happens in \`${at}\`.\n`],
  ['numbers', (it) => `1. ${it} — ${at} — critical\n2. Nothing else.\n`],
  [
    'JSON in prose',
    (it) => `My review:\n\n{"oops": "${it}", "where": "${at}", "how_bad": "critical"}\n\nThat is all.`,
  ],
  ['JSON of unknown names', (it) => JSON.stringify({ blockers: [{ oops: it, at }] })],
  [
    'JSON under files',
    (it) => JSON.stringify({ review: { 'src/queue.ts': [{ l: 40, sev: 'critical', msg: it }] } }),
  ],
  ['quotations', (it) => `> **Blocker** – ${it}\n>\n> ${at}\n`],
  ['alerts', (it) => `> [!CAUTION]\n> ${it} (${at})\n`],
  ['lines like definitions', (it) => `Severity: critical\nFile: src/queue.ts\nLine: 40\nProblem: ${it}\n`],
  ['folds', (it) => `<details>\n<summary>🔴 Critical: ${it}</summary>\n\nAt \`${at}\`.\n\n</details>\n`],
  ['boxes', (it) => `## Must fix\n\n- [ ] ${it} (${at})\n`],
  ['boxes without a level', (it) => `Before merging:\n\n- [ ] ${it}\n`],
  [
    'elements',
    (it) =>
      `<review>\n<finding severity="critical" file="src/queue.ts" line="40">\n${it}\n</finding>\n</review>\n`,
  ],
  ['YAML', (it) => `findings:\n  - severity: critical\n    file: src/queue.ts\n    title: "${it}"\n`],
  ['lines of compilers', (it) => `${at}:5: error: ${it}\n`],
  ['prose', (it) => `I would not merge this. ${it}. You can see it in \`${at}\`.\n`],
  [
    'fields between rules',
    (it) => `---\n**[1] ${it}**\nSeverity: P0 | Location: ${at} | Confidence: high\n---\n`,
  ],
])('what is severe is never read as nothing, nor as mild, in %s', (_, form) => {
  const lost = sentences.filter((sentence) => {
    const reading = readReview(form(sentence));
    return (
      reading.form !== 'unreadable' &&
      !reading.review.findings.some(({ severity }) => severity !== 'suggestion')
    );
  });
  expect(lost).toEqual([]);
});
