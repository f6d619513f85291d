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
  /(^|\/)(fixtures?|testdata|test[-_]data|__fixtures__|__snapshots__|snapshots?|mocks?|__mocks__|samples?|goldens?|corpus|resources\/test|test\/resources|cassettes)(\/|$)|\.(snap|golden)$/i;
/** Whether a file is data of tests, where faults are often there on purpose. */
export const isFixture = (path: string): boolean => fixtures.test(path);

/** Whether a file is a test or data of tests. */
export const isTest = (path: string): boolean =>
  kindOfFile(path) === 'test' || /(^|\/)(testing\/|conftest\.py$)/.test(path) || isFixture(path);

const documents =
  /\.(md|mdx|markdown|rst|adoc|asciidoc|txt|tex|html?|po|pot|ipynb)$|(^|\/)(docs?|documentation)\//i;
/** Whether a file is prose, where code is often quoted. */
export const isDocument = (path: string): boolean => documents.test(path);

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
