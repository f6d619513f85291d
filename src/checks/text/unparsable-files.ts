import { type ParseError, parse as parseJsonc, printParseErrorCode } from 'jsonc-parser';
import { parse as parseToml, TomlError } from 'smol-toml';
import { LineCounter, parseAllDocuments } from 'yaml';
import type { Check } from '../check.ts';
import { extensionOf, isFixture, isTest } from '../view/paths.ts';
import { quoteLine } from '../view/quote.ts';

/** Where and why a text does not parse. */
interface Fault {
  readonly line: number;
  readonly reason: string;
}

interface Format {
  readonly name: string;
  findFault(text: string, path: string): Fault | null;
}

/** Reports configuration and data files that no parser will read. */
export const unparsableFiles: Check = {
  scope: 'file',
  name: 'unparsable-files',
  about: 'JSON, YAML and TOML files that are new or parsed before, and do not parse now.',
  async *inspect(file) {
    const format = formats[extensionOf(file.path)];
    if (
      !format ||
      file.file.additions + file.file.deletions === 0 ||
      file.file.newMode === '120000' ||
      isMeantToFail(file.path)
    )
      return;
    // Lock files are written by programs, and the largest YAML of all.
    if (['vendored', 'lockfile'].includes(file.file.class) || file.file.status === 'deleted') return;
    const head = await file.read('new');
    if (head === null || head.trim() === '') return;
    const fault = format.findFault(head, file.path);
    if (!fault) return;
    const base = file.file.status === 'added' ? null : await file.read('old');
    const parsedBefore = base !== null && base.trim() !== '' && format.findFault(base, file.path) === null;
    if (!parsedBefore && (file.file.status !== 'added' || isTemplate(head))) return;
    yield {
      severity: 'important',
      kind: parsedBefore ? 'regression' : 'gap',
      title: `${format.name} does not parse`,
      path: file.path,
      line: fault.line,
      quote: quoteLine(head.split('\n')[fault.line - 1] ?? '') || null,
      explanation: `${fault.reason}. ${parsedBefore ? 'The file parsed before this change.' : 'Whatever reads this new file will fail.'}`,
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
      { change: { 'ci.yaml': 'a: 1\nb: [1, 2\nc: 3\n' }, at: ['ci.yaml:3'], severity: 'important' },
      {
        change: { 'Cargo.toml': ['[a]\nb = 1\n', '[a]\nb = 1\nb = 2\n'] },
        at: ['Cargo.toml:3'],
        severity: 'important',
      },
    ],
    ignores: [
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

const json: Format = {
  name: 'JSON',
  findFault(text, path) {
    const content = text.replace(/^\uFEFF/, '');
    try {
      JSON.parse(content);
      return null;
    } catch {
      return locateJsonFault(content, path);
    }
  },
};

const yaml: Format = {
  name: 'YAML',
  findFault(text) {
    const lines = new LineCounter();
    // Aliases stay references in the syntax tree, so a bomb of them costs nothing.
    const documents = parseAllDocuments(text, {
      lineCounter: lines,
      prettyErrors: false,
      merge: true,
      logLevel: 'silent',
    });
    for (const { errors } of documents as { errors: { message: string; pos: [number, number] }[] }[]) {
      const [error] = errors;
      if (error) return { line: lines.linePos(error.pos[0]).line, reason: sentence(error.message) };
    }
    return null;
  },
};

const toml: Format = {
  name: 'TOML',
  findFault(text) {
    try {
      parseToml(text.replace(/^\uFEFF/, ''));
      return null;
    } catch (error) {
      if (!(error instanceof TomlError)) throw error;
      return {
        line: error.line,
        reason: sentence(error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? ''),
      };
    }
  },
};

const formats: Readonly<Record<string, Format>> = { json, yml: yaml, yaml, toml };

/** Files that only strict JSON will do for; elsewhere comments and trailing commas are taken for a dialect. */
const strict = /(^|\/)(package|package-lock|npm-shrinkwrap|composer|bower|lerna|manifest|vercel|now)\.json$/;

function locateJsonFault(text: string, path: string): Fault | null {
  const isStrict = strict.test(path);
  const errors: ParseError[] = [];
  parseJsonc(text, errors, { allowTrailingComma: !isStrict, disallowComments: isStrict });
  const [first] = errors;
  // Newline-delimited JSON under the name of JSON.
  if (first && !isStrict && text.trimEnd().split('\n').every(isJson)) return null;
  if (!first) return null;
  const reason = printParseErrorCode(first.error).replace(/\B[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return { line: text.slice(0, first.offset).split('\n').length, reason };
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** Tests and fixtures hold broken files on purpose. */
const isMeantToFail = (path: string): boolean =>
  isFixture(path) || isTest(path) || /invalid|broken|malformed|corrupt|bad[-_.]|examples?\//i.test(path);

/** Text that a program fills in before it is parsed: Go templates, Jinja, ERB, cookiecutter, placeholders. */
const isTemplate = (text: string): boolean => /\{\{|\{%|<%|\$\{[\w.]+\}|^\s*@\w+@|__[A-Z_]+__/m.test(text);

const sentence = (message: string): string => {
  const line = message.replace(/\s+/g, ' ').trim().replace(/[.:]$/, '').slice(0, 160);
  return line.charAt(0).toUpperCase() + line.slice(1);
};
