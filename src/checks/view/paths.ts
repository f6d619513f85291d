import { posix } from 'node:path';
import { kindOfFile } from '../../change/files/file-kind.ts';

const languages: Readonly<Record<string, string>> = {
  c: 'c',
  h: 'c',
  cc: 'cpp',
  cpp: 'cpp',
  cxx: 'cpp',
  hpp: 'cpp',
  hh: 'cpp',
  m: 'objectivec',
  cs: 'csharp',
  go: 'go',
  java: 'java',
  kt: 'kotlin',
  kts: 'kotlin',
  js: 'javascript',
  jsx: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  ts: 'typescript',
  tsx: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  vue: 'xml',
  svelte: 'xml',
  html: 'xml',
  lua: 'lua',
  php: 'php',
  pl: 'perl',
  pm: 'perl',
  py: 'python',
  pyi: 'python',
  r: 'r',
  rb: 'ruby',
  rake: 'ruby',
  rs: 'rust',
  swift: 'swift',
  bash: 'bash',
  sh: 'bash',
  zsh: 'bash',
  sql: 'sql',
  css: 'css',
  less: 'less',
  scss: 'scss',
};

/** The extension in lower case without its dot; empty where there is none. */
export const extensionOf = (path: string): string => posix.extname(path).slice(1).toLowerCase();

/** The programming language of a file, by the names of highlight.js, or null where it is not code that we know. */
export function languageOf(path: string): string | null {
  const extension = extensionOf(path);
  return Object.hasOwn(languages, extension) ? (languages[extension] ?? null) : null;
}

const fixtures =
  /(^|\/)_{0,2}(fixtures?|testdata|test[-_]data|snapshots?|mocks?|samples?|goldens?|corpus|cassettes|resources\/test|test\/resources)_{0,2}(\/|$)|\.(snap|golden)$/i;
/** Whether a file is data of tests, where faults are often there on purpose. */
export const isFixture = (path: string): boolean => fixtures.test(path);

/** Whether a file is a test or data of tests. */
export const isTest = (path: string): boolean =>
  kindOfFile(path) === 'test' || /(^|\/)(testing\/|conftest\.py$)/.test(path) || isFixture(path);

const practiceWords = new Set(
  `test tests testdata testutil testutils testhelper testhelpers fixture fixtures mock mocks mocked spec specs example
  examples sample samples demo demos e2e snapshot snapshots golden goldens corpus cassette cassettes playground playgrounds stub
  stubs fake fakes dummy tutorial tutorials bench benchmark benchmarks`.split(/\s+/),
);
const practiceFolders =
  /^(hack|integration)\/|(^|\/)(?!(?:lat|cont|att|prot|great|fast)ests?\/)[a-z]{2,12}tests?\/|localhost[^/]*\.(?:key|pem|p12|pfx)$|(^|\/)(dev|devel|development|local|localhost)\/(.*\/)?(certs?|tls|ssl|pki)\//i;

/** Whether a file is a test, its data, an example or a help of development: nothing in it guards or serves real users. */
export const isPractice = (path: string): boolean =>
  isTest(path) || practiceFolders.test(path) || wordsOf(path).some((word) => practiceWords.has(word));

/** Words of a path: `src/test-utils/fooBar.ts` has src, test, utils, foo, bar, ts. */
const wordsOf = (path: string): string[] =>
  path.split(/[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());

const prose = /\.(md|mdx|markdown|rst|adoc|asciidoc|tex|org|pod|ipynb|po|pot)$/i;
const documents = /\.(txt|html?)$|(^|\/)(docs?|documentation|website)\//i;
/** Whether a file is prose, where code is often quoted. */
export const isDocument = (path: string): boolean => prose.test(path) || documents.test(path);
/** Whether a file is a document by its folder or its format; a page or a plain text elsewhere may be part of the product. */
export const isManual = (path: string): boolean =>
  prose.test(path) || /(^|\/)(docs?|documentation|website)\//i.test(path);

const translations =
  /(^|\/)(i18n|l10n|locales?|lang|langs|languages|translations?|messages|strings)(\/|\.|$)|(^|\/)values-[a-z]{2,3}(-r[A-Z]{2})?\/|(^|\/)([a-z]{2,3}\.lproj)\/|\.(strings|stringsdict|xcstrings|properties|resx|arb|xlf|xliff|po|pot|srt|vtt|csv|ftl)$/i;
/** Languages that are written from right to left, as files of translations are called. */
const rightToLeft =
  /(^|[/._-])(ar|arc|ckb|dv|fa|ha|he|iw|khw|ks|ku|nqo|ps|sd|ug|ur|uz_AF|yi)([_-][A-Za-z]{2,4})?\.(jsx?|tsx?|json5?|ya?ml|toml|php|py|rb|dart|kt|xml|go|rs|cs|mjs|cjs)$/;
/** Whether a file holds the words of a program in some language. */
export const isTranslation = (path: string): boolean => translations.test(path) || rightToLeft.test(path);

/** Directories from a file's own up to the root, each as a prefix: `a/b/`, `a/`, ``. */
export function directoriesAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return Array.from({ length: parts.length + 1 }, (_, up) =>
    parts
      .slice(0, parts.length - up)
      .map((part) => `${part}/`)
      .join(''),
  );
}
