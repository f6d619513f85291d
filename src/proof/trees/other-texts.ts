import { extname } from 'node:path';
import type { TreeDifference, TreeEntry } from './tree-store.ts';

/** How code of one language is commented, and how it is kept from running while its text stays. */
interface Language {
  readonly extensions: readonly string[];
  /** Around any text, so that it means nothing; the text has lost what would end it. */
  readonly comment: (text: string) => string;
  /** Ways to keep a file from doing what it does; code must notice at least one of them, and what only reads it notices none. */
  readonly breakers: readonly ((text: string) => string)[];
}

const block = (text: string): string => `\n/*\n${text.replaceAll('*/', '* /').replaceAll('/*', '/ *')}\n*/\n`;
const lines = (mark: string) => (text: string) => `\n${text.replace(/^/gm, mark)}\n`;
const above = (words: string) => (text: string) => {
  // A first line that says what runs the file stays the first.
  const [, first = '', rest = ''] = /^(#![^\n]*\n)?([\s\S]*)$/.exec(text) ?? [];
  return `${first}${words}\n${rest}`;
};
const below = (words: string) => (text: string) => `${text}\n${words}\n`;
const isNoCode = above(')]} @@@ ({[');

const languages: readonly Language[] = [
  {
    extensions: ['.js', '.mjs', '.cjs', '.jsx', '.ts', '.mts', '.cts', '.tsx'],
    comment: block,
    breakers: [above('throw new Error("stopped");'), above('process.exit(0);'), isNoCode],
  },
  {
    extensions: ['.py', '.pyi', '.pyw'],
    comment: lines('# '),
    breakers: [above('raise SystemExit(97)'), above('__import__("os")._exit(0)'), isNoCode],
  },
  {
    extensions: ['.sh', '.bash', '.zsh', '.ksh', '.bats', ''],
    comment: lines('# '),
    breakers: [above('exit 97'), above('exit 0')],
  },
  {
    extensions: ['.rb', '.rake', '.ex', '.exs', '.pl', '.pm', '.r', '.jl', '.nim', '.cr', '.tcl'],
    comment: lines('# '),
    breakers: [above('exit(97)'), above('exit(0)'), isNoCode],
  },
  { extensions: ['.go'], comment: block, breakers: [below('func init() { panic("stopped") }'), isNoCode] },
  { extensions: ['.rs'], comment: block, breakers: [below('compile_error!("stopped");'), isNoCode] },
  {
    extensions: ['.c', '.h', '.cc', '.cpp', '.cxx', '.hpp', '.hh', '.m', '.mm'],
    comment: block,
    breakers: [above('#error stopped')],
  },
  {
    extensions: [
      '.java',
      '.kt',
      '.kts',
      '.scala',
      '.groovy',
      '.gradle',
      '.cs',
      '.swift',
      '.dart',
      '.zig',
      '.proto',
      '.php',
      '.css',
      '.scss',
      '.less',
    ],
    comment: block,
    breakers: [isNoCode],
  },
  { extensions: ['.lua', '.sql', '.hs', '.elm'], comment: lines('-- '), breakers: [isNoCode] },
  { extensions: ['.yml', '.yaml', '.toml', '.mk', '.cmake'], comment: lines('# '), breakers: [isNoCode] },
];

/** Anything else has no comments that we know of, such as JSON. */
const unknown: Pick<Language, 'breakers'> & { readonly comment: null } = {
  comment: null,
  breakers: [isNoCode],
};

/** What follows such a line is data of the program. */
const hasData = /^(?:__END__|__DATA__)\s*$/m;

/** How many ways there are of keeping these files from running. */
export const waysToBreak = (files: TreeDifference): number =>
  Math.max(0, ...[...files].map(([path, entry]) => (isText(entry) ? languageOf(path).breakers.length : 0)));

/** The files with the text that another tree has there in comments behind their own: they do the same, and read otherwise. */
export function annotate(files: TreeDifference, others: TreeDifference): TreeDifference {
  const annotated = new Map<string, TreeEntry>();
  for (const [path, entry] of files) {
    const other = others.get(path) ?? null;
    const { comment } = languageOf(path);
    if (!isText(entry) || !isText(other) || comment === null) continue;
    const text = entry.content.toString('utf8');
    if (hasData.test(text)) continue;
    const added = comment(other.content.toString('utf8'));
    annotated.set(path, { mode: entry.mode, content: Buffer.from(`${text}${added}`) });
  }
  return annotated;
}

/** The files with all their text, kept from running in one of several ways. */
export function breakFiles(files: TreeDifference, way: number): TreeDifference {
  const broken = new Map<string, TreeEntry>();
  for (const [path, entry] of files) {
    if (!isText(entry)) continue;
    const { breakers } = languageOf(path);
    const breaker = breakers[Math.min(way, breakers.length - 1)] ?? isNoCode;
    broken.set(path, { mode: entry.mode, content: Buffer.from(breaker(entry.content.toString('utf8'))) });
  }
  return broken;
}

function languageOf(path: string): Language | typeof unknown {
  const extension = extname(path).toLowerCase();
  return languages.find(({ extensions }) => extensions.includes(extension)) ?? unknown;
}

function isText(entry: TreeEntry): entry is NonNullable<TreeEntry> {
  return entry !== null && entry.mode !== '120000' && !entry.content.subarray(0, 8000).includes(0);
}
