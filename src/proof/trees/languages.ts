import { extname } from 'node:path';

/** How code of one language is commented, and how it is kept from running while its text stays. */
export interface Language {
  readonly extensions: readonly string[];
  /** Around any text, so that it means nothing; the text has lost what would end it. Null where there is no such thing. */
  readonly comment: ((text: string) => string) | null;
  /** A line that begins a function with a comment inside it, so that the text of a short function shows it too; absent where there is no safe way. */
  readonly within?: (line: string, text: string) => string;
  /** A statement that does nothing, and may stand at the end of any file; absent where there is none. */
  readonly idle?: string;
  /**
   * Ways to keep a file from doing what it does; a script that runs it notices at least one, and what only reads it notices none. No line
   * of the file moves, since a script may read one by its number.
   */
  readonly breakers: readonly ((text: string) => string)[];
}

const block = (text: string): string => `/*\n${text.replaceAll('*/', '* /').replaceAll('/*', '/ *')}\n*/\n`;
/** Behind what opens a function on a line, where nothing before it can be a string, a pattern or markup. */
const inFunction = (line: string, text: string): string =>
  line.replace(
    /^[^'"`/<]*?(?:=>|\)\s*\{)/,
    (opening) => `${opening} /* ${text.replace(/\s+/g, ' ').replaceAll('*/', '* /')} */`,
  );
const lines = (mark: string) => (text: string) => `${text.replace(/\n$/, '').replace(/^/gm, mark)}\n`;
const below = (words: string) => (text: string) => `${text}\n${words}\n`;
/** In front of the first line that says something: what names the program that runs the file stays the first. */
const above = (words: string) => (text: string) => {
  const [, first = '', rest = ''] = /^(#![^\n]*\n)?([\s\S]*)$/.exec(text) ?? [];
  return `${first}${words}${rest}`;
};
/** Python puts nothing in front of what begins a block. */
const abovePython = (words: string) => (text: string) =>
  above(
    /^(?:#![^\n]*\n)?(?:@|(?:async|class|def|for|if|try|while|with)\b)/.test(text) ? `${words}\n` : words,
  )(text);
const isNoCode = above(')]} @@@ ({[ ');

const script: readonly Language[] = [
  {
    extensions: ['.js', '.mjs', '.cjs', '.jsx'],
    comment: block,
    within: inFunction,
    idle: ';void 0;',
    breakers: [above('throw new Error("stopped"); '), above('process.exit(0); ')],
  },
  {
    // A parser reads Python without running it, so a text that is no code tells nothing.
    extensions: ['.py', '.pyi', '.pyw'],
    comment: lines('# '),
    idle: 'pass',
    breakers: [abovePython('raise SystemExit(97); '), abovePython('__import__("os")._exit(0); ')],
  },
  {
    extensions: ['.sh', '.bash', '.zsh', '.ksh', '.bats', ''],
    comment: lines('# '),
    breakers: [above('exit 97; '), above('exit 0; ')],
  },
  {
    extensions: ['.rb', '.rake', '.ex', '.exs', '.pl', '.pm', '.r', '.jl', '.nim', '.cr', '.tcl'],
    comment: lines('# '),
    breakers: [above('exit(97); '), above('exit(0); ')],
  },
  {
    extensions: ['.php'],
    comment: block,
    breakers: [(text) => text.replace(/<\?php\b/, '<?php exit(97);')],
  },
];

/** What is compiled shows what it does by being compiled too. */
const compiled: readonly Language[] = [
  {
    extensions: ['.ts', '.mts', '.cts', '.tsx'],
    comment: block,
    within: inFunction,
    idle: ';void 0;',
    breakers: [above('throw new Error("stopped"); '), above('process.exit(0); '), isNoCode],
  },
  {
    extensions: ['.go'],
    comment: block,
    idle: 'var _ = 0',
    breakers: [below('func init() { panic("stopped") }'), isNoCode],
  },
  { extensions: ['.rs'], comment: block, breakers: [below('compile_error!("stopped");'), isNoCode] },
  {
    extensions: ['.c', '.h', '.cc', '.cpp', '.cxx', '.hpp', '.hh', '.m', '.mm'],
    comment: block,
    breakers: [below('#error stopped')],
  },
  {
    extensions: ['.java', '.kt', '.kts', '.scala', '.groovy', '.gradle', '.cs', '.swift', '.dart', '.zig'],
    comment: block,
    breakers: [isNoCode],
  },
  { extensions: ['.proto', '.css', '.scss', '.less'], comment: block, breakers: [isNoCode] },
  { extensions: ['.lua', '.sql', '.hs', '.elm'], comment: lines('-- '), breakers: [isNoCode] },
];

/** What other programs read: settings and data. */
const data: readonly Language[] = [
  { extensions: ['.yml', '.yaml', '.toml', '.mk', '.cmake'], comment: lines('# '), breakers: [isNoCode] },
];
/** It has no comments; as a string in other JSON its text stays, and what it says is gone. */
const json: Language = {
  extensions: ['.json', '.jsonc', '.json5', '.webmanifest'],
  comment: null,
  breakers: [(text) => JSON.stringify({ stopped: text })],
};
const unknown: Language = { extensions: [], comment: null, breakers: [isNoCode] };

/** The language of a file, by its name; JSON and what nobody knows have no comments. */
export const languageOf = (path: string): Language => {
  const extension = extname(path).toLowerCase();
  const isOfIt = ({ extensions }: Language) => extensions.includes(extension);
  return script.find(isOfIt) ?? compiled.find(isOfIt) ?? [...data, json].find(isOfIt) ?? unknown;
};

/** Whether a file is code, and no data. */
export const isCode = (path: string): boolean => {
  const language = languageOf(path);
  return script.includes(language) || compiled.includes(language);
};
