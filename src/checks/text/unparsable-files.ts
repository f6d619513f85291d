import type { Check } from '../check.ts';
import { extensionOf, isFixture, isManual, isPractice } from '../view/paths.ts';
import { quoteLine } from '../view/quote.ts';
import { formatOf } from './format-of.ts';

/** Reports configuration and data files that no parser will read. */
export const unparsableFiles: Check = {
  scope: 'file',
  name: 'unparsable-files',
  about: 'JSON, YAML, TOML and XML files that are new or parsed before, and that their readers refuse now.',
  async *inspect({ file, path, read }) {
    const format = await formatOf(path);
    if (
      !format ||
      file.additions + file.deletions === 0 ||
      file.newMode === '120000' ||
      file.status === 'deleted' ||
      isMeantToFail(path)
    )
      return;
    // Lock files are written by programs, and the largest YAML of all.
    if (['vendored', 'lockfile'].includes(file.class)) return;
    const head = await read('new');
    if (head === null || head.trim() === '') return;
    const fault = format.findFault(head, path);
    if (!fault) return;
    const base = file.status === 'added' ? null : await read('old');
    if (isTemplate(head) && (base === null || !isTemplate(base))) return;
    const isNew = file.status === 'added' && !isManual(path);
    const parsedBefore = base !== null && base.trim() !== '' && format.findFault(base, path) === null;
    if (!parsedBefore && (!isNew || (format.isLoose?.(path) && isTrifle(fault.reason)))) return;
    yield {
      severity: fault.isTolerated ? 'suggestion' : 'important',
      kind: parsedBefore ? 'regression' : 'gap',
      title: fault.isTolerated ? `Key stands twice in ${format.name}` : `${format.name} does not parse`,
      path,
      line: fault.line,
      quote: quoteLine(head.split('\n')[fault.line - 1] ?? '') || null,
      explanation: `${fault.reason}. ${
        fault.isTolerated
          ? 'Some programs refuse the file; others silently keep one of the two.'
          : parsedBefore
            ? 'The file parsed before this change.'
            : 'Whatever reads this new file will fail.'
      }`,
      fix: `Correct the ${format.name} at this line or just before it.`,
    };
  },
  examples: {
    reports: [
      {
        change: { 'package.json': ['{\n  "a": 1\n}\n', '{\n  "a": 1,\n}\n'] },
        at: ['package.json:3'],
        severity: 'important',
      },
      {
        change: { 'data/a.json': ['{\n  "a": 1\n}\n', '{\n  "a": 1\n  "b": 2\n}\n'] },
        at: ['data/a.json:3'],
        severity: 'important',
      },
      { change: { 'ci.yml': ['a: 1\nb: 2\n', 'a: 1\n  b: 2\n'] }, at: ['ci.yml:1'], severity: 'important' },
      {
        change: { 'ci.yml': ['a:\n  - b: 1\n', 'a:\n  - b: 1\n\n   - b: 2\n'] },
        at: ['ci.yml:4'],
        severity: 'important',
      },
      { change: { 'ci.yaml': 'a: 1\nb: [1, 2\nc: 3\n' }, at: ['ci.yaml:3'], severity: 'important' },
      {
        change: { 'Cargo.toml': ['[a]\nb = 1\n', '[a]\nb = 1\nb = 2\n'] },
        at: ['Cargo.toml:3'],
        severity: 'important',
      },
      {
        change: { 'data.json': ['[1]\n', '[\n  1,\n]\n'] },
        at: ['data.json:3'],
        severity: 'important',
      },
      {
        change: { 'pom.xml': ['<a><b/></a>\n', '<a>\n<b></a>\n'] },
        at: ['pom.xml:2'],
        severity: 'important',
      },
      { change: { 'a.yml': ['a: 1\n', 'a: 1\na: 2\n'] }, at: ['a.yml:2'], severity: 'suggestion' },
    ],
    ignores: [
      { 'app.json': ['{"a": 1}\n', '{"a": NaN}\n'] },
      { 'mkdocs.yml': ['a: 1\n', 'a: {b: c,#,\n  d: e}\n'] },
      { 'a.yml': ['a: 1\n', 'a:\n  b: "x\n  y"\nc: "p\nq"\n'] },
      { 'deploy.yaml': ['kind: A\n', '{{- with .Values.x }}\nkind: A\n{{- end }}\n'] },
      { 'port.json': ['{"port": 1}\n', '{"port": @PORT@}\n'] },
      { 'tsconfig.json': '{\n  // strict\n  "a": 1,\n}\n' },
      { '.vscode/settings.json': ['{ "a": 1 }\n', '{ "a": 1, /* more */ }\n'] },
      { 'events.json': '{"a": 1}\n{"a": 2}\n' },
      { 'test/fixtures/broken.json': '{"a": \n' },
      { 'chart/templates/a.yaml': 'a: {{ .Values.a }}\n{{- if .b }}\n  b: 1\n{{- end }}\n' },
      { 'a.yml': '--- \na: !Ref b\n---\nb: &x {c: 1}\nd: {<<: *x}\n' },
      { 'bom.json': '\uFEFF{"a": 1}\n' },
      { 'deep.json': ['{"a": 1}\n', `${'['.repeat(20_000)}${']'.repeat(20_000)}\n`] },
      { 'bomb.yml': 'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n' },
    ],
  },
};

/** Tests and fixtures hold broken files on purpose. */
const isMeantToFail = (path: string): boolean =>
  isFixture(path) ||
  isPractice(path) ||
  (/(^|\/)templates?\//.test(path) && ['yaml', 'yml', 'json', 'xml'].includes(extensionOf(path))) ||
  /invalid|broken|malformed|corrupt|bad[-_.]/i.test(path);

/** Text that a program fills in before it is parsed: Go templates, Jinja, ERB, cookiecutter, placeholders. */
const isTemplate = (text: string): boolean =>
  /\{\{|\{%|<%|\$\{[\w.]+\}|[\s:,"]@\w+@|__[A-Z_]+__|<<\w+>>/m.test(text);

/** Faults of new files that some readers of a loose format take. */
const isTrifle = (reason: string): boolean =>
  /comma|comment|property name expected|value expected|root/i.test(reason);
