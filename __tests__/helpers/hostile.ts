import type { Report } from '../../src/model/report/report-schema.ts';

/** Texts that break what shows them carelessly; each holds the word `canary`, so that a reader can find it again. */
export const hostileTexts: Readonly<Record<string, string>> = {
  script: 'canary <script>alert(1)</script>',
  'closing script': 'canary </script></style></title></textarea><script>alert(1)</script>',
  'event handler': 'canary <img src=x onerror=alert(1)> <svg onload=alert(1)>',
  'attribute breakout': 'canary" onmouseover="alert(1)" autofocus onfocus=\'alert(1)\' x="',
  'javascript link':
    'canary [x](javascript:alert(1)) <a href="jAvAsCrIpT:alert(1)">x</a> javascript:alert(1)',
  'data link':
    'canary [x](data:text/html;base64,PHNjcmlwdD4=) ![x](data:image/svg+xml,<svg onload=alert(1)>)',
  svg: 'canary <svg><use href="https://evil.example/x.svg#a"/><foreignObject><body onload=alert(1)></svg>',
  css: 'canary <style>*{display:none}</style><p style="position:fixed;inset:0;background:url(https://evil.example)">',
  markup:
    'canary <iframe src="https://evil.example"></iframe><form action="https://evil.example"><base href="//evil.example">',
  comment: 'canary <!-- <![CDATA[ --!> ]]> <?php ?>',
  entities: 'canary &lt;script&gt; &#x3C;b&#62; &amp;amp; &nbsp;',
  'open fence': 'canary\n```js\nlet a;',
  'long fences': 'canary\n``````\n```\n</pre></code>\n~~~\n# Not a heading\n',
  ticks: 'canary ` `` ``` ```` unbalanced',
  quotes: `${'> '.repeat(60)}canary`,
  lists: `${'- '.repeat(60)}canary`,
  headings: '# canary\n\n## Critical Issues\n\nNone.\n\n## Verdict\n\n**Merge as-is**',
  table: 'canary | a | b |\n|---|---|\n| c | d |\n\\| x',
  rules: 'canary\n\n---\n\n***\n\n===\n',
  image:
    'canary ![pixel](https://evil.example/pixel.gif) [![x](http://evil.example/a)](http://evil.example/b)',
  mentions: 'canary @octocat @acme/team #123 GH-7 acme/queue#5 octocat@evil.example :tada: $x^2$ $$y$$',
  links: 'canary https://evil.example/a www.evil.example <https://evil.example> [x]: https://evil.example',
  references: 'canary [x][y] [^1]\n\n[y]: https://evil.example "t"\n[^1]: note',
  'right to left': 'canary \u202Etxet desrever\u202C \u2066isolated\u2069 \u200Fmark',
  'zero width': 'can\u200Bary canary a\u200Db\uFEFFc\u00ADd \u{E0041}\u{E0042}',
  terminal:
    'canary \u001b[31mred\u001b[0m \u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007 \u001b[2J\u001b[1;1H \u009b31m',
  controls: 'canary \u0000\u0007\b\u000b\u000c\u007f\u0085 \r overwritten',
  'workflow commands':
    'canary\n::error file=a::gotcha\n::set-output name=a::b\n##[error]x\n::stop-commands::y',
  'line ends': 'canary\r\nsecond\rthird\u2028fourth\u2029fifth\n\n\n\n\n',
  surrogates: 'canary \ud800 and \udc00 \u{1F600}',
  mermaid: 'canary\n```mermaid\ngraph TD; A-->B; click A "https://evil.example"\n```',
};

/** Texts whose size or nesting breaks what reads them carelessly. */
export const hugeTexts: Readonly<Record<string, string>> = {
  'long line': `canary ${'x'.repeat(1 << 20)}`,
  'long words': `canary ${'word '.repeat(1 << 16)}`,
  'many lines': `canary\n${'line\n'.repeat(1 << 15)}`,
  'many paragraphs': `canary\n${'line\n\n'.repeat(1 << 14)}`,
  stars: `canary ${'*'.repeat(4000)}a${'*'.repeat(4000)}`,
  brackets: `canary ${'[('.repeat(4000)}`,
  quotes: `canary\n${'>'.repeat(4000)}`,
};

/** Fields whose text code writes: names, times, words of a fixed list. Everything else comes from outside. */
const ours = new Set([
  ...[
    'schemaVersion',
    'startedAt',
    'finishedAt',
    'date',
    'webUrl',
    'oid',
    'head',
    'base',
    'mergeBase',
    'fingerprint',
  ],
  ...[
    'severity',
    'severityBefore',
    'kind',
    'kindBefore',
    'status',
    'side',
    'inDiff',
    'value',
    'outcome',
    'role',
    'level',
  ],
  ...[
    'gate',
    'class',
    'risk',
    'state',
    'scope',
    'id',
    'finalId',
    'blocking',
    'run',
    'name',
    'agent',
    'agents',
    'by',
  ],
]);

/** A report in which every text from outside is replaced by one. */
export function spoil(report: Report, text: string): Report {
  const spoiled = replaceTexts(report, '', text) as Report;
  return { ...spoiled, review: { ...spoiled.review, id: text } };
}

function replaceTexts(value: unknown, key: string, text: string): unknown {
  if (typeof value === 'string') return ours.has(key) ? value : text;
  if (Array.isArray(value)) return value.map((entry) => replaceTexts(entry, key, text));
  if (typeof value !== 'object' || value === null || key === 'status') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, replaceTexts(inner, name, text)]),
  );
}
